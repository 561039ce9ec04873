import { decide } from '../analysis/decisions';
import { seededRandom } from '../analysis/random';
import type { BlockId, Gate, LadderCheck, Progress, Rung } from '../contracts';
import { EngineError } from './problem';
import type { Turn } from './queue';
import type { OnDevice } from './run';
import type { Tail } from './tail';

const RUNGS: readonly Exclude<Rung, 'live'>[] = ['class', 'all', 'mean', 'ones', 'other', 'shuffled'];
/** Which image's gates another gets, and how 'all' is shuffled, is the same each time. */
const SEED = 23;

interface Climb {
  tail: Tail;
  block: BlockId;
  /** m_kc of other images, [K, C] flat. */
  classMeans: Float32Array;
  onEstimate: (check: LadderCheck, progress: Progress) => void;
}

/** Places 0 … n − 1 in a random order. */
function shuffledPlaces(n: number, seed: number): Uint32Array {
  const random = seededRandom(seed);
  const places = Uint32Array.from({ length: n }, (_, i) => i);
  for (let last = n - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [places[last], places[other]] = [places[other]!, places[last]!];
  }
  return places;
}

/** For each of n images another one, every one once. */
function otherImages(n: number): Uint32Array {
  const round = shuffledPlaces(n, SEED);
  const others = new Uint32Array(n);
  for (const [i, image] of round.entries()) others[image] = round[(i + 1) % n]!;
  return others;
}

/** Means over the positions of excitations [n, …, C] flat: [n, C] flat. */
function overPositions(values: Float32Array, n: number, channels: number): Float32Array {
  const positions = values.length / n / channels;
  if (positions === 1) return values.slice();
  const means = new Float32Array(n * channels);
  for (let i = 0; i < values.length; i++) means[Math.floor(i / (positions * channels)) * channels + (i % channels)]! += values[i]! / positions;
  return means;
}

/**
 * Replaces one block's gate rung by rung, all others live. First every image is run live, since the class rung needs its prediction and the control
 * another image's gates; then chunk by chunk under each rung, with an estimate after each. Throws `profile.missing`, `heldout.earlier`, and as `turn` does.
 */
export async function climb({ tail, block, classMeans, onEstimate }: Climb, onDevice: OnDevice, turn: Turn): Promise<LadderCheck> {
  const { chunks, images, batch } = tail;
  const live = new Uint16Array(images);
  const excitations: Float32Array[] = [];
  let all: Float32Array | undefined;
  const progress = (done: number): Progress => ({ done: Math.min(done, images * (1 + RUNGS.length)), total: images * (1 + RUNGS.length) });
  const top1 = Object.fromEntries(RUNGS.map((rung) => [rung, new Uint16Array(images)])) as Record<Exclude<Rung, 'live'>, Uint16Array>;
  const check = (n: number): LadderCheck => {
    const part = (values: Uint16Array) => values.slice(0, n);
    return { block, complete: n === images, top1: { live: part(live), ...(Object.fromEntries(RUNGS.map((rung) => [rung, part(top1[rung])])) as typeof top1) }, labels: part(tail.heldOut.labels) };
  };

  for (let chunk = 0; chunk < chunks; chunk++) {
    await turn();
    const n = tail.size(chunk);
    await onDevice(async (network) => {
      all = network.constants[block];
      if (!all) throw new EngineError('profile.missing', { block });
      const logits = await tail.logits(network, chunk, {});
      live.set(decide(logits, tail.labels(chunk), logits.length / n).top1, chunk * batch);
      excitations[chunk] = overPositions(await tail.excitation(network, chunk, block), n, all.length);
    });
    onEstimate(check(0), progress(chunk * batch + n));
  }

  const channels = all!.length;
  const others = otherImages(images);
  const shuffled = shuffledPlaces(channels, SEED).reduce((values, from, c) => ((values[c] = all![from]!), values), new Float32Array(channels));
  const mean = new Float32Array(channels).fill(all!.reduce((sum, value) => sum + value, 0) / channels);
  const ofOther = (image: number) => {
    const [chunk, at] = [Math.floor(others[image]! / batch), others[image]! % batch];
    return excitations[chunk]!.subarray(at * channels, (at + 1) * channels);
  };
  const ofClass = (image: number) => classMeans.subarray(live[image]! * channels, (live[image]! + 1) * channels);
  const each = (chunk: number, rowOf: (image: number) => Float32Array): Gate => {
    const values = new Float32Array(batch * channels);
    for (let i = 0; i < tail.size(chunk); i++) values.set(rowOf(chunk * batch + i), i * channels);
    return { base: { kind: 'constant', values } };
  };
  const constant = (values: Float32Array): (() => Gate) => () => ({ base: { kind: 'constant', values } });
  const gates: Record<Exclude<Rung, 'live'>, (chunk: number) => Gate> = {
    class: (chunk) => each(chunk, ofClass),
    all: constant(all!),
    mean: constant(mean),
    ones: () => ({ base: { kind: 'ones' } }),
    other: (chunk) => each(chunk, ofOther),
    shuffled: constant(shuffled),
  };
  for (let chunk = 0; chunk < chunks; chunk++) {
    const n = tail.size(chunk);
    for (const rung of RUNGS) {
      await turn();
      const logits = await onDevice((network) => tail.logitsWith(network, chunk, block, gates[rung](chunk)));
      top1[rung].set(decide(logits, tail.labels(chunk), logits.length / n).top1, chunk * batch);
    }
    onEstimate(check(chunk * batch + n), progress(images + (chunk * batch + n) * RUNGS.length));
  }
  return check(images);
}
