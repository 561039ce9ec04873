import { describe, expect, it } from 'vitest';
import type { BlockProfile, Profile } from '../contracts';
import { influenceOf } from './influence';
import { spreadEstimate, spreadWithoutEach, Z95 } from './jackknife';
import { blockMoments, meanOf, squares } from './moments';
import { blockStatistics } from './statistics';
import { seededRandom } from './random';
import { syntheticProfile } from './syntheticProfile';

const TRUTH = { block: 'SE_3_1', centre: 0.5, rest: 0.08, scale: 0.15, image: 0.12 } as const;

/** The block with classes picked, each as often as named. */
function pick(block: BlockProfile, classes: number[]): BlockProfile {
  const rows = (values: Float32Array) => Float32Array.from(classes.flatMap((k) => [...values.subarray(k * block.channels, (k + 1) * block.channels)]));
  return { ...block, mean: rows(block.mean), std: rows(block.std), scaleSd: Float32Array.from(classes, (k) => block.scaleSd[k]) };
}

function squaresOf(block: BlockProfile, images = 8) {
  return squares(blockMoments(block, new Uint32Array(block.scaleSd.length).fill(images)));
}

function correlation(x: number[], y: number[]): number {
  const [mx, my] = [meanOf(x), meanOf(y)];
  const sum = (f: (i: number) => number) => x.reduce((total, _, i) => total + f(i), 0);
  return sum((i) => (x[i] - mx) * (y[i] - my)) / Math.sqrt(sum((i) => (x[i] - mx) ** 2) * sum((i) => (y[i] - my) ** 2));
}

const deviation = (values: number[]) => Math.sqrt(meanOf(values.map((v) => (v - meanOf(values)) ** 2)));

const profile = syntheticProfile([TRUTH], { classes: 80, channels: 40 });
const [block] = profile.blocks;
const without = (k: number) => Array.from({ length: 80 }, (_, j) => j).filter((j) => j !== k);

describe('class spread', () => {
  it('finds the truth of known draws, with chance subtracted', () => {
    const [statistics] = blockStatistics(profile);
    const power = meanOf(block.scaleRef!.map((p) => p * p));
    const scale = TRUTH.scale * Math.sqrt(power);
    expect(statistics.spread.low).toBeLessThan(Math.hypot(scale, TRUTH.rest));
    expect(statistics.spread.high).toBeGreaterThan(Math.hypot(scale, TRUTH.rest));
    expect(statistics.scale).toBeCloseTo(scale, 1);
    expect(statistics.rest).toBeCloseTo(TRUTH.rest, 2);
    expect(statistics.imageSpread).toBeCloseTo(TRUTH.image, 2);
  });

  it('is about zero, with an interval from zero, where classes do not differ', () => {
    const values = Array.from({ length: 200 }, (_, seed) => {
      const [chance] = syntheticProfile([{ ...TRUTH, rest: 0, scale: 0 }], { classes: 12, channels: 6, seed }).blocks;
      const moments = blockMoments(chance, new Uint32Array(12).fill(8));
      return { square: squares(moments).spread, estimate: spreadEstimate(moments) };
    });
    expect(Math.abs(meanOf(values.map(({ square }) => square)))).toBeLessThan(3 * (deviation(values.map(({ square }) => square)) / Math.sqrt(200)));
    expect(values.every(({ estimate: { value, low, high } }) => low <= value && value <= high && high > 0)).toBe(true);
    expect(values.filter(({ estimate }) => estimate.low === 0).length).toBeGreaterThan(170);
  });

  it('is scale² plus rest² exactly, also below zero', () => {
    const { spread, scale, rest } = squaresOf(block);
    expect(scale + rest).toBeCloseTo(spread, 12);
  });

  it('leaves out one class at a time as a fresh computation would', () => {
    const fast = spreadWithoutEach(blockMoments(block, profile.count));
    for (const k of [0, 17, 79]) expect(fast[k]).toBeCloseTo(squaresOf(pick(block, without(k))).spread, 9);
  });

  it('has an interval of 1.96 jackknife errors around the value', () => {
    const moments = blockMoments(block, profile.count);
    const roots = [...spreadWithoutEach(moments)].map(Math.sqrt);
    const { value, low, high } = spreadEstimate(moments);
    expect(high - value).toBeCloseTo(Z95 * deviation(roots) * Math.sqrt(79), 9);
    expect(value - low).toBeCloseTo(high - value, 9);
  });

  it('knows nothing of the error with two classes, and of the spread with one', () => {
    const [statistics] = blockStatistics(syntheticProfile([TRUTH], { classes: 2 }));
    expect(statistics.spread).toMatchObject({ low: 0, high: Infinity });
    expect(() => blockStatistics(syntheticProfile([TRUTH], { classes: 1 }))).toThrow('two classes');
  });
});

describe('first-order contributions of classes', () => {
  const { spread, rest } = influenceOf(block, blockMoments(block, profile.count));

  it('average to the statistics', () => {
    expect(meanOf(spread)).toBeCloseTo(squaresOf(block).spread, 12);
    expect(meanOf(rest)).toBeCloseTo(squaresOf(block).rest, 12);
  });

  it('follow what leaving a class out does', () => {
    const exact = Array.from({ length: 80 }, (_, k) => squaresOf(pick(block, without(k))));
    expect(correlation([...spread], exact.map((e) => -e.spread))).toBeGreaterThan(0.9999);
    expect(correlation([...rest], exact.map((e) => -e.rest))).toBeGreaterThan(0.999);
  });

  it('follow what drawing classes anew does', () => {
    const random = seededRandom(5);
    const draws = Array.from({ length: 200 }, () => Array.from({ length: 80 }, () => Math.floor(random() * 80)));
    const exact = draws.map((classes) => squaresOf(pick(block, classes)));
    for (const [name, values] of [['spread', spread], ['rest', rest]] as const) {
      const linear = draws.map((classes) => meanOf(classes.map((k) => values[k])));
      const full = exact.map((e) => e[name]);
      expect(correlation(linear, full)).toBeGreaterThan(0.98);
      expect(deviation(linear) / deviation(full)).toBeGreaterThan(0.93);
      expect(deviation(linear) / deviation(full)).toBeLessThan(1.07);
    }
  });
});

/** A block of two images a class whose means are all `level`, with deviation `std`. */
function flat(level: number[], std: number): Profile {
  const channels = level.length;
  const mean = Float32Array.from([...level, ...level, ...level]);
  return {
    classes: 3,
    count: Uint32Array.of(2, 2, 2),
    range: [0, 1],
    images: '',
    blocks: [{ block: 'SE_2_1', channels, mean, std: new Float32Array(3 * channels).fill(std), scaleSd: new Float32Array(3), hist: new Uint32Array(120) }],
  };
}

describe('block statistics', () => {
  it('leave out and name classes with fewer than two images', () => {
    const whole = syntheticProfile([TRUTH], { classes: 5 });
    const count = Uint32Array.of(8, 1, 8, 0, 8);
    const [statistics] = blockStatistics({ ...whole, count });
    const [kept] = blockStatistics({ ...whole, count: Uint32Array.of(8, 8, 8), blocks: [{ ...pick(whole.blocks[0], [0, 2, 4]), hist: new Uint32Array(120) }] });
    expect(statistics.leftOut).toEqual([1, 3]);
    expect(statistics.all).toEqual(kept.all);
    expect(statistics.spread).toEqual(kept.spread);
    expect(statistics.classScale[1]).toBeGreaterThan(0);
    expect(statistics.classScale[3]).toBeNaN();
  });

  it('join the deviation within and between classes to that of all images', () => {
    const images = [[0.1, 0.5], [0.4, 0.9]];
    const mean = Float32Array.of(0.3, 0.65);
    const std = Float32Array.from(images, ([a, b]) => Math.abs(a - b) / Math.SQRT2);
    const [block] = flat([0.5], 0).blocks;
    const [{ allStd }] = blockStatistics({ ...flat([0.5], 0), classes: 2, count: Uint32Array.of(2, 2), blocks: [{ ...block, mean, std }] });
    expect(allStd[0]).toBeCloseTo(deviation(images.flat()) * Math.sqrt(4 / 3), 6);
  });

  it('tell apart what looks flat', () => {
    const traits = (profile: Profile) => blockStatistics(profile)[0].traits;
    expect(traits(flat([0.5, 0.5], 0.001))).toEqual(['fixed', 'dead']);
    expect(traits(flat([0.2, 0.9], 0.001))).toEqual(['fixed']);
    expect(traits(flat([0.2, 0.9], 0.2))).toEqual([]);
    expect(traits(syntheticProfile([{ ...TRUTH, centre: 0.95, rest: 0, image: 0.05 }]))).toEqual(['saturated', 'scaled only']);
  });

  it('measure flattening against the largest spread of any earlier block', () => {
    const rest = [0.1, 0.2, 0.05, 0.1];
    const blocks = rest.map((rest, i) => ({ ...TRUTH, block: `SE_2_${i + 1}` as const, rest, scale: 0, image: 0.001 }));
    const statistics = blockStatistics(syntheticProfile(blocks));
    const [first, second, third, fourth] = statistics.map(({ spread }) => spread.value);
    expect(statistics.map(({ flattening }) => flattening)).toEqual([undefined, 1 - second / first, 1 - third / second, 1 - fourth / second]);
    expect(statistics[2].flattening).toBeGreaterThan(0.7);
  });
});
