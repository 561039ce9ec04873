import { dispose, memory, tensor4d } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { functionalSpread } from '../analysis/functionalSpread';
import type { Crop, Preprocessing } from '../contracts';
import { readHeldOut } from '../data/heldOutFile';
import { evaluate } from '../network/forward';
import { startCpuOnly } from './devices.fixture';
import { measureFunctional } from './functional';
import { HELD_OUT, heldOutFile, madeUpHost, numbers } from './madeUp.fixture';
import type { DeviceNetwork } from './network';
import { put } from './network';
import { imageChunks, normaliseBatch, type OnDevice } from './run';
import { Tail } from './tail';

const preprocessing: Preprocessing = { size: [8, 8], crop: 1, interpolation: 'bilinear', mean: [0.5, 0.5, 0.5], std: [0.25, 0.25, 0.25] };
const crops = Array.from({ length: 5 }, (_, i): Crop => ({ height: 8, width: 8, pixels: Uint8Array.from(numbers(192, 60 + i), (x) => 128 + 127 * x) }));
let network: DeviceNetwork;
let tail: Tail;
const onDevice: OnDevice = (work) => work(network);

beforeAll(async () => {
  const host = madeUpHost();
  network = await put(host, await startCpuOnly('cpu'));
  tail = new Tail(host.plan, readHeldOut(heldOutFile().buffer, host.plan.blocks, 3));
});
afterAll(() => {
  tail.clear();
  network.weights.dispose();
});

it('is the ratio of its definition, over images run one by one', async () => {
  const block = 'SE_2_1';
  const all = network.constants[block]!;
  const moved: number[] = [];
  const whole: number[] = [];
  for (const crop of crops) {
    const input = tensor4d(normaliseBatch([crop], 1, preprocessing), [1, 8, 8, 3]);
    const values = evaluate(network.plan, network.weights, new Map([['input', input]]), [`${block}.U`, `${block}.excitation`, `${block}.shortcut`]);
    const [u, s, shortcut] = await Promise.all([...values.values()].map((value) => value.data()));
    let [m, w] = [0, 0];
    u!.forEach((x, i) => {
      const c = i % all.length;
      m += (x * (s![c]! - all[c]!)) ** 2;
      w += (x * all[c]! + shortcut![i]!) ** 2;
    });
    moved.push(m);
    whole.push(w);
    dispose([input, ...values.values()]);
  }
  const { numTensors } = memory();
  const found = await measureFunctional({ plan: network.plan, block, chunks: imageChunks(network.plan, crops, preprocessing) }, onDevice, async () => {}, () => {});
  const expected = functionalSpread({ moved, whole });
  expect(memory().numTensors).toBe(numTensors);
  expect(found.n).toBe(5);
  for (const end of ['value', 'low', 'high'] as const) expect(found[end]).toBeCloseTo(expected[end], 5);
  expect(found.value).toBeCloseTo(Math.sqrt(moved.reduce((a, b) => a + b) / whole.reduce((a, b) => a + b)), 5);
});

it('runs over the held-out images for a block of the tail only, and needs ‘all’', async () => {
  const found = await measureFunctional({ plan: network.plan, block: 'SE_3_3', chunks: tail.startsFor('SE_3_3') }, onDevice, async () => {}, () => {});
  expect(found.n).toBe(HELD_OUT);
  expect(found.low).toBeLessThan(found.value);
  expect(() => tail.startsFor('SE_2_1')).toThrow(expect.objectContaining({ problem: expect.objectContaining({ code: 'heldout.earlier' }) }));
  const bare: OnDevice = (work) => work({ ...network, constants: {} });
  const { numTensors } = memory();
  await expect(measureFunctional({ plan: network.plan, block: 'SE_3_3', chunks: tail.startsFor('SE_3_3') }, bare, async () => {}, () => {})).rejects.toMatchObject({ problem: { code: 'profile.missing' } });
  expect(memory().numTensors).toBe(numTensors);
});

it('with gates that never leave their mean it is zero, with one image nothing bounds it', () => {
  expect(functionalSpread({ moved: [0, 0], whole: [1, 2] })).toEqual({ value: 0, low: 0, high: 0, n: 2 });
  expect(functionalSpread({ moved: [1], whole: [4] })).toEqual({ value: 0.5, low: 0, high: Infinity, n: 1 });
});
