import { expose } from 'comlink';
import { afterEach, describe, expect, it } from 'vitest';
import type { EngineEvent } from '../contracts';
import type { EngineClient } from './client';
import { createEngine } from './client';
import { isCancelled, toProblem } from './problem';
import type { Wire } from './wire';

/** A worker's two ends: the page's, which can be made to die, and a wire that answers as told. */
function pretend(wire: Partial<Wire>): Worker {
  const { port1, port2 } = new MessageChannel();
  expose(wire, port2);
  port1.start();
  const page = Object.assign(new EventTarget(), {
    postMessage: port1.postMessage.bind(port1),
    terminate: () => {
      port1.close();
      port2.close();
    },
  });
  port1.addEventListener('message', (event) => page.dispatchEvent(new MessageEvent('message', { data: event.data, ports: [...event.ports] })));
  return page as unknown as Worker;
}

const never = () => new Promise<never>(() => {});
let client: EngineClient;
afterEach(() => client.close());

describe('client', () => {
  it('turns a reply with a problem into an error that carries it', async () => {
    client = createEngine(() => pretend({ record: async () => ({ problem: { code: 'data.hash', values: { file: 'x' } } }) }));
    expect(toProblem(await client.record().catch((error: unknown) => error))).toEqual({ code: 'data.hash', values: { file: 'x' } });
  });

  it('leaves nothing pending when the worker dies, starts another and opens the model again', async () => {
    const workers: Worker[] = [];
    const opened: string[] = [];
    client = createEngine(() => {
      const worker = pretend({
        run: never,
        checkLive: never,
        open: async (base) => {
          opened.push(base);
          return { value: undefined };
        },
        memory: async () => ({ value: { tensors: workers.length, bytes: 0 } }),
      });
      workers.push(worker);
      return worker;
    });
    await client.open('here/', 'auto', () => {});
    const pending = [client.run(1, [], {}, () => {}), client.checkLive(2, {}, () => {})];
    workers[0]!.dispatchEvent(new Event('error'));
    for (const promise of pending) await expect(promise).rejects.toMatchObject({ problem: { code: 'engine.died' } });
    expect(await client.memory()).toEqual({ tensors: 2, bytes: 0 });
    expect(opened).toEqual(['here/', 'here/']);
  });

  it('gives up on a worker that dies again and again', async () => {
    const workers: Worker[] = [];
    client = createEngine(() => {
      workers.push(pretend({ memory: never }));
      return workers.at(-1)!;
    });
    for (let i = 0; i < 5; i++) workers.at(-1)!.dispatchEvent(new Event('error'));
    expect(workers).toHaveLength(3);
    await expect(client.memory()).rejects.toMatchObject({ problem: { code: 'engine.died' } });
  });

  it('passes events on', async () => {
    const events: EngineEvent[] = [];
    client = createEngine(() => pretend({
      open: async (_, __, onEvent) => {
        await onEvent({ kind: 'ready' });
        return { value: undefined };
      },
    }));
    await client.open('here/', 'auto', (event) => void events.push(event));
    expect(events).toEqual([{ kind: 'ready' }]);
  });

  it('ends what is pending when it is closed', async () => {
    client = createEngine(() => pretend({ memory: never }));
    const pending = client.memory();
    client.close();
    const error = await pending.catch((reason: unknown) => reason);
    expect(toProblem(error).code).toBe('engine.closed');
    expect(isCancelled(error)).toBe(false);
  });
});
