import { memory } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { tailSettings } from '../../analysis/tailSettings';
import { logitsOf } from '../capture';
import { startCpuOnly } from '../devices.fixture';
import { madeUpHost, numbers } from '../madeUp.fixture';
import type { DeviceNetwork } from '../network';
import { gates, put } from '../network';
import type { OnDevice } from '../run';
import { Round } from './round';

const BATCH = 5;
const images = numbers(BATCH * 192, 30);
let network: DeviceNetwork;

beforeAll(async () => {
  network = await put(madeUpHost(), await startCpuOnly('cpu'));
});
afterAll(() => network.weights.dispose());

it.each([
  ['stays', 0],
  ['is lost in the middle, with all that was stored', 11],
])('each setting has the logits of a pass of its own, where the device %s, and no tensor is left', async (_, lostAt) => {
  const settings = tailSettings(network.plan.se);
  const round = new Round(network.plan);
  let calls = 0;
  const onDevice: OnDevice = (work) => {
    if (++calls === lostAt) round.clear();
    return work(network);
  };
  const before = memory().numTensors;
  const found: Float32Array[] = [];
  await round.run(settings, { values: images }, onDevice, async () => {}, (at, logits) => void (found[at] = logits));
  expect(memory().numTensors).toBe(before);
  for (const [s, setting] of settings.entries()) {
    const expected = await logitsOf(network, images, gates(network, setting));
    for (const [i, logit] of found[s]!.entries()) expect(logit).toBeCloseTo(expected[i]!, 4);
  }
});

it('leaves no tensor where it is cancelled', async () => {
  const before = memory().numTensors;
  let turns = 0;
  const turn = async () => {
    if (++turns > 6) throw new Error('cancelled');
  };
  await expect(new Round(network.plan).run(tailSettings(network.plan.se), { values: images }, (work) => work(network), turn, () => {})).rejects.toThrow('cancelled');
  expect(memory().numTensors).toBe(before);
});
