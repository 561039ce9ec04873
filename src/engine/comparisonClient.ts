import { type Remote, wrap } from 'comlink';
import type { GroupMoments } from '../analysis/distance';
import type { BlockPair, Separation } from '../analysis/separation';
import type { BlockProfile, Profile } from '../contracts';
import type { Comparison } from './comparison';
import { onDeath } from './lifeline';
import { EngineError } from './problem';

/** Class × class distances of every block in one order and on one scale. */
export interface DistanceSet {
  /** [K, K] flat, in the profile's order of blocks. */
  blocks: Float32Array[];
  /** Class ids, neighbours alike over the whole depth. */
  order: Uint32Array;
  /** The largest distance of all. */
  limit: number;
}

interface Running {
  comparison: Remote<Comparison>;
  /** Rejects when the worker dies; comlink alone would wait for ever. */
  died: Promise<never>;
}

let running: Running | undefined;

/** Asks the worker, which is started when something is first compared; when it dies another is asked, once. Throws `engine.died`. */
async function ask<T>(question: (comparison: Remote<Comparison>) => Promise<T>): Promise<T> {
  running ??= start();
  const { comparison, died } = running;
  try {
    return await Promise.race([question(comparison), died]);
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    running ??= start();
    return Promise.race([question(running.comparison), running.died]);
  }
}

function start(): Running {
  const worker = new Worker(new URL('./comparisonWorker.ts', import.meta.url), { type: 'module', name: 'comparison' });
  const died = new Promise<never>((_, reject) => {
    const stop = onDeath(worker, () => {
      stop();
      worker.terminate();
      running = undefined;
      reject(new EngineError('engine.died'));
    });
  });
  died.catch(() => {});
  return { comparison: wrap<Comparison>(worker), died };
}

/** Only what is compared crosses to the worker: a view would take the whole profile along. */
function apart({ channels, mean, std }: BlockProfile): { channels: number; mean: Float32Array; std: Float32Array } {
  return { channels, mean: mean.slice(), std: std.slice() };
}

const sets = new WeakMap<Profile, Promise<DistanceSet>>();

/** The distances of a profile, block by block, computed once; `onBlock` hears of each block that is done. */
export function distanceSet(profile: Profile, onBlock: (done: number) => void): Promise<DistanceSet> {
  const kept = sets.get(profile);
  if (kept) return kept;
  const made = makeSet(profile, onBlock);
  sets.set(profile, made);
  made.catch(() => sets.delete(profile));
  return made;
}

async function makeSet(profile: Profile, onBlock: (done: number) => void): Promise<DistanceSet> {
  const blocks: Float32Array[] = [];
  for (const block of profile.blocks) {
    blocks.push(await ask((comparison) => comparison.distances(apart(block), profile.count)));
    onBlock(blocks.length);
  }
  const order = await ask((comparison) => comparison.order(blocks, profile.classes));
  const limit = Math.max(...blocks.map((block) => block.reduce((most, value) => Math.max(most, value || 0), 0)));
  return { blocks, order, limit };
}

/** Compares two groups at every channel of every block. */
export function separateGroups(pairs: readonly BlockPair[]): Promise<Separation> {
  const copied = pairs.map(({ block, a, b }) => ({ block, a: copyOf(a), b: copyOf(b) }));
  return ask((comparison) => comparison.separate(copied));
}

const copyOf = ({ n, mean, std }: GroupMoments): GroupMoments => ({ n, mean: mean.slice(), std: std?.slice() });
