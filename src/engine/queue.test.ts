import { describe, expect, it } from 'vitest';
import { isCancelled } from './problem';
import { Queue } from './queue';

const code = (promise: Promise<unknown>): Promise<string> =>
  promise.then(() => 'done', (error: unknown) => (isCancelled(error) ? 'cancelled' : 'failed'));

function steps(log: string[], name: string, count: number) {
  return async (turn: () => Promise<void>): Promise<void> => {
    for (let step = 0; step < count; step++) {
      await turn();
      log.push(`${name}${step}`);
    }
  };
}

describe('Queue', () => {
  it('runs one job at a time and the newest of a lane first', async () => {
    const queue = new Queue();
    const log: string[] = [];
    const jobs = ['a', 'b', 'c'].map((name, id) => queue.add('run', steps(log, name, 2), id));
    await Promise.all(jobs);
    expect(log).toEqual(['c0', 'c1', 'b0', 'b1', 'a0', 'a1']);
  });

  it('lets an image go before a held-out check that has begun, and then goes on with the check', async () => {
    const queue = new Queue();
    const log: string[] = [];
    let run: Promise<void> | undefined;
    const check = queue.add('check', async (turn) => {
      await turn();
      log.push('check0');
      run = queue.add('run', steps(log, 'run', 1), 2);
      await turn();
      log.push('check1');
    }, 1);
    await check;
    await run;
    expect(log).toEqual(['check0', 'run0', 'check1']);
  });

  it('stops a cancelled job at its next turn, and one that waits at once', async () => {
    const queue = new Queue();
    const log: string[] = [];
    const running = queue.add('run', async (turn) => {
      for (;;) {
        await turn();
        log.push('step');
        queue.cancel(1);
      }
    }, 1);
    const waiting = queue.add('check', steps(log, 'never', 1), 2);
    queue.cancel(2);
    expect(await code(waiting)).toBe('cancelled');
    expect(await code(running)).toBe('cancelled');
    expect(log).toEqual(['step']);
  });

  it('cancels a job that has given way', async () => {
    const queue = new Queue();
    const log: string[] = [];
    let run: Promise<string> | undefined;
    const check = queue.add('check', async (turn) => {
      run = code(queue.add('run', async () => queue.cancel(1), 2));
      await turn();
      log.push('never');
    }, 1);
    expect(await code(check)).toBe('cancelled');
    expect(await run).toBe('done');
    expect(log).toEqual([]);
  });

  it('goes on after a job that throws, and settles everything', async () => {
    const queue = new Queue();
    const log: string[] = [];
    const failing = queue.add('setup', () => Promise.reject(new Error('broken')));
    const after = queue.add('run', steps(log, 'after', 1), 1);
    expect(await code(failing)).toBe('failed');
    expect(await code(after)).toBe('done');
    queue.cancelAll();
    queue.cancel(99);
    expect(await code(queue.add('timing', steps(log, 'last', 1)))).toBe('done');
    expect(log).toEqual(['after0', 'last0']);
  });
});
