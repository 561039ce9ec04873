import { memory } from '@tensorflow/tfjs-core';
import type { HeldOut, Setting } from '../../../src/contracts';
import type { DeviceNetwork } from '../../../src/engine/network';
import { gates } from '../../../src/engine/network';
import { Round } from '../../../src/engine/set/round';
import { roundBatch } from '../../../src/engine/set/settings';
import { Tail } from '../../../src/engine/tail';
import { timePass } from '../../../src/engine/timing';
import { tailBlocks } from '../../../src/network/plan';
import type { OpenNetwork } from './network';
import { tailSettings } from '../../../src/analysis/tailSettings';

/** Milliseconds of both sides of a ratio, measured one after the other. */
export interface Pair {
  subject: number;
  reference: number;
}

/** Full passes are measured on this many images at a time. */
const SHARE = 32;
const BATCHES = [1, 8, 32];

/** Full passes over images that all differ; values play no part in how long they take. */
export class FullPasses {
  private constructor(private readonly network: DeviceNetwork, readonly batch: number) {}

  /** In the batch shape that is fastest for an image here and now. */
  static async inBestShape(network: DeviceNetwork): Promise<FullPasses> {
    const perImage: number[] = [];
    for (const batch of BATCHES) {
      const times: number[] = [];
      for (let i = 0; i < 6; i++) times.push((await timePass(network, images(network, batch))) / batch);
      perImage.push(Math.min(...times));
    }
    return new FullPasses(network, BATCHES[perImage.indexOf(Math.min(...perImage))]!);
  }

  /** Milliseconds for `SHARE` images under a setting, untapped. */
  async time(setting: Setting): Promise<number> {
    let milliseconds = 0;
    for (let done = 0; done < SHARE; done += this.batch) {
      milliseconds += await timePass(this.network, images(this.network, this.batch), { gates: gates(this.network, setting) });
    }
    return milliseconds;
  }
}

/** One batch, tapped against untapped: of each side the best of four passes, since they differ by less than what else the machine does. */
export function tapPairs(network: DeviceNetwork, batch: number, repeats: number): Promise<Pair[]> {
  const input = images(network, batch);
  const run = (tapped: boolean) => (): Promise<number> => timePass(network, input, { tapped });
  return alternate(run(true), run(false), repeats, 4);
}

/** Both sides once for nothing, then `repeats` pairs; in each the sides take turns for `passes` times, first in turn, and the least milliseconds count. */
export async function alternate(subject: () => Promise<number>, reference: () => Promise<number>, repeats: number, passes = 1): Promise<Pair[]> {
  await reference();
  await subject();
  const pairs: Pair[] = [];
  for (let i = 0; i < repeats * passes; i++) {
    if (i % passes === 0) pairs.push({ subject: Infinity, reference: Infinity });
    const pair = pairs.at(-1)!;
    const turns = [
      async () => void (pair.subject = Math.min(pair.subject, await subject())),
      async () => void (pair.reference = Math.min(pair.reference, await reference())),
    ];
    for (const turn of i % 2 === 0 ? turns : turns.toReversed()) await turn();
  }
  return pairs;
}

/**
 * A changed setting over the first `n` held-out images against full passes over as many, `SHARE` images of one, then of the other.
 * With `stored`, U of each late block has been kept from a run with all gates live; without, it starts from the tail's input.
 */
export async function tailPair({ network, heldOut }: OpenNetwork, full: FullPasses, setting: Setting, n: number, stored: boolean): Promise<Pair> {
  const tail = stored ? new Tail(network.plan, firstImages(heldOut, n)) : new Tail(network.plan, firstImages(heldOut, n), 0);
  try {
    if (stored) await timeTail(tail, network, {});
    const pair = { subject: 0, reference: 0 };
    let images = 0;
    for (let chunk = 0; chunk < tail.chunks; chunk++) {
      pair.subject += await timeChunk(tail, network, chunk, setting);
      images += tail.size(chunk);
      if (images % SHARE === 0) pair.reference += await full.time(setting);
    }
    return pair;
  } finally {
    tail.clear();
  }
}

/**
 * All settings of the tail over the first `n` held-out images, nothing stored at first, against as many full passes.
 * After each setting `SHARE` images are passed in full under it, and count n / SHARE times.
 */
export async function allSettingsPair({ network, heldOut }: OpenNetwork, full: FullPasses, n: number): Promise<Pair> {
  const tail = new Tail(network.plan, firstImages(heldOut, n));
  try {
    const pair = { subject: 0, reference: 0 };
    for (const setting of tailSettings(tailBlocks(network.plan, heldOut.entering))) {
      pair.subject += await timeTail(tail, network, setting);
      pair.reference += ((await full.time(setting)) * n) / SHARE;
    }
    return pair;
  } finally {
    tail.clear();
  }
}

export type RoundKind = 'tail' | 'alone';

/** The 27 settings of the tail; each SE block frozen and off, alone. */
const roundSettings: Record<RoundKind, (network: DeviceNetwork) => Setting[]> = {
  tail: ({ plan }) => tailSettings(plan.se.slice(-3)),
  alone: ({ plan }) => plan.se.flatMap((block): Setting[] => [{ [block]: 'frozen' }, { [block]: 'off' }]),
};

/**
 * All settings of a round over images of a labelled set, from pixels, against a full pass for each. After each chunk one setting after another is passed in
 * full on `SHARE` images, which count as the chunk's. Throws where tensors are left.
 */
export async function roundPair({ network }: OpenNetwork, full: FullPasses, kind: RoundKind, chunks: number): Promise<Pair> {
  const settings = roundSettings[kind](network);
  const batch = roundBatch(network.plan);
  const round = new Round(network.plan);
  const pixels = { values: images(network, batch) };
  const before = memory().numTensors;
  const pair = { subject: 0, reference: 0 };
  for (let chunk = 0; chunk < chunks; chunk++) {
    const start = performance.now();
    await round.run(settings, pixels, (work) => work(network), async () => {}, () => {});
    pair.subject += performance.now() - start;
    for (const setting of settings) pair.reference += ((await full.time(setting)) * batch) / SHARE;
  }
  if (memory().numTensors !== before) throw new Error(`${memory().numTensors - before} tensors were left`);
  return pair;
}

async function timeTail(tail: Tail, network: DeviceNetwork, setting: Setting): Promise<number> {
  let milliseconds = 0;
  for (let chunk = 0; chunk < tail.chunks; chunk++) milliseconds += await timeChunk(tail, network, chunk, setting);
  return milliseconds;
}

async function timeChunk(tail: Tail, network: DeviceNetwork, chunk: number, setting: Setting): Promise<number> {
  const start = performance.now();
  await tail.logits(network, chunk, setting);
  return performance.now() - start;
}

function firstImages(heldOut: HeldOut, n: number): HeldOut {
  const [all, ...shape] = heldOut.shape;
  if (n > all) throw new Error(`${all} held-out images; the bench takes ${n}`);
  return { ...heldOut, shape: [n, ...shape] };
}

/** [batch, H, W, 3] flat, in the range of normalised pixels. */
export function images({ plan }: DeviceNetwork, batch: number): Float32Array {
  const length = batch * plan.input.reduce((a, b) => a * b, 1);
  return Float32Array.from({ length }, (_, i) => Math.sin(i * i) * 2);
}
