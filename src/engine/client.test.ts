import { expose } from 'comlink';
import { afterEach, describe, expect, it } from 'vitest';
import type { EngineEvent, Manifest, SetEstimate, SetRequest } from '../contracts';
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

  /** Workers that answer as `wireOf` says for the nth of them, from 0. */
  function several(wireOf: (n: number) => Partial<Wire>): Worker[] {
    const workers: Worker[] = [];
    client = createEngine(() => {
      const worker = pretend(wireOf(workers.length));
      workers.push(worker);
      return worker;
    });
    return workers;
  }

  const die = (worker: Worker | undefined): void => void worker!.dispatchEvent(new Event('error'));
  const settled = () => new Promise((resolve) => setTimeout(resolve, 20));

  it('starts another worker when one dies, opens the model there first and asks again what was asked', async () => {
    const heard: string[] = [];
    const workers = several((n) => ({
      open: async (base) => {
        heard.push(`${n} open ${base}`);
        return { value: undefined };
      },
      run: async (id) => {
        heard.push(`${n} run ${id}`);
        return n === 0 ? never() : { value: undefined };
      },
      checkLive: never,
      cancel: () => {},
    }));
    const events: EngineEvent[] = [];
    await client.open('here/', 'auto', (event) => void events.push(event));
    const run = client.run(1, [], {}, () => {});
    const check = client.checkLive(2, {}, () => {});
    client.cancel(2);
    await settled();
    die(workers[0]);
    await expect(check).rejects.toMatchObject({ problem: { code: 'cancelled' } });
    await run;
    expect(heard).toEqual(['0 open here/', '0 run 1', '1 open here/', '1 run 1']);
    expect(events).toEqual([{ kind: 'restarted', lost: 'worker' }]);
  });

  describe('keeps the constants of frozen gates with their network:', () => {
    const constants = { SE_2_1: Float32Array.of(0.5) };

    /** What workers hear; folders named "broken" have no model.json, and the others say theirs. */
    function listening() {
      const heard: string[] = [];
      const workers = several(() => ({
        open: async (folder, _, onEvent) => {
          heard.push(`open ${String(folder)}`);
          if (folder === 'broken/') return { problem: { code: 'manifest.missing' } };
          await onEvent({ kind: 'manifest', manifest: {} as Manifest });
          return { value: undefined };
        },
        freezeTo: async (given) => {
          heard.push(`freeze ${Object.keys(given)}`);
          return { value: undefined };
        },
      }));
      return { heard, workers };
    }

    it('another one gets none of them', async () => {
      const { heard, workers } = listening();
      await client.open('here/', 'auto', () => {});
      await client.freezeTo(constants);
      await client.open('there/', 'auto', () => {});
      die(workers[0]);
      await settled();
      expect(heard).toEqual(['open here/', 'freeze SE_2_1', 'open there/', 'open there/']);
    });

    it('the same one gets them again, and the one before where another can’t be opened', async () => {
      const { heard, workers } = listening();
      await client.open('here/', 'auto', () => {});
      await client.freezeTo(constants);
      await client.open('here/', 'auto', () => {});
      await expect(client.open('broken/', 'auto', () => {})).rejects.toMatchObject({ problem: { code: 'manifest.missing' } });
      die(workers[0]);
      await settled();
      expect(heard).toEqual(['open here/', 'freeze SE_2_1', 'open here/', 'freeze SE_2_1', 'open broken/', 'open here/', 'freeze SE_2_1']);
    });
  });

  it('runs a set anew once: another worker goes on where the one before has told of', async () => {
    const asked: boolean[] = [];
    const workers = several((n) => ({
      open: async () => ({ value: undefined }),
      runSet: async (_id, _request, _setting, anew, onEstimate) => {
        asked.push(anew);
        if (n === 1) await onEstimate(8, { done: 8 } as SetEstimate);
        return n < 2 ? never() : { value: undefined };
      },
    }));
    await client.open('here/', 'auto', () => {});
    const run = client.runSet(1, {} as SetRequest, {}, true, () => {});
    for (const n of [0, 1]) {
      await settled();
      die(workers[n]);
    }
    await run;
    expect(asked).toEqual([true, true, false]);
  });

  it('gives up a question that ends one worker after another, and nothing else', async () => {
    const workers = several(() => ({ open: async () => ({ value: undefined }), run: never, memory: async () => ({ value: { tensors: 7, bytes: 0 } }) }));
    await client.open('here/', 'auto', () => {});
    const run = client.run(1, [], {}, () => {});
    const outcome = expect(run).rejects.toMatchObject({ problem: { code: 'engine.died' } });
    for (let i = 0; i < 3; i++) {
      await settled();
      die(workers.at(-1));
    }
    await outcome;
    await expect(client.memory()).resolves.toEqual({ tensors: 7, bytes: 0 });
    expect(workers).toHaveLength(4);
  });

  it('gives up where no worker lives to open the model, says so, and opens anew when asked', async () => {
    let well = true;
    const workers = several(() => ({ open: async () => (well ? { value: undefined } : never()), memory: never }));
    const events: EngineEvent[] = [];
    await client.open('here/', 'auto', (event) => void events.push(event));
    well = false;
    const pending = client.memory();
    const outcome = expect(pending).rejects.toMatchObject({ problem: { code: 'engine.gaveUp' } });
    for (let i = 0; i < 5; i++) die(workers.at(-1));
    await outcome;
    expect(workers).toHaveLength(3);
    expect(events.at(-1)).toEqual({ kind: 'problem', problem: { code: 'engine.gaveUp' } });
    await expect(client.memory()).rejects.toMatchObject({ problem: { code: 'engine.gaveUp' } });
    well = true;
    await client.open('here/', 'auto', () => {});
    expect(workers).toHaveLength(4);
  });

  it('says of what was given away to a worker that died that it is lost, and works on', async () => {
    const workers = several((n) => ({ open: async () => ({ value: undefined }), decode: n === 0 ? never : async () => ({ problem: { code: 'image.unknown' } }), memory: async () => ({ value: { tensors: n, bytes: 0 } }) }));
    await client.open('here/', 'auto', () => {});
    const given = new MessageChannel().port1 as unknown as ImageBitmap;
    const lost = expect(client.decode(given, 'x')).rejects.toMatchObject({ problem: { code: 'engine.died' } });
    await settled();
    die(workers[0]);
    await lost;
    await expect(client.memory()).resolves.toEqual({ tensors: 1, bytes: 0 });
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
