import { expect, it, vi } from 'vitest';
import type { LighterTimings } from '../../contracts';
import { createAppStore } from '../../store/store';
import { milliseconds, turnsOf } from './frontier';
import { startTimesRun } from './timesRun';

/** 40 turns at one pace of the machine: all live takes `pace` ms, the other so much less. */
const timings = (pace: number, saved: number, threads = 1): LighterTimings => {
  const before = Float64Array.from({ length: 40 }, (_, i) => pace * (1 + ((i * 7) % 5) / 50));
  return { backend: 'wasm', threads, before, after: before.map((ms, i) => ms - pace * saved + (i % 2 ? 0.01 : -0.01) * pace) };
};

it('puts networks on one axis, whatever else the machine did in their turns, and knows noise', () => {
  const found = milliseconds({ 'SE_5_3=frozen': timings(10, 0.2), 'SE_5_2=frozen': timings(30, 0.4), 'SE_5_1=frozen': timings(12, 0) });
  const live = found.get('')!;
  expect(found.get('SE_5_3=frozen')! / live).toBeCloseTo(0.8, 1);
  expect(found.get('SE_5_2=frozen')! / live).toBeCloseTo(0.6, 1);
  expect(turnsOf(timings(10, 0.2)).told).toBe(true);
  expect(turnsOf(timings(12, 0)).told).toBe(false);
  expect(milliseconds({}).size).toBe(0);
});

it('times what was not timed on this backend, one after another, and stops when it is told to', async () => {
  const store = createAppStore();
  const backend = { name: 'wasm' as const, choice: 'auto' as const, threads: 1, simd: true, isolated: true, halfPrecision: false, passedOver: [] };
  store.getState().put({ backend, times: { 'SE_5_3=frozen': timings(10, 0.2, 4) } });
  const asked: unknown[] = [];
  const timeLighter = vi.fn(async (_: number, setting: unknown) => (asked.push(setting), timings(10, 0.1)));
  const run = startTimesRun({ store, engine: { timeLighter, cancel: () => {} }, newId: () => 1, tell: () => {} });
  await run.start([{ SE_5_3: 'frozen' }, { SE_5_2: 'frozen' }]);
  expect(asked).toEqual([{ SE_5_3: 'frozen' }, { SE_5_2: 'frozen' }]);
  expect(Object.keys(store.getState().times)).toEqual(['SE_5_3=frozen', 'SE_5_2=frozen']);
  expect(store.getState().timing).toBeUndefined();
  await run.start([{ SE_5_3: 'frozen' }, { SE_5_1: 'frozen' }]);
  expect(asked).toHaveLength(3);
});
