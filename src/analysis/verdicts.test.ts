import { describe, expect, it } from 'vitest';
import type { BlockId, PaperVerdict, Profile } from '../contracts';
import { blockStatistics } from './statistics';
import { storyOf } from './story';
import { syntheticProfile } from './syntheticProfile';
import { paperVerdicts, THRESHOLDS } from './verdicts';

const BLOCKS: BlockId[] = ['SE_2_1', 'SE_2_2', 'SE_3_1', 'SE_3_2', 'SE_4_1', 'SE_4_2', 'SE_5_1', 'SE_5_2', 'SE_5_3'];

/** Known rests of the blocks before SE_5_2, the middle of SE_5_2, the rest of SE_5_3. */
function network(rests: number[], saturated: number, lastRest: number, { classes = 60, seed = 7 } = {}): Profile {
  const blocks = BLOCKS.map((block, i) => ({ block, centre: 0.5, rest: rests[i] ?? 0.03, scale: 0.05, image: 0.1 }));
  Object.assign(blocks[7], { centre: saturated, image: 0.02 });
  blocks[8].rest = lastRest;
  return syntheticProfile(blocks, { classes, seed });
}

const GROWING = [0.02, 0.03, 0.05, 0.06, 0.08, 0.1, 0.12];
const verdictsOf = (verdicts: PaperVerdict[]) => Object.fromEntries(verdicts.map(({ id, verdict }) => [id, verdict]));

describe('what a profile says to the paper', () => {
  it('agrees when spread grows, SE_5_2 saturates and SE_5_3 is one pattern', () => {
    const verdicts = paperVerdicts(network(GROWING, 0.98, 0.02));
    expect(verdictsOf(verdicts)).toEqual({ depth: 'agrees', saturation: 'agrees', pattern: 'agrees' });
    const [depth, , pattern] = verdicts;
    expect(depth).toMatchObject({ blocks: BLOCKS.slice(0, 7), threshold: THRESHOLDS.depth });
    expect(depth.estimate.value).toBeGreaterThan(0.9);
    expect(pattern).toMatchObject({ largest: { block: 'SE_5_1' } });
    expect(pattern.estimate.value).toBeCloseTo(0.02 / 0.12, 1);
  });

  it('disagrees when each is the other way round', () => {
    const verdicts = paperVerdicts(network([...GROWING].reverse(), 0.6, 0.14));
    expect(verdictsOf(verdicts)).toEqual({ depth: 'disagrees', saturation: 'disagrees', pattern: 'disagrees' });
  });

  it('cannot tell when spread is even, SE_5_2 is half above 0.9 and SE_5_3 has half the rest', () => {
    const verdicts = paperVerdicts(network(GROWING.map(() => 0.1), 0.9, 0.05, { classes: 20 }));
    expect(verdictsOf(verdicts)).toEqual({ depth: 'unclear', saturation: 'unclear', pattern: 'unclear' });
    for (const { estimate, threshold } of verdicts) {
      expect(estimate.low).toBeLessThan(threshold);
      expect(estimate.high).toBeGreaterThan(threshold);
    }
  });

  it('is the same each time, and silent without SE_5_2 and SE_5_3', () => {
    const profile = network(GROWING, 0.98, 0.02);
    expect(paperVerdicts(profile)).toEqual(paperVerdicts(profile));
    expect(paperVerdicts({ ...profile, blocks: profile.blocks.slice(0, 8) })).toEqual([]);
  });

  it('does not judge a pattern where no earlier block has any', () => {
    const still = network(GROWING, 0.98, 0.02);
    const blocks = still.blocks.map((block) => ({ ...block, mean: new Float32Array(block.mean.length), std: new Float32Array(block.std.length) }));
    expect(verdictsOf(paperVerdicts({ ...still, blocks }))).toMatchObject({ depth: 'unclear', pattern: 'unclear' });
  });
});

describe('the story', () => {
  it('names where classes differ most and least, and what became of it at the end', () => {
    const statistics = blockStatistics(network(GROWING, 0.98, 0.06));
    const story = storyOf(statistics)!;
    expect(story).toMatchObject({ most: { block: 'SE_5_1' }, least: { block: 'SE_2_1' }, last: { block: 'SE_5_3' }, saturated: ['SE_5_2'] });
    expect(story.last.change).toBeCloseTo(statistics[8].spread.value / story.most.spread.value - 1, 9);
    expect(storyOf([])).toBeUndefined();
  });
});
