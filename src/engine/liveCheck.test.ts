import { afterAll, beforeAll, expect, it } from 'vitest';
import type { AblationRecord, LiveCheck, Setting } from '../contracts';
import { decide } from '../analysis/decisions';
import { readHeldOut } from '../data/heldOutFile';
import { startCpuOnly } from './devices.fixture';
import { LiveChecks } from './liveCheck';
import { HELD_OUT, heldOutFile, madeUpHost } from './madeUp.fixture';
import type { DeviceNetwork } from './network';
import { put } from './network';
import type { OnDevice } from './run';
import { Tail } from './tail';

let network: DeviceNetwork;
let tail: Tail;
const onDevice: OnDevice = (work) => work(network);
const turn = () => Promise.resolve();

beforeAll(async () => {
  const host = madeUpHost();
  network = await put(host, await startCpuOnly('cpu'));
  tail = new Tail(host.plan, readHeldOut(heldOutFile().buffer, host.plan.blocks, 3));
});
afterAll(() => {
  tail.clear();
  network.weights.dispose();
});

/** A record of one setting beside all live, of what the network itself decides. */
async function recordOf(setting: Setting): Promise<AblationRecord> {
  const top1: number[] = [];
  const rank: number[] = [];
  for (const each of [{}, setting]) {
    for (let chunk = 0; chunk < tail.chunks; chunk++) {
      const decisions = decide(await tail.logits(network, chunk, each), tail.labels(chunk), 3);
      top1.push(...decisions.top1);
      rank.push(...decisions.rank);
    }
  }
  return {
    settings: [{}, setting], tailSettings: 2, images: 0, top1: new Uint8Array(), rank: new Uint8Array(), labels: new Uint16Array(),
    heldout: Uint32Array.from({ length: HELD_OUT }, (_, i) => i), heldoutTop1: Uint8Array.from(top1), heldoutRank: Uint8Array.from(rank),
  };
}

const check = (record: AblationRecord | undefined, setting: Setting, seen: LiveCheck[] = []) =>
  new LiveChecks(tail, record).check(setting, onDevice, turn, (estimate) => void seen.push(estimate));

it('agrees with a record of its own, and counts where one differs', async () => {
  const setting: Setting = { SE_3_3: 'off' };
  const record = await recordOf(setting);
  expect(await check(record, setting)).toMatchObject({ complete: true, disagreements: 0 });
  for (const i of [HELD_OUT, HELD_OUT + 9, 2 * HELD_OUT - 1]) record.heldoutTop1[i] = (record.heldoutTop1[i]! + 1) % 3;
  expect(await check(record, setting)).toMatchObject({ disagreements: 3 });
});

it('says nothing about a record that has no such setting, nor before it is complete', async () => {
  const record = await recordOf({ SE_3_3: 'off' });
  const seen: LiveCheck[] = [];
  const result = await check(record, { SE_3_1: 'off' }, seen);
  expect(result.complete).toBe(true);
  expect(result.disagreements).toBeUndefined();
  expect(seen.map(({ complete }) => complete)).toEqual([false, false, true]);
  expect(seen.every(({ disagreements }) => disagreements === undefined)).toBe(true);
});

it('takes no record of other images', async () => {
  const record = await recordOf({ SE_3_3: 'off' });
  record.heldout[3] = 999;
  expect((await check(record, { SE_3_3: 'off' })).disagreements).toBeUndefined();
});

it('compares all live with itself', async () => {
  const { outcome } = await check(undefined, {});
  expect(outcome.before).toEqual(outcome.after);
  expect([outcome.lost, outcome.gained]).toEqual([0, 0]);
});
