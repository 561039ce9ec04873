import { expect, test } from 'vitest';
import { bandPath, layoutDepth, linePath, rowDomains, type DepthBlock, type DepthRow } from './geometry';

const blocksOf = (counts: number[]): DepthBlock[] =>
  counts.flatMap((count, s) =>
    Array.from({ length: count }, (_, b) => ({
      id: `SE_${s + 2}_${b + 1}` as const,
      stage: s + 2,
      label: `${s + 2}·${b + 1}`,
    })),
  );
const format = (value: number) => value.toFixed(2);
const spread = (values: number[], scale?: string): DepthRow => ({
  key: 'spread',
  title: 'Do classes differ?',
  mark: 'line',
  values: values.map((value) => ({ value, low: value - 0.01, high: value + 0.01 })),
  scale,
  format,
});
const image: DepthRow = { key: 'image', title: 'Do images differ?', mark: 'line', values: [0.1, 0.3, 0.2], scale: 'excitation', format };

test('rows of one scale share their domain, others do not', () => {
  const domains = rowDomains([spread([0.1, 0.2, 0.1], 'excitation'), image, spread([0.1, 0.2, 0.1])]);
  expect(domains[0]).toEqual([0, 0.318]);
  expect(domains[1]).toEqual(domains[0]);
  expect(domains[2]![1]).toBeCloseTo(0.21 * 1.06);
});

test('zero stays inside where all values lie below it, and a flat row has a domain', () => {
  const lost: DepthRow = { key: 'm', title: '', mark: 'interval', values: [{ value: -1, low: -1.5, high: -0.5 }], format };
  expect(rowDomains([lost])[0]).toEqual([-1.59, 0]);
  expect(rowDomains([{ ...lost, values: [0] }])[0]).toEqual([0, 1]);
});

test.each([
  [3, [3], 320],
  [16, [3, 4, 6, 3], 600],
  [16, [3, 4, 6, 3], 3800],
  [89, [3, 30, 48, 8], 320],
])('%i blocks fit their width and keep their order', (count, stages, width) => {
  const blocks = blocksOf(stages);
  const layout = layoutDepth(blocks, [spread(blocks.map((_, i) => i / 100))], width);
  expect(layout.x).toHaveLength(count);
  expect(layout.x[0]! - layout.step / 2).toBeCloseTo(layout.left);
  expect(layout.x.at(-1)! + layout.step / 2).toBeCloseTo(width - layout.right);
  expect(layout.stages.map((stage) => stage.id)).toEqual(stages.map((_, s) => s + 2));
  expect(layout.stages.at(-1)!.x1).toBeCloseTo(width - layout.right);
  const row = layout.rows[0]!;
  expect(row.y(row.y.domain()[0]!)).toBe(row.bottom);
  expect(row.ticks).toContain(0);
  expect(row.bottom).toBeLessThanOrEqual(layout.bottom);
});

test('a title too long for a phone puts its note below', () => {
  const row: DepthRow = { ...image, title: 'Does it matter?', note: 'points of top-1 lost when the block is frozen' };
  const blocks = blocksOf([3]);
  const [narrow, wide] = [layoutDepth(blocks, [row], 300), layoutDepth(blocks, [row], 800)];
  expect(narrow.rows[0]!.noteBelow).toBe(true);
  expect(wide.rows[0]!.noteBelow).toBe(false);
  expect(narrow.rows[0]!.top - wide.rows[0]!.top).toBe(16);
});

test('missing values break lines and bands', () => {
  expect(linePath([0, 10, 20, 30], (v) => v, [1, undefined, 3, 4])).toBe('M0,1ZM20,3L30,4');
  const layout = layoutDepth(blocksOf([3]), [{ ...image, values: [0.1, undefined, 0.2] }], 300);
  expect(bandPath(layout, layout.rows[0]!)).toBe('');
});
