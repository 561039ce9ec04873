import { expect, test } from 'vitest';
import { classGroup, rankClasses } from './groups';
import { chanceAt } from './nullCheck';
import { separate, separatingChannels } from './separation';
import { syntheticProfile } from './syntheticProfile';

const block = 'SE_2_1' as const;
const profileOf = (rest: number, channels = 2000) => syntheticProfile([{ block, centre: 0.5, rest, scale: 0, image: 0.15 }], { classes: 3, images: 20, channels });

function separated(rest: number) {
  const profile = profileOf(rest);
  const group = (k: number) => classGroup(profile.blocks[0], k, profile.count[k]);
  return separate([{ block, a: group(0), b: group(1) }]);
}

test('without any difference, chance lists as many as the null check says, and all are marked', () => {
  const separation = separated(0);
  const listed = separatingChannels(separation, 0.05);
  const expected = chanceAt(separation.chance!, 0.05);
  expect(expected).toBeGreaterThan(300);
  expect(Math.abs(listed.length - expected)).toBeLessThan(5 * Math.sqrt(expected));
  expect(listed.filter(({ chance }) => !chance).length).toBeLessThanOrEqual(2);
});

test('real differences are found, largest first, none below the least', () => {
  const separation = separated(0.3);
  const listed = separatingChannels(separation, 0.4);
  expect(listed.length).toBeGreaterThan(200);
  expect(listed.every(({ difference }, i) => Math.abs(difference) >= 0.4 && (i === 0 || Math.abs(difference) <= Math.abs(listed[i - 1].difference)))).toBe(true);
  expect(listed.filter(({ chance }) => chance).length).toBe(0);
  expect(chanceAt(separation.chance!, 0.4)).toBeLessThan(0.1);
});

test('one image has differences but no intervals', () => {
  const { blocks, chance } = separate([{ block, a: { n: 1, mean: Float32Array.of(0.9, 0.1) }, b: { n: 5, mean: Float32Array.of(0.2, 0.1), std: Float32Array.of(0.1, 0.1) } }]);
  expect(blocks[0].half).toBeUndefined();
  expect(chance).toBeUndefined();
  expect(separatingChannels({ blocks }, 0.05)).toEqual([{ block, channel: 0, difference: expect.closeTo(0.7), half: undefined, chance: undefined }]);
});

test('classes are ranked by a channel, and by a group with an interval no narrower than its channels’ mean', () => {
  const profile = profileOf(0.1, 24);
  const [data] = profile.blocks;
  const ranked = rankClasses(data, profile.count, [7]);
  expect(ranked.map(({ value }) => value)).toEqual([0, 1, 2].map((k) => data.mean[k * 24 + 7]).sort((a, b) => b - a));
  const joint = rankClasses(data, profile.count, [7, 8]);
  const of = (channels: number[]) => rankClasses(data, profile.count, channels).find(({ id }) => id === joint[0].id)!;
  expect(joint[0].half).toBeCloseTo((of([7]).half + of([8]).half) / 2, 6);
  expect(rankClasses(data, [20, 1, 20], [7]).map(({ id }) => id).sort()).toEqual([0, 2]);
});
