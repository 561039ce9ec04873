import { memory } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ImageResult, Setting } from '../contracts';
import { capture, captureEach } from './capture';
import { startCpuOnly } from './devices.fixture';
import { madeUpHost, numbers } from './madeUp.fixture';
import type { DeviceNetwork } from './network';
import { gates, put } from './network';

let network: DeviceNetwork;
beforeAll(async () => {
  network = await put(madeUpHost(), await startCpuOnly('cpu'));
});
afterAll(() => network.weights.dispose());

const image = numbers(192, 5);

function near(found: ImageResult, expected: ImageResult): void {
  expect(Object.keys(found.gate)).toEqual(Object.keys(expected.gate));
  const pairs = [[found.logits, expected.logits], [found.probabilities, expected.probabilities]];
  for (const block of network.plan.se) pairs.push([found.excitation[block]!, expected.excitation[block]!], [found.gate[block]!, expected.gate[block]!]);
  for (const [a, b] of pairs) {
    expect(a!.length).toBe(b!.length);
    for (const [i, value] of a!.entries()) expect(value).toBeCloseTo(b![i]!, 5);
  }
}

describe('captureEach', () => {
  const last: Setting = { SE_3_3: 'off' };
  const middle: Setting = { SE_3_1: 'frozen', SE_3_3: 'off' };
  const first: Setting = { SE_2_1: 'off' };

  it.each<[string, Setting[]]>([
    ['a late change', [{}, last]],
    ['a change in the middle, and at the very beginning', [{}, middle, first]],
    ['less changed than the first', [middle, {}, last]],
    ['a block live again behind one that stays changed', [{ SE_2_1: 'frozen', SE_3_3: 'off' }, { SE_2_1: 'frozen' }]],
    ['no change', [first, { ...first }]],
  ])('equals a pass for each setting: %s', async (_, settings) => {
    const before = memory().numTensors;
    const found = await captureEach(network, image, settings);
    expect(memory().numTensors).toBe(before);
    expect(found).toHaveLength(settings.length);
    for (const [i, setting] of settings.entries()) {
      const [expected] = await capture(network, image, gates(network, setting));
      near(found[i]!, expected!);
      expect(new Set([found[i]!.logits.buffer, ...network.plan.se.map((block) => found[i]!.gate[block]!.buffer)]).size).toBe(1);
    }
  });
});
