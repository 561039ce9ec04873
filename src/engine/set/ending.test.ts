import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { Ending } from './ending';

const never = new Promise<number>(() => {});

it('lets calls settle as they do, and rejects those that wait at the end, and all that come later', async () => {
  const ending = new Ending();
  expect(await ending.before(Promise.resolve(3))).toBe(3);
  await expect(ending.before(Promise.reject(new Error('own')))).rejects.toThrow('own');
  const waiting = [ending.before(never), ending.before(never)];
  const all = Promise.allSettled(waiting);
  ending.end(new Error('over'));
  ending.end(new Error('again'));
  expect(await all).toMatchObject([{ reason: { message: 'over' } }, { reason: { message: 'over' } }]);
  await expect(ending.before(Promise.resolve(3))).rejects.toThrow('over');
});

it('holds no answer that was given', async () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const ending = new Ending();
  const given = await (async () => new WeakRef(await ending.before(Promise.resolve(new Uint8Array(1000)))))();
  await new Promise((resolve) => setTimeout(resolve, 10));
  collect();
  expect(given.deref()).toBeUndefined();
  expect(ending).toBeDefined();
});
