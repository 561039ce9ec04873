import { memory } from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { decide } from '../analysis/decisions';
import type { HeldOut, LadderCheck } from '../contracts';
import { readHeldOut } from '../data/heldOutFile';
import { startCpuOnly } from './devices.fixture';
import { climb, startLadder } from './ladder';
import { HELD_OUT, heldOutFile, madeUpHost, numbers } from './madeUp.fixture';
import type { DeviceNetwork } from './network';
import { put } from './network';
import type { OnDevice } from './run';
import { Tail } from './tail';
import { tailWindows } from './tailLadder';

let network: DeviceNetwork;
let heldOut: HeldOut;
let tail: Tail;
const onDevice: OnDevice = (work) => work(network);
const classMeans = numbers(3 * 8, 40);

beforeAll(async () => {
  const host = madeUpHost();
  network = await put(host, await startCpuOnly('cpu'));
  heldOut = readHeldOut(heldOutFile().buffer, host.plan.blocks, 3);
  tail = new Tail(host.plan, heldOut);
});
afterAll(() => {
  tail.clear();
  network.weights.dispose();
});

const run = (block: 'SE_3_1' | 'SE_3_3', onEstimate: (check: LadderCheck, done: number) => void = () => {}, { state = startLadder(HELD_OUT), turn = async () => {}, device = onDevice } = {}) =>
  climb({ block, labels: heldOut.labels, state, windows: (from) => tailWindows(tail, block, from), classMeans, onEstimate: (check, { done, total }) => onEstimate(check, done / total) }, device, turn);

it('‘all’, ones and live are what the settings give, and a class gate what its class’s constant gives', async () => {
  for (const block of ['SE_3_1', 'SE_3_3'] as const) {
    const { top1, labels, complete } = await run(block);
    expect([complete, labels.length]).toEqual([true, HELD_OUT]);
    for (let chunk = 0; chunk < tail.chunks; chunk++) {
      const [from, n] = [chunk * tail.batch, tail.size(chunk)];
      const decided = async (logits: Promise<Float32Array>) => [...decide(await logits, tail.labels(chunk), 3).top1];
      const of = (rung: keyof typeof top1) => [...top1[rung].subarray(from, from + n)];
      expect(of('live')).toEqual(await decided(tail.logits(network, chunk, {})));
      expect(of('all')).toEqual(await decided(tail.logits(network, chunk, { [block]: 'frozen' })));
      expect(of('ones')).toEqual(await decided(tail.logits(network, chunk, { [block]: 'off' })));
      for (let k = 0; k < 3; k++) {
        const alone = await decided(tail.logitsWith(network, chunk, block, { base: { kind: 'constant', values: classMeans.slice(8 * k, 8 * k + 8) } }));
        for (let i = 0; i < n; i++) if (top1.live[from + i] === k) expect(top1.class[from + i]).toBe(alone[i]);
      }
    }
  }
});

it('estimates grow, and nothing stays on the device but what the tail stores', async () => {
  await run('SE_3_3');
  const { numTensors } = memory();
  const seen: number[] = [];
  const shares: number[] = [];
  await run('SE_3_3', (check, share) => {
    seen.push(check.labels.length);
    shares.push(share);
    expect(check.top1.other.length).toBe(check.labels.length);
  });
  expect(memory().numTensors).toBe(numTensors);
  expect(seen.at(-1)).toBe(HELD_OUT);
  expect(shares).toEqual([...shares].sort((a, b) => a - b));
  expect(shares.at(-1)).toBe(1);
});

it('without ‘all’ it says so', async () => {
  const bare = { ...network, constants: {} };
  await expect(run('SE_3_3', undefined, { device: (work) => work(bare) })).rejects.toMatchObject({ problem: { code: 'profile.missing' } });
});

it('goes on where it was cancelled, with the same result', async () => {
  const whole = await run('SE_3_1');
  const state = startLadder(HELD_OUT);
  let turns = 0;
  const turn = async () => {
    if (++turns > 15) throw new Error('cancelled');
  };
  await expect(run('SE_3_1', undefined, { state, turn })).rejects.toThrow('cancelled');
  expect(state.next).toBeGreaterThan(0);
  expect(state.next).toBeLessThan(HELD_OUT);
  const shares: number[] = [];
  expect(await run('SE_3_1', (_, share) => shares.push(share), { state })).toEqual(whole);
  expect(shares[0]).toBeGreaterThan(state.next / HELD_OUT / 2);
});
