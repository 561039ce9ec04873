import type { BlockId, Estimate, PaperVerdict, Profile, Verdict } from '../contracts';
import { percentileInterval, resampledClasses, resampledMean } from './bootstrap';
import { countsAbove } from './histogram';
import type { Influence } from './influence';
import { influenceOf } from './influence';
import { blockMoments, keptClasses, meanOf } from './moments';
import { spearman } from './spearman';

/** Our reading of the paper's sentences in numbers; the paper gives none. */
export const THRESHOLDS = {
  /** Spearman's ρ of class spread against depth: above is growing. */
  depth: 0,
  /** "Most" of SE_5_2's activations near one: more than this share above `near`. */
  saturation: 0.5,
  near: 0.9,
  /** SE_5_3's rest is small: under this part of the largest rest of an earlier block. */
  pattern: 0.5,
} as const;

const RESAMPLES = 1000;
const SEED = 1709;
const SATURATING: BlockId = 'SE_5_2';
const SCALING: BlockId = 'SE_5_3';

const root = (square: number) => Math.sqrt(Math.max(0, square));

function judge({ value, low, high }: Estimate, threshold: number, agreesAbove: boolean): Verdict {
  if (Number.isNaN(value)) return 'unclear';
  if (low > threshold) return agreesAbove ? 'agrees' : 'disagrees';
  if (high < threshold) return agreesAbove ? 'disagrees' : 'agrees';
  return 'unclear';
}

/** Applies `statistic` to the resampled means of each block's `values` [K]. */
function bootstrap(values: Float64Array[], statistic: (means: number[]) => number): Estimate {
  const resamples: number[] = [];
  for (const times of resampledClasses(values[0]?.length ?? 0, RESAMPLES, SEED)) {
    resamples.push(statistic(values.map((v) => resampledMean(v, times))));
  }
  return percentileInterval(statistic(values.map(meanOf)), resamples);
}

function judgeDepth(blocks: BlockId[], influences: Influence[]): PaperVerdict {
  const depth = blocks.map((_, i) => i);
  const estimate = bootstrap(
    influences.map(({ spread }) => spread),
    (squares) => spearman(squares, depth),
  );
  return { id: 'depth', verdict: judge(estimate, THRESHOLDS.depth, true), estimate, threshold: THRESHOLDS.depth, blocks };
}

function judgeSaturation(profile: Profile, index: number): PaperVerdict {
  const { kept } = keptClasses(profile.count);
  const { above, total } = countsAbove(profile.blocks[index].hist, kept, profile.range, THRESHOLDS.near);
  const estimate = bootstrap([above, total], ([a, t]) => a! / t!);
  return {
    id: 'saturation',
    verdict: judge(estimate, THRESHOLDS.saturation, true),
    estimate,
    threshold: THRESHOLDS.saturation,
    block: SATURATING,
  };
}

function judgePattern(blocks: BlockId[], influences: Influence[]): PaperVerdict {
  const rests = influences.map(({ rest }) => rest);
  const own = rests.at(-1)!;
  const earlier = rests.slice(0, -1);
  const estimate = bootstrap([...earlier, own], (squares) => root(squares.at(-1)!) / root(Math.max(...squares.slice(0, -1))));
  const restOf = earlier.map((values) => root(meanOf(values)));
  const at = restOf.indexOf(Math.max(...restOf));
  return {
    id: 'pattern',
    verdict: judge(estimate, THRESHOLDS.pattern, false),
    estimate,
    threshold: THRESHOLDS.pattern,
    block: SCALING,
    rest: root(meanOf(own)),
    largest: { block: blocks[at], rest: restOf[at] },
  };
}

/**
 * What a profile says to three sentences of the paper (v4 §7.2), each with a 95 % bootstrap interval over classes (1,000 resamples,
 * a fixed seed, O(K · blocks) each): agrees or disagrees when the interval lies on one side of the threshold. Empty where the
 * network has no SE_5_2 and SE_5_3 with blocks before them.
 * @throws RangeError with fewer than two classes that have two images
 */
export function paperVerdicts(profile: Profile): PaperVerdict[] {
  const blocks = profile.blocks.map(({ block }) => block);
  const saturating = blocks.indexOf(SATURATING);
  const scaling = blocks.indexOf(SCALING);
  if (saturating < 1 || scaling < saturating) return [];
  const influences = profile.blocks
    .slice(0, scaling + 1)
    .map((block) => influenceOf(block, blockMoments(block, profile.count)));
  return [
    judgeDepth(blocks.slice(0, saturating), influences.slice(0, saturating)),
    judgeSaturation(profile, saturating),
    judgePattern(blocks.slice(0, scaling + 1), influences),
  ];
}
