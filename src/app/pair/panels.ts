import { sortedOrder } from '../../analysis/curves';
import type { BlockPair } from '../../analysis/pairBlocks';
import type { ClassCurve, ImageCurve, Ribbon } from '../../charts/excitation-panel/paint';
import type { BlockId } from '../../contracts';
import type { BlockChoice } from '../../store/store';
import { blockData, type ChosenClass, classCurve, paperSix } from '../figure/curves';
import type { Side, Two } from './sides';

/** What is drawn of one network's block. */
export interface SideCurves {
  block: BlockId;
  channels: number;
  order: Uint32Array;
  ribbon?: Ribbon;
  all?: Float32Array;
  classes: ClassCurve[];
  image?: ImageCurve;
  spread?: number;
}

/** Why nothing is drawn: there is no such stage, the block has no SE module, or neither profile nor image tells. */
export type Empty = 'stage' | 'se' | 'unknown';

interface Drawn {
  chosen: readonly ChosenClass[];
  image: { id: number; label: string } | undefined;
}

/** Pairs where one of the two has an SE module: all of them, or those of the six of the network that has more. */
export function shownPairs({ a, b, blocks: { pairs } }: Two, which: BlockChoice): BlockPair[] {
  const [key, more] = b.plan.se.length > a.plan.se.length ? (['b', b] as const) : (['a', a] as const);
  const six = which === 'paper' && more.plan.se.length > 6 ? new Set(paperSix(more.plan.se)) : undefined;
  const has = (side: Side, block: BlockId | undefined) => block !== undefined && side.plan.se.includes(block);
  return pairs.filter((pair, i) => {
    if (!has(a, pair.a) && !has(b, pair.b)) return false;
    // Of several pairs of one of the six, the first.
    return !six || (six.has(pair[key]!) && pairs.findIndex((other) => other[key] === pair[key]) === i);
  });
}

/** A chosen class as the second network has it; in the first's colour, and left out where its profile has no images of it. */
function classesFor(side: Side, { classes: { toB } }: Two, chosen: readonly ChosenClass[]): ChosenClass[] {
  const own = side.key === 'a' ? chosen : chosen.flatMap((entry) => (toB[entry.id] === undefined ? [] : [{ ...entry, id: toB[entry.id]! }]));
  return own.filter(({ id }) => (side.profile?.profile.count[id] ?? 0) > 0);
}

/** One network's side of a pair. Channels are sorted by its own mean of all classes: those of two networks have nothing to do with one another. */
export function sideCurves(side: Side, two: Two, block: BlockId | undefined, { chosen, image }: Drawn): SideCurves | Empty {
  if (block === undefined) return 'stage';
  const { channels, hidden } = side.plan.blocks.find(({ id }) => id === block)!;
  if (hidden === undefined) return 'se';
  const data = side.profile && blockData(side.profile.profile, side.profile.statistics, block);
  const excitation = image && side.resultOf(image.id)?.excitation[block];
  const all = data?.statistics.all ?? excitation;
  if (!all) return 'unknown';
  return {
    block,
    channels,
    order: sortedOrder(all),
    ...(data && { ribbon: { low: data.statistics.p10, high: data.statistics.p90 }, all: data.statistics.all, spread: data.statistics.spread.value }),
    classes: data ? classesFor(side, two, chosen).map((entry) => classCurve(data, entry)) : [],
    ...(excitation && { image: { label: image.label, excitation } }),
  };
}
