import { memory, tensor4d } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HeldOut, Setting } from '../contracts';
import { readHeldOut } from '../data/heldOutFile';
import { forward } from '../network/forward';
import { tailBlocks } from '../network/plan';
import { startCpuOnly } from './devices.fixture';
import { HELD_OUT, heldOutFile, madeUpHost } from './madeUp.fixture';
import type { DeviceNetwork } from './network';
import { gates, put } from './network';
import { Tail } from './tail';

const MODES = [undefined, 'frozen', 'off'] as const;
const SETTINGS = MODES.flatMap((first) => MODES.map((last): Setting => ({ ...(first && { SE_3_1: first }), ...(last && { SE_3_3: last }) })));

let network: DeviceNetwork;
let heldOut: HeldOut;

beforeAll(async () => {
  const host = madeUpHost();
  network = await put(host, await startCpuOnly('cpu'));
  heldOut = readHeldOut(heldOutFile().buffer, host.plan.blocks, 3);
});
afterAll(() => network.weights.dispose());

/** A full pass of the tail from the dequantised activations of the first images, without anything stored. */
async function direct(setting: Setting, images: number): Promise<Float32Array> {
  const values = Float32Array.from({ length: images * 512 }, (_, i) => heldOut.features[i]! * heldOut.scale[i % 8]! + heldOut.zero![i % 8]!);
  const { logits } = forward(network.plan, network.weights, new Map([['SE_3_1.input', tensor4d(values, [images, 8, 8, 8])]]), { gates: gates(network, setting) });
  return logits.data<'float32'>();
}

async function all(tail: Tail, setting: Setting): Promise<number[]> {
  const logits: number[] = [];
  for (let chunk = 0; chunk < tail.chunks; chunk++) logits.push(...(await tail.logits(network, chunk, setting)));
  return logits;
}

describe('Tail', () => {
  it('has the SE blocks from the one that the activations enter', () => {
    expect(tailBlocks(network.plan, 'SE_3_1')).toEqual(['SE_3_1', 'SE_3_3']);
    expect(tailBlocks(network.plan, 'SE_3_2')).toEqual(['SE_3_3']);
  });

  it.each([
    ['nothing stored', 0],
    ['some of it stored', 200_000],
    ['all stored', 2 ** 30],
  ])('equals a pass from the activations under every setting in any order, with %s', async (_, budget) => {
    const tail = new Tail(network.plan, heldOut, budget);
    for (const setting of [...SETTINGS, ...SETTINGS.toReversed()]) {
      const logits = await all(tail, setting);
      expect(logits).toHaveLength(HELD_OUT * 3);
      const expected = await direct(setting, HELD_OUT);
      for (const [i, logit] of logits.entries()) expect(logit).toBeCloseTo(expected[i]!, 4);
    }
    tail.clear();
  });

  it('keeps what it stores within its budget, and frees all of it', async () => {
    const before = memory();
    const budget = 200_000;
    const tail = new Tail(network.plan, heldOut, budget);
    for (const setting of SETTINGS) await all(tail, setting);
    expect(memory().numBytes - before.numBytes).toBeLessThanOrEqual(budget);
    expect(memory().numTensors).toBeGreaterThan(before.numTensors);
    tail.clear();
    expect(memory().numTensors - before.numTensors).toBeLessThanOrEqual(SETTINGS.length);
  });

  it('never runs behind a gate before the tail that is not live', async () => {
    const tail = new Tail(network.plan, heldOut);
    const problem = { code: 'heldout.earlier', values: { block: 'SE_2_1', entering: 'SE_3_1' } };
    for (const setting of [{ SE_2_1: 'off' }, { SE_3_3: 'frozen', SE_2_1: 'frozen' }] satisfies Setting[]) {
      await expect(tail.logits(network, 0, setting)).rejects.toMatchObject({ problem });
      expect(() => tail.check(setting)).toThrow('heldout.earlier');
    }
  });
});
