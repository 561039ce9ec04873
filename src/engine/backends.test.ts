import { memory } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import type { BackendName, EngineEvent } from '../contracts';
import { Backends } from './backends';
import { logitsOf } from './capture';
import { activate } from './device';
import type { Device } from './device';
import { device, startCpuOnly } from './devices.fixture';
import { madeUpHost } from './madeUp.fixture';
import type { DeviceNetwork } from './network';
import { EngineError, toProblem } from './problem';

const IMAGE = new Float32Array(192).fill(0.5);

/** cpu in the place of others: `devices` by name, others are missing. */
async function backends(devices: Partial<Record<BackendName, () => Promise<Device>>>) {
  const events: EngineEvent[] = [];
  const left: string[] = [];
  const found = new Backends({
    host: madeUpHost(),
    golden: undefined,
    start: async (name) => devices[name]?.() ?? Promise.reject(new EngineError('backend.missing', { name })),
    emit: (event) => void events.push(event),
    onLeave: () => void left.push('left'),
  });
  const last = () => events.findLast((event) => event.kind === 'backend')!.backend;
  return { backends: found, events, left, last };
}

const cpu = () => startCpuOnly('cpu');
const run = (network: DeviceNetwork) => logitsOf(network, IMAGE, {});

describe('Backends', () => {
  it('falls back to cpu and says why', async () => {
    const { backends: all, last } = await backends({ wasm: () => Promise.reject(new Error('broken')), cpu });
    await all.choose('auto');
    expect(last()).toMatchObject({ name: 'cpu', choice: 'auto', passedOver: [{ name: 'wasm', reason: 'failed' }] });
    all.leave();
  });

  it('fails with one problem when nothing works', async () => {
    const { backends: all } = await backends({});
    expect(await all.choose('auto').catch(toProblem)).toMatchObject({ code: 'backend.none' });
  });

  it('stays where it is when the choice fails', async () => {
    const { backends: all, last, left } = await backends({ cpu });
    await all.choose('auto');
    const before = await all.onDevice(run);
    expect(await all.choose('webgpu').catch(toProblem)).toMatchObject({ code: 'backend.missing', values: { name: 'webgpu' } });
    expect(last()).toMatchObject({ name: 'cpu', choice: 'auto' });
    expect(await all.onDevice(run)).toEqual(before);
    expect(left).toEqual([]);
    all.leave();
  });

  it('frees everything on the device it leaves', async () => {
    const { backends: all, left } = await backends({ cpu });
    const { numTensors } = memory();
    await all.choose('cpu');
    expect(memory().numTensors).toBeGreaterThan(numTensors);
    all.leave();
    expect(memory().numTensors).toBe(numTensors);
    expect(left).toEqual(['left']);
    expect(() => all.current).toThrow('engine.closed');
  });

  it('starts a lost backend once more, and the second time takes another, with the work done each time', async () => {
    let context = new AbortController();
    const starts: string[] = [];
    const pretended = async (): Promise<Device> => {
      starts.push('webgl');
      context = new AbortController();
      await activate({ name: 'cpu' });
      return { ...device('cpu'), lost: context.signal };
    };
    const { backends: all, events } = await backends({ cpu: pretended });
    await all.choose('cpu');
    const expected = await all.onDevice(run);
    context.abort();
    expect(await all.onDevice(run)).toEqual(expected);
    expect(starts).toEqual(['webgl', 'webgl']);
    expect(events.filter(({ kind }) => kind === 'problem')).toEqual([]);
    all.leave();
  });

  it('does not take an error of the work itself for a lost device', async () => {
    const { backends: all } = await backends({ cpu });
    await all.choose('cpu');
    let tries = 0;
    const failing = all.onDevice(async () => {
      tries++;
      throw new EngineError('image.size');
    });
    expect(await failing.catch(toProblem)).toMatchObject({ code: 'image.size' });
    expect(tries).toBe(1);
    all.leave();
  });
});
