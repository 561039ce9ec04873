import { expect, test } from 'vitest';
import type { PaperClaim, PaperRuns } from '../contracts';
import { dunnettQuantile } from './dunnett';
import { judgeClaims, withoutCollapsed } from './paperClaims';
import { studentQuantile } from './studentQuantile';

function runsOf(rows: Record<string, number[]>, images: PaperRuns['images'] = {}): PaperRuns {
  return {
    data: { name: 'made up', train: 90, dev: 10, test: 100 }, schedule: { epochs: 1, sizes: [] }, images,
    rows: Object.keys(rows).map((id) => ({ id, name: id, network: 'one' })),
    runs: Object.entries(rows).flatMap(([row, values]) => values.map((points, seed) => ({ row, seed, top1: points / 100, n: 100, parameters: 1, macs: 1, minutes: 1, collapsed: points < 50, hidden: {}, spread: {} }))),
  };
}

const rows = { none: [88, 89, 90], standard: [91, 92, 93], max: [90.9, 91.9, 92.9], bad: [80, 81, 82] };
const claims = (...list: Omit<PaperClaim, 'table'>[]) => ({ margin: 0.5, claims: list });
const se: PaperClaim = { id: 'se', row: 'standard', against: 'none', claim: 'better' };
const max: PaperClaim = { id: 'max', row: 'max', against: 'standard', claim: 'worse' };

test('differences from the standard row share Dunnett’s interval', () => {
  const [first, second] = judgeClaims(runsOf(rows), claims(se, max));
  const half = dunnettQuantile([3, 3], 3, 8) * Math.sqrt(2 / 3);
  expect(first!.points.value).toBeCloseTo(3, 9);
  expect(first!.points.high - first!.points.value).toBeCloseTo(half, 6);
  expect(first).toMatchObject({ verdict: 'agrees', method: 'dunnett', confidence: 0.95 });
  expect(second!.verdict).toBe('unclear');
});

test('a claim is contradicted where the interval lies on the other side', () => {
  expect(judgeClaims(runsOf(rows), claims({ ...se, claim: 'worse' }))[0]!.verdict).toBe('disagrees');
  const [pair] = judgeClaims(runsOf(rows), claims({ id: 'pair', row: 'bad', against: 'none', claim: 'better' }));
  expect(pair).toMatchObject({ verdict: 'disagrees', method: 'student' });
  expect(pair!.points.high - pair!.points.value).toBeCloseTo(studentQuantile(0.975, 8) * Math.sqrt(2 / 3), 9);
});

test('equality asks for the 90 % interval within the margin', () => {
  const same = claims({ ...max, claim: 'same' });
  expect(judgeClaims(runsOf(rows), same)[0]!.verdict).toBe('unclear');
  const steady = { standard: [91, 91.1, 91.2], max: [91.1, 91.2, 91.3], bad: [80, 80.1, 80.2] };
  expect(judgeClaims(runsOf(steady), same)[0]).toMatchObject({ verdict: 'agrees', confidence: 0.9 });
  expect(judgeClaims(runsOf(steady), claims({ id: 'x', row: 'bad', against: 'standard', claim: 'same' }))[0]!.verdict).toBe('disagrees');
});

test('what the tested images add widens it; rows that were not trained are left out; one seed can’t tell', () => {
  const half = (images?: PaperRuns['images']) => {
    const { value, high } = judgeClaims(runsOf(rows, images), claims(se))[0]!.points;
    return high - value;
  };
  expect(half({ se: 0.01 })).toBeCloseTo(half() * Math.sqrt((2 / 3 + 1) / (2 / 3)), 9);
  expect(judgeClaims(runsOf({ standard: [1, 2] }), claims(se))).toEqual([]);
  expect(judgeClaims(runsOf({ standard: [90], none: [80] }), claims(se))[0]).toMatchObject({ verdict: 'unclear', points: { low: NaN } });
});

test('a run that collapsed hides differences in every row, unless it is left out', () => {
  const runs = { ...runsOf({ ...rows, bad: [80, 20, 82], lost: [10] }, { se: 0.5 }), imagesTrained: {} };
  const [all, trained] = [runs, withoutCollapsed(runs)].map((counted) => judgeClaims(counted, claims(se, { ...max, id: 'bad', row: 'bad' })));
  expect(all!.map(({ verdict }) => verdict)).toEqual(['unclear', 'unclear']);
  expect(trained!.map(({ verdict }) => verdict)).toEqual(['agrees', 'agrees']);
  expect(trained![1]!.points.value).toBe(-11);
  expect(trained![1]!.points.value - trained![1]!.points.low).toBeCloseTo(dunnettQuantile([3, 2], 3, 7) * Math.sqrt((8 / 7) * (1 / 2 + 1 / 3)), 6);
  expect(withoutCollapsed(runs).rows.map(({ id }) => id)).toEqual(['none', 'standard', 'max', 'bad']);
});
