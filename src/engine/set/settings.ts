import { decide } from '../../analysis/decisions';
import { NOT_RUN } from '../../analysis/settingDecisions';
import type { BlockId, Plan, Preprocessing, Setting, SettingsPart } from '../../contracts';
import { cost } from '../../network/cost';
import { EngineError } from '../problem';
import type { Turn } from '../queue';
import type { OnDevice } from '../run';
import type { Constants } from '../setting';
import { batchValues, type Fed, type PassState } from './pass';
import type { Round } from './round';

const MOST_IMAGES = 32;
/** Multiply-adds of one pass over a chunk: other work waits for no more than one. */
const CHUNK_MACS = 3e9;
const KEEP_EVERY = 20_000;

/** Images of one chunk, of which many settings are run. */
export function roundBatch(plan: Plan): number {
  return Math.max(1, Math.min(MOST_IMAGES, 2 ** Math.floor(Math.log2(CHUNK_MACS / cost(plan).total.macs))));
}

export interface SettingsPass {
  settings: readonly Setting[];
  /** Of frozen gates, from its beginning to its end. */
  constants: Constants;
  /** What is known of each setting's decisions; they grow. */
  states: readonly PassState[];
  /** Class of each image that has one, [N]. */
  labels: Uint16Array;
  /** Of these N, those to be run. */
  wanted: Uint32Array;
  classes: number;
  /** Images in order, by blocks of this many. */
  blocks: (images: Uint32Array, size: number) => AsyncIterable<Fed[]>;
  /** The block that every image is run from; none: from its pixels. */
  from?: BlockId;
  preprocessing: Preprocessing;
  onPart: (part: SettingsPart) => void;
  /** Of these settings, by their places. */
  keep: (ran: readonly number[]) => Promise<void>;
}

/**
 * Runs what is missing of the settings, chunk by chunk, so that a picture is decoded once for all of them. Gives way between settings, and may be cancelled: what
 * was run stays in the states, and is kept.
 * @throws as `turn` and the blocks do; the problem of a picture that can't be read any more
 */
export async function runSettings(pass: SettingsPass, plan: Plan, round: Round, onDevice: OnDevice, turn: Turn): Promise<void> {
  const { states, wanted, onPart, keep } = pass;
  const lacks = ({ top1 }: PassState, image: number) => top1[image] === NOT_RUN;
  const left = wanted.filter((image) => states.some((state) => lacks(state, image)));
  const batch = roundBatch(plan);
  const done = wanted.length - left.length;
  const tell = (chunk: Uint32Array, ran: number) => onPart({ images: chunk, top1: states.map(({ top1 }) => Uint16Array.from(chunk, (image) => top1[image]!)), done: done + ran, total: wanted.length });
  let at = 0;
  let keepAt = performance.now() + KEEP_EVERY;
  const ran = new Set<number>();
  const keepRan = async (): Promise<void> => {
    const now = [...ran];
    ran.clear();
    await keep(now);
  };
  try {
    tell(new Uint32Array(), 0);
    for await (const block of pass.blocks(left, batch)) {
      const chunk = left.subarray(at, at + block.length);
      const missing = states.flatMap((state, s) => (chunk.some((image) => lacks(state, image)) ? [s] : []));
      for (const s of missing) ran.add(s);
      await runChunk(pass, { chunk, block, missing, batch }, round, onDevice, turn, (share) => tell(new Uint32Array(), at + share * chunk.length));
      at += chunk.length;
      tell(chunk, at);
      if (performance.now() < keepAt) continue;
      await keepRan();
      keepAt = performance.now() + KEEP_EVERY;
    }
  } finally {
    await keepRan();
  }
}

/** Throws the problem of a picture that can't be read any more. */
export function readable<One extends Fed>(block: readonly One[]): readonly One[] {
  for (const one of block) if (typeof one === 'object' && 'problem' in one) throw new EngineError(one.problem.code, one.problem.values);
  return block;
}

/** Each setting of `missing` over one chunk; `onShare` hears how far it is. */
async function runChunk(
  { settings, states, labels, classes, preprocessing, from }: SettingsPass,
  { chunk, block, missing, batch }: { chunk: Uint32Array; block: readonly Fed[]; missing: readonly number[]; batch: number },
  round: Round,
  onDevice: OnDevice,
  turn: Turn,
  onShare: (share: number) => void,
): Promise<void> {
  const truth = Uint16Array.from(chunk, (image) => labels[image]!);
  let ran = 0;
  await round.run(missing.map((s) => settings[s]!), { values: batchValues(readable(block), batch, preprocessing), from }, onDevice, turn, (at, logits) => {
    const { top1, rank } = decide(logits.subarray(0, chunk.length * classes), truth, classes);
    const state = states[missing[at]!]!;
    for (const [i, image] of chunk.entries()) {
      state.top1[image] = top1[i]!;
      state.rank[image] = rank[i]!;
    }
    onShare(++ran / missing.length);
  });
}
