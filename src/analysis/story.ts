import type { BlockId, BlockStatistics, Story } from '../contracts';

type Trait = BlockStatistics['traits'][number];

function extreme(statistics: BlockStatistics[], score: (block: BlockStatistics) => number): BlockStatistics {
  return statistics.reduce((best, block) => (score(block) > score(best) ? block : best));
}

/** The numbers behind a few sentences about a profile; undefined without blocks. `statistics` in depth. */
export function storyOf(statistics: BlockStatistics[]): Story | undefined {
  const last = statistics.at(-1);
  if (!last) return undefined;
  const named = ({ block, spread }: BlockStatistics) => ({ block, spread });
  const withTrait = (trait: Trait): BlockId[] =>
    statistics.filter(({ traits }) => traits.includes(trait)).map(({ block }) => block);
  const images = extreme(statistics, ({ imageSpread }) => imageSpread);
  const shares = statistics.map(({ share }) => share);
  return {
    most: named(extreme(statistics, ({ spread }) => spread.value)),
    least: named(extreme(statistics, ({ spread }) => -spread.value)),
    last: { ...named(last), ...(last.flattening === undefined ? {} : { change: -last.flattening }) },
    images: { block: images.block, imageSpread: images.imageSpread },
    share: [Math.min(...shares), Math.max(...shares)],
    saturated: withTrait('saturated'),
    scaledOnly: withTrait('scaled only'),
    fixed: withTrait('fixed'),
    dead: withTrait('dead'),
    leftOut: last.leftOut,
  };
}
