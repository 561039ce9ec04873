import { expect, test } from 'vitest';
import { pairedNetworks, recordedLive, rightOf, withinBoth } from './pairDecisions';

const a = { labels: [0, 1, 2, 0], top1: [0, 1, 1, 2], rank: [0, 0, 1, 7] };
/** The same images in a network whose classes stand the other way round. */
const toB = [2, 1, 0];
const b = { labels: [2, 1, 0, 2], top1: [2, 0, 0, 2], rank: [0, 5, 0, 0] };

test('the same images in other orders of classes: flips both ways', () => {
  expect(pairedNetworks(a, b, toB)).toEqual({ source: 'live', n: 4, before: { top1: 2, top5: 3 }, after: { top1: 3, top5: 3 }, lost: 1, gained: 2, lostTop5: 1, gainedTop5: 1 });
  expect(rightOf(b)).toEqual({ n: 4, top1: 3, top5: 3 });
});

test('not the same images: another length, another truth, a class without partner', () => {
  expect(pairedNetworks(a, { ...b, labels: [2, 1, 0] }, toB)).toBeUndefined();
  expect(pairedNetworks(a, { ...b, labels: [2, 1, 0, 1] }, toB)).toBeUndefined();
  expect(pairedNetworks(a, b, [2, 1, undefined])).toBeUndefined();
});

test('images of classes that the second lacks are left out, and the rest pairs', () => {
  const few = [2, undefined, 0];
  const kept = withinBoth(a, few);
  expect(kept).toEqual({ labels: [0, 2, 0], top1: [0, 1, 2], rank: [0, 1, 7] });
  expect(pairedNetworks(kept, { labels: [2, 0, 2], top1: [2, 0, 2], rank: [0, 0, 0] }, few)).toMatchObject({ n: 3, lost: 0, gained: 2 });
});

test('of a record only the setting with all gates live', () => {
  const record = { settings: [{}, { SE_2_1: 'off' as const }], tailSettings: 1, images: 2, top1: Uint8Array.of(1, 0, 0, 0), rank: Uint8Array.of(0, 1, 9, 9), labels: Uint16Array.of(1, 1), heldout: new Uint32Array(), heldoutTop1: new Uint8Array(), heldoutRank: new Uint8Array() };
  expect(rightOf(recordedLive(record))).toEqual({ n: 2, top1: 1, top5: 2 });
});
