import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Golden } from '../data/goldenFile';
import { capture } from './capture';
import { startCpuOnly } from './devices.fixture';
import { madeUpHost, numbers } from './madeUp.fixture';
import type { DeviceNetwork } from './network';
import { put } from './network';
import { selfTest } from './selfTest';

let network: DeviceNetwork;
let golden: Golden;

beforeAll(async () => {
  network = await put(madeUpHost(), await startCpuOnly('cpu'));
  const input = numbers(192, 5);
  const [result] = await capture(network, input, {});
  golden = { input, logits: result!.logits, excitation: result!.excitation };
});
afterAll(() => network.weights.dispose());

const moved = (values: Float32Array, by: number) => values.map((value, i) => (i === 2 ? value + by : value));

it('takes the network for itself', async () => {
  expect(await selfTest(network, golden)).toEqual({
    ok: true, excitation: 0, logits: 0, halfPrecision: false, limits: { excitation: 1e-4, logits: 1e-3 },
  });
});

it('sees one logit or one excitation beyond its limit', async () => {
  const logits = await selfTest(network, { ...golden, logits: moved(golden.logits, 2e-3) });
  expect(logits).toMatchObject({ ok: false, excitation: 0 });
  expect(logits.logits).toBeCloseTo(2e-3, 5);
  const excitation = { ...golden.excitation, SE_3_3: moved(golden.excitation.SE_3_3!, 2e-4) };
  expect(await selfTest(network, { ...golden, excitation })).toMatchObject({ ok: false, logits: 0 });
});

it('allows more where the device has half precision', async () => {
  const half = { ...network, device: { ...network.device, halfPrecision: true } };
  const excitation = { ...golden.excitation, SE_2_1: moved(golden.excitation.SE_2_1!, 1e-3) };
  expect(await selfTest(half, { ...golden, logits: moved(golden.logits, 4e-2), excitation })).toMatchObject({ ok: true, halfPrecision: true });
});

it('fails on what is no number', async () => {
  const broken = golden.input.map((value, i) => (i === 7 ? NaN : value));
  expect(await selfTest(network, { ...golden, input: broken })).toMatchObject({ ok: false, logits: Infinity });
});
