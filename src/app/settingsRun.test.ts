import { expect, test } from 'vitest';
import type { LiveCheck, Problem, Setting } from '../contracts';
import { EngineError } from '../engine/problem';
import { createAppStore } from '../store/store';
import { startSettingsRun } from './settingsRun';

const check = (n: number): LiveCheck => ({ outcome: { source: 'live', n, before: { top1: 0, top5: 0 }, after: { top1: 0, top5: 0 }, lost: 0, gained: 0, lostTop5: 0, gainedTop5: 0 }, complete: n === 10 });
const settings: Setting[] = [{}, { SE_5_3: 'frozen' }, { SE_5_3: 'off' }];

/** An engine that answers when it is told to. */
function begin() {
  const store = createAppStore();
  const problems: Problem[] = [];
  const asked: { setting: Setting; finish: () => void; fail: (code: string) => void; estimate: (n: number) => void }[] = [];
  let id = 0;
  const run = startSettingsRun(
    store,
    {
      checkLive: (_, setting, onEstimate) =>
        new Promise((resolve, reject) => {
          asked.push({ setting, finish: () => resolve(check(10)), fail: (code) => reject(new EngineError(code)), estimate: (n) => onEstimate(check(n), { done: n, total: 10 }) });
        }),
      cancel: () => asked.at(-1)!.fail('cancelled'),
    },
    () => ++id,
    (problem) => problems.push(problem),
  );
  const turn = () => new Promise((resolve) => setTimeout(resolve));
  return { store, run, asked, problems, turn };
}

test('one setting after another, with progress, to the end', async () => {
  const { store, run, asked, turn } = begin();
  const done = run.start(settings);
  expect(store.getState().settingsRun).toMatchObject({ done: 0, total: 3, from: 0 });
  asked[0]!.estimate(5);
  expect(store.getState().settingsRun).toMatchObject({ done: 0.5 });
  expect(store.getState().liveChecks['']).toEqual(check(5));
  for (let i = 0; i < 3; i++) {
    asked[i]!.finish();
    await turn();
  }
  await done;
  expect(asked.map(({ setting }) => setting)).toEqual(settings);
  expect(Object.keys(store.getState().liveChecks)).toEqual(['', 'SE_5_3=frozen', 'SE_5_3=off']);
  expect(store.getState().settingsRun).toBeUndefined();
});

test('cancelled, what is done stays, and the next run goes on behind it', async () => {
  const { store, run, asked, problems, turn } = begin();
  const first = run.start(settings);
  asked[0]!.finish();
  await turn();
  run.cancel();
  await first;
  expect([store.getState().settingsRun, problems]).toEqual([undefined, []]);
  void run.start(settings);
  expect(asked.at(-1)!.setting).toEqual(settings[1]);
  expect(store.getState().settingsRun).toMatchObject({ done: 1, from: 1, total: 3 });
});

test('a failure is said and ends the run; a second start beside one does nothing', async () => {
  const { store, run, asked, problems } = begin();
  const first = run.start(settings);
  await run.start(settings);
  expect(asked).toHaveLength(1);
  asked[0]!.fail('heldout.earlier');
  await first;
  expect(problems.map(({ code }) => code)).toEqual(['heldout.earlier']);
  expect(store.getState().settingsRun).toBeUndefined();
});
