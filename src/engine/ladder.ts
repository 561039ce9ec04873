import { decide } from '../analysis/decisions';
import { seededRandom } from '../analysis/random';
import type { BlockId, Gate, LadderCheck, Progress, Rung } from '../contracts';
import type { DeviceNetwork } from './network';
import { EngineError } from './problem';
import type { Turn } from './queue';
import type { OnDevice } from './run';

const RUNGS: readonly Exclude<Rung, 'live'>[] = ['class', 'all', 'mean', 'ones', 'other', 'shuffled'];
/** Which image's gates another gets, and how 'all' is shuffled, is the same each time. */
const SEED = 23;

/** Neighbouring images, each of which gets the gates of another one, in chunks of one size, the last padded. */
export interface LadderWindow {
  images: number;
  batch: number;
  /** All gates live, [n, K] flat. */
  logits(network: DeviceNetwork, chunk: number): Promise<Float32Array>;
  /** What the block computes, [n, …, C] flat. */
  excitation(network: DeviceNetwork, chunk: number): Promise<Float32Array>;
  /** The block's gate replaced, all others live, [n, K] flat; a constant has values for `batch` images. */
  logitsWith(network: DeviceNetwork, chunk: number, gate: Gate): Promise<Float32Array>;
}

/** A ladder under way: all that is needed to go on with it. It can be cloned, and so kept. */
export interface LadderState {
  /** Images that are done, of the first. */
  next: number;
  /** Predicted class by rung, [N]. */
  top1: Record<Rung, Uint16Array>;
}

export function startLadder(images: number): LadderState {
  return { next: 0, top1: Object.fromEntries((['live', ...RUNGS] as const).map((rung) => [rung, new Uint16Array(images)])) as LadderState['top1'] };
}

/** Whether what was kept is a ladder over as many images. */
export function isLadder(kept: unknown, images: number): kept is LadderState {
  const { next, top1 } = (kept ?? {}) as Partial<LadderState>;
  return Number.isInteger(next) && next! <= images && (['live', ...RUNGS] as const).every((rung) => top1?.[rung] instanceof Uint16Array && top1[rung].length === images);
}

interface Climb {
  block: BlockId;
  /** Class of each image, [N]. */
  labels: Uint16Array;
  state: LadderState;
  /** Of the images from the one at `from` on, in order. */
  windows: (from: number) => AsyncIterable<LadderWindow>;
  /** m_kc of other images, [K, C] flat. */
  classMeans: Float32Array;
  onEstimate: (check: LadderCheck, progress: Progress) => void;
  /** After each window. */
  keep?: () => Promise<void>;
}

/** How many of the images that are left make the next window; none is alone, since it gets the gates of another. */
export const windowSize = (left: number, size: number): number => (left === size + 1 ? left : Math.min(left, size));

/**
 * Replaces one block's gate rung by rung, all others live, window by window: first every image of it is run live, since the class rung needs its prediction and the
 * control another image's gates; then chunk by chunk under each rung, with an estimate after each. Throws `profile.missing`, and as `turn` and the windows do.
 */
export async function climb({ block, labels, state, windows, classMeans, onEstimate, keep }: Climb, onDevice: OnDevice, turn: Turn): Promise<LadderCheck> {
  const total = labels.length;
  const check = (n: number): LadderCheck => ({
    block,
    complete: n === total,
    top1: Object.fromEntries(Object.entries(state.top1).map(([rung, values]) => [rung, values.slice(0, n)])) as LadderCheck['top1'],
    labels: labels.slice(0, n),
  });
  const tell = (n: number, passes: number) => onEstimate(check(n), { done: state.next * (1 + RUNGS.length) + passes, total: total * (1 + RUNGS.length) });
  for await (const window of windows(state.next)) {
    const from = state.next;
    const own = labels.subarray(from, from + window.images);
    const { gates } = await runLive({ block, window, labels: own, classMeans, into: state.top1.live.subarray(from) }, onDevice, turn, (ran) => tell(from, ran));
    for (let at = 0; at < window.images; at += window.batch) {
      const n = Math.min(window.batch, window.images - at);
      for (const rung of RUNGS) {
        await turn();
        const logits = await onDevice((network) => window.logitsWith(network, at / window.batch, gates[rung](at, n)));
        state.top1[rung].set(decide(logits, own.subarray(at, at + n), logits.length / n).top1, from + at);
      }
      if (at + n < window.images) tell(from + at + n, window.images + (at + n) * RUNGS.length);
    }
    state.next = from + window.images;
    tell(state.next, 0);
    await keep?.();
  }
  return check(state.next);
}

interface Live {
  block: BlockId;
  window: LadderWindow;
  labels: Uint16Array;
  classMeans: Float32Array;
  into: Uint16Array;
}

/** Runs a window all live. @returns what each rung puts into the gate of `n` images from the one at `at` on */
async function runLive({ block, window, labels, classMeans, into }: Live, onDevice: OnDevice, turn: Turn, onImages: (ran: number) => void) {
  const { images, batch } = window;
  const excitations: Float32Array[] = [];
  let all: Float32Array | undefined;
  for (let at = 0; at < images; at += batch) {
    await turn();
    const n = Math.min(batch, images - at);
    await onDevice(async (network) => {
      all = network.constants[block];
      if (!all) throw new EngineError('profile.missing', { block });
      const logits = await window.logits(network, at / batch);
      into.set(decide(logits, labels.subarray(at, at + n), logits.length / n).top1, at);
      excitations[at / batch] = overPositions(await window.excitation(network, at / batch), n, all.length);
    });
    onImages(at + n);
  }
  return { gates: gatesOf({ all: all!, batch, classMeans, live: into, others: otherImages(images), excitations }) };
}

interface Known {
  all: Float32Array;
  batch: number;
  classMeans: Float32Array;
  live: Uint16Array;
  others: Uint32Array;
  /** By chunk, [n, C] flat. */
  excitations: readonly Float32Array[];
}

function gatesOf({ all, batch, classMeans, live, others, excitations }: Known): Record<(typeof RUNGS)[number], (at: number, n: number) => Gate> {
  const channels = all.length;
  const shuffled = shuffledPlaces(channels, SEED).reduce((values, from, c) => ((values[c] = all[from]!), values), new Float32Array(channels));
  const mean = new Float32Array(channels).fill(all.reduce((sum, value) => sum + value, 0) / channels);
  const ofOther = (image: number) => {
    const [chunk, at] = [Math.floor(others[image]! / batch), others[image]! % batch];
    return excitations[chunk]!.subarray(at * channels, (at + 1) * channels);
  };
  const ofClass = (image: number) => classMeans.subarray(live[image]! * channels, (live[image]! + 1) * channels);
  const each = (from: number, n: number, rowOf: (image: number) => Float32Array): Gate => {
    const values = new Float32Array(batch * channels);
    for (let i = 0; i < n; i++) values.set(rowOf(from + i), i * channels);
    return { base: { kind: 'constant', values } };
  };
  const constant = (values: Float32Array): (() => Gate) => () => ({ base: { kind: 'constant', values } });
  return {
    class: (at, n) => each(at, n, ofClass),
    all: constant(all),
    mean: constant(mean),
    ones: () => ({ base: { kind: 'ones' } }),
    other: (at, n) => each(at, n, ofOther),
    shuffled: constant(shuffled),
  };
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
