import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ProfileLayout, ProfileSums } from './accumulate';
import { addImage, finishProfile, mergeProfiles, profileMemory, startProfile } from './accumulate';

const CLASSES = 3;
const LAYOUT: ProfileLayout = {
  classes: CLASSES,
  range: [0, 1],
  blocks: [
    { block: 'SE_2_1', reference: Float32Array.of(0.2, 0.5) },
    { block: 'SE_5_3', reference: Float32Array.of(0.9, 0.8, 0.1) },
  ],
};

const excitation = (channels: number) =>
  fc.array(fc.float({ min: 0, max: 1, noNaN: true }), { minLength: channels, maxLength: channels }).map((values) => Float32Array.from(values));
const image = fc.record({ label: fc.nat(CLASSES - 1), SE_2_1: excitation(2), SE_5_3: excitation(3) });
type Image = typeof image extends fc.Arbitrary<infer T> ? T : never;

function onePass(images: readonly Image[]): ProfileSums {
  const sums = startProfile(LAYOUT);
  for (const { label, ...values } of images) addImage(sums, label, values);
  return sums;
}

function expectSame(a: ProfileSums, b: ProfileSums): void {
  const first = finishProfile(a, '');
  const second = finishProfile(b, '');
  expect(first.count).toEqual(second.count);
  first.blocks.forEach((block, i) => {
    const other = second.blocks[i];
    expect(block.hist).toEqual(other.hist);
    for (const field of ['mean', 'std', 'scaleSd'] as const) {
      block[field].forEach((value, at) => expect(Math.abs(value - other[field][at])).toBeLessThan(1e-6));
    }
  });
}

describe('profile accumulation', () => {
  it('merges to one pass for any split and any order', () => {
    const shuffled = fc.array(image, { maxLength: 30 }).chain((images) =>
      fc.record({
        images: fc.constant(images),
        order: fc.shuffledSubarray(images, { minLength: images.length }),
        cuts: fc.tuple(fc.nat(images.length), fc.nat(images.length)),
        leftFirst: fc.boolean(),
      }),
    );
    fc.assert(
      fc.property(shuffled, ({ images, order, cuts, leftFirst }) => {
        const [low, high] = cuts.sort((a, b) => a - b);
        const [a, b, c] = [order.slice(0, low), order.slice(low, high), order.slice(high)].map(onePass);
        const merged = leftFirst ? mergeProfiles(mergeProfiles(a, b), c) : mergeProfiles(c, mergeProfiles(b, a));
        expectSame(merged, onePass(images));
      }),
    );
  });

  it('gives the mean and the deviation with n − 1 of each channel and of the class scale', () => {
    const values = [0.1, 0.4, 0.7].map((value) => Float32Array.of(value, value / 2));
    const filler = Float32Array.of(0, 0.5, 1);
    const profile = finishProfile(onePass(values.map((SE_2_1) => ({ label: 1, SE_2_1, SE_5_3: filler }))), 'three images');
    const [block] = profile.blocks;
    expect([...profile.count]).toEqual([0, 3, 0]);
    expect(block.mean[2]).toBeCloseTo(0.4);
    expect(block.std[2]).toBeCloseTo(0.3);
    expect(block.std[3]).toBeCloseTo(0.15);
    expect(block.scaleSd[1]).toBeCloseTo((0.3 * 0.2 + 0.15 * 0.5) / (0.2 ** 2 + 0.5 ** 2));
    expect([...profile.blocks[1].hist.subarray(40, 80)].flatMap((n, bin) => (n ? [[bin, n]] : []))).toEqual([[0, 3], [20, 3], [39, 3]]);
  });

  it('leaves both shards as they were', () => {
    const a = onePass([{ label: 0, SE_2_1: Float32Array.of(0.1, 0.2), SE_5_3: new Float32Array(3) }]);
    const merged = mergeProfiles(a, startProfile(LAYOUT));
    addImage(merged, 0, { SE_2_1: Float32Array.of(0.9, 0.9), SE_5_3: new Float32Array(3) });
    expect(finishProfile(a, '').blocks[0].mean[0]).toBeCloseTo(0.1);
    expect(a.count[0]).toBe(1);
  });

  it('refuses what would spoil a profile, and adds nothing then', () => {
    const sums = startProfile(LAYOUT);
    const good = { SE_2_1: new Float32Array(2), SE_5_3: new Float32Array(3) };
    expect(() => addImage(sums, 3, good)).toThrow('no class 3');
    expect(() => addImage(sums, 0, { SE_2_1: good.SE_2_1 })).toThrow('SE_5_3 has no channels instead of 3');
    expect(() => addImage(sums, 0, { ...good, SE_5_3: Float32Array.of(0, NaN, 0) })).toThrow('finite');
    expect(sums.sums.size + sums.count[0]).toBe(0);
    const other = { ...LAYOUT, blocks: LAYOUT.blocks.map((block) => ({ ...block, reference: block.reference.map((p) => p + 0.1) })) };
    expect(() => mergeProfiles(sums, startProfile(other))).toThrow('shards of different profiles');
  });

  it('takes the memory that is said beforehand', () => {
    const values = () => ({ SE_2_1: new Float32Array(2), SE_5_3: new Float32Array(3) });
    const sums = onePass([0, 2].map((label) => ({ label, ...values() })));
    const bytes = (arrays: ArrayBufferView[]) => arrays.reduce((sum, { byteLength }) => sum + byteLength, 0);
    const { sums: made, done } = profileMemory({ classes: CLASSES, withImages: 2, channels: [2, 3] });
    const scales = 2 * 2 * 16;
    expect(bytes([...sums.sums.values()].flat().flatMap(({ mean, m2, hist }) => [mean, m2, hist])) + scales).toBe(made);
    expect(bytes(finishProfile(sums, '').blocks.flatMap(({ mean, std, scaleSd, hist }) => [mean, std, scaleSd, hist]))).toBe(done);
    // 1000 classes × every channel of seresnet152: 190 MB an array.
    expect(profileMemory({ classes: 1000, withImages: 1000, channels: [47_552] }).done / 2 / 1e6).toBeCloseTo(190.3, 0);
  });
});
