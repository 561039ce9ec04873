import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { scrubTo } from './scrub';
import { cutText, spreadLabels, textWidth, thinLabels } from './text';

test('labels that fit are apart, in order and inside', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 200, noNaN: true }), { maxLength: 9 }), (wanted) => {
      const placed = spreadLabels(wanted, 12, 0, 200);
      const sorted = [...placed].sort((a, b) => a - b);
      for (let i = 1; i < sorted.length; i++) expect(sorted[i]! - sorted[i - 1]!).toBeGreaterThanOrEqual(12 - 1e-9);
      for (const y of placed) expect(y >= -1e-9 && y <= 200 + 1e-9).toBe(true);
      for (const [i, y] of wanted.entries())
        for (const [j, z] of wanted.entries()) if (y < z) expect(placed[i]!).toBeLessThan(placed[j]!);
    }),
  );
});

test('labels with room stay where they are', () => {
  expect(spreadLabels([100, 20, 60], 12, 0, 120)).toEqual([100, 20, 60]);
});

test('89 labels in 270 px: none touch, and stages keep their first where it fits', () => {
  const counts = [3, 30, 48, 8];
  const groups = counts.flatMap((count, stage) => Array.from({ length: count }, () => stage));
  const at = groups.map((_, i) => (i + 0.5) * (270 / 89));
  const widths = groups.map(() => 22);
  const kept = thinLabels(at, widths, groups);
  const shown = at.filter((_, i) => kept[i]);
  for (let i = 1; i < shown.length; i++) expect(shown[i]! - shown[i - 1]!).toBeGreaterThanOrEqual(27);
  expect(kept[0]).toBe(true);
  expect(kept[33]).toBe(true);
  expect(kept[81]).toBe(true);
  expect(shown.length).toBeGreaterThan(6);
});

test('16 labels in 560 px all stand', () => {
  const at = Array.from({ length: 16 }, (_, i) => 17 + i * 35);
  expect(thinLabels(at, at.map(() => 20), at.map((_, i) => i >> 2)).every(Boolean)).toBe(true);
});

test('keys move and stop at the ends', () => {
  expect(scrubTo('ArrowRight', 15, 16)).toBe(15);
  expect(scrubTo('ArrowLeft', 3, 16)).toBe(2);
  expect(scrubTo('PageUp', 0, 1024)).toBe(102);
  expect(scrubTo('End', 0, 16)).toBe(15);
  expect(scrubTo('a', 0, 16)).toBeUndefined();
});

test('wide letters are wide', () => {
  expect(textWidth('금붕어', 11)).toBe(33);
  expect(textWidth('cliff', 10)).toBeCloseTo(30);
});

test('a text is cut to its room, whole where it fits', () => {
  expect(cutText('SE-ResNet-50', 10, 72)).toBe('SE-ResNet-50');
  expect(cutText('SE-ResNet-50', 10, 58)).toBe('SE-ResNe…');
  expect(cutText('SE-ResNet-50', 10, 0)).toBe('…');
});
