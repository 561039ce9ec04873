import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { startTask, type TaskState } from './task';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function start() {
  const state = createStore<TaskState>(() => ({}));
  return { state, bytes: () => state.getState().fetching?.bytes, task: startTask(state, { ended: async () => {}, seen: () => true }) };
}

test('what came last is told though nothing comes after it', () => {
  const { bytes, task } = start();
  const say = task.progress('a/b');
  say(10, 100, 10);
  say(20, 100, 20);
  say(30, 100, 30);
  expect(bytes()).toBe(10);
  vi.advanceTimersByTime(100);
  expect(bytes()).toBe(30);
  say(100, 100, 100);
  expect(bytes()).toBe(100);
});

test('nothing is told of what has ended', async () => {
  const { bytes, task } = start();
  await task.run('a/b', async () => {
    const say = task.progress('a/b');
    say(10, 100, 10);
    say(20, 100, 20);
  });
  vi.advanceTimersByTime(1000);
  expect(bytes()).toBeUndefined();
});
