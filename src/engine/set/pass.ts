import { addImage, finishProfile, type ProfileLayout, type ProfileSums, startProfile } from '../../analysis/accumulate';
import { decide, type Decisions } from '../../analysis/decisions';
import { addToHalf, halfConstants, type HalfMeans, hashSplitter } from '../../analysis/hashHalves';
import { keptClasses } from '../../analysis/moments';
import { liveOutcome } from '../../analysis/outcome';
import { meanExcitation, type Member } from '../../analysis/provisional';
import { NOT_RUN } from '../../analysis/settingDecisions';
import { blockStatistics } from '../../analysis/statistics';
import { paperVerdicts } from '../../analysis/verdicts';
import type { BlockId, GateChoices, HalfConstants, Preprocessing, ProfileSet, SetEstimate } from '../../contracts';
import { EngineError } from '../problem';
import type { Turn } from '../queue';
import { normaliseBatch } from '../run';
import type { Constants } from '../setting';
import type { BatchResult } from './batch';
import type { Decoded } from './decoder';
import type { StageKeeper, StagePiece } from './stages';
import { type Crew, isLong } from './hands';

/** Images whose mean the class scale is measured against. */
const SAMPLE = 32;
const NAMES = 5;
/** So many files in a row that can't be read: it is their drive or folder that has gone. */
const MOST_GONE = 5;
/** Between estimates, ms; a profile is made at most so often, and takes at most this share of the time. */
const SHOW_EVERY = 250;
const PROFILE_EVERY = 3_000;
const PROFILE_SHARE = 0.05;
const KEEP_EVERY = 20_000;
const KEEP_SHARE = 0.03;

/** A pass under way: all that is needed to go on with it. It can be cloned, and so kept. */
export interface PassState {
  /** Images that are done, of the first. */
  next: number;
  /** Predicted class (`NOT_RUN`: the picture can't be read, or hasn't been), and rank of the truth, [N]. Runs of many settings may have filled more than the first. */
  top1: Uint16Array;
  rank: Uint8Array;
  unreadable: { count: number; names: string[] };
  /** With all gates live: of each image that counts, what tells its file from any other; 0: none. [N] */
  hashes: BigUint64Array;
  /** Images that are the same as an earlier one. */
  repeated: number;
  /** With all gates live. */
  sums?: ProfileSums;
  /** Of the first half, where constants are wanted of it. */
  half?: HalfMeans;
  /** With all gates live: where what enters the last stage is kept, where it is. */
  stages?: StagePiece[];
}

export const startPass = (images: number): PassState => ({ next: 0, top1: new Uint16Array(images).fill(NOT_RUN), rank: new Uint8Array(images).fill(255), unreadable: { count: 0, names: [] }, hashes: new BigUint64Array(images), repeated: 0 });

/** The same pass, with images to come behind those that it has; it stays as it is. */
export function extendPass(state: PassState, images: number): PassState {
  const { top1, rank, hashes } = startPass(images);
  top1.set(state.top1);
  rank.set(state.rank);
  hashes.set(state.hashes);
  return { ...structuredClone(state), top1, rank, hashes };
}

/** Whether what was kept is a pass over as many images. */
export function isPass(kept: unknown, images: number): kept is PassState {
  const { next, top1, rank, unreadable, hashes } = (kept ?? {}) as Partial<PassState>;
  return Number.isInteger(next) && next! <= images && top1 instanceof Uint16Array && top1.length === images && rank instanceof Uint8Array && rank.length === images && hashes instanceof BigUint64Array && hashes.length === images && Array.isArray(unreadable?.names);
}

/** An image of a pass: to be run from its pixels or from what enters a block, or one that doesn't count, as an earlier pass has found. */
export type Fed = Decoded | { entering: Float32Array } | 'left out';

export interface Pass {
  state: PassState;
  /** Class of each image, [N]. */
  labels: Uint16Array;
  classes: number;
  /** Images from the one at `from` on, in order. */
  blocks: (from: number) => AsyncIterable<Fed[]>;
  /** The block that every image is run from; none: from its pixels. */
  from?: BlockId;
  /** Takes what enters the last stage. */
  stages?: { entering: BlockId; keeper: StageKeeper };
  setting: GateChoices;
  /** Of frozen gates, from its beginning to its end. */
  constants: Constants;
  preprocessing: Preprocessing;
  batch: number;
  /**
   * Of all live: what a profile is made of; `halved`: one half gives constants. Else the decisions of all live on the same images, to compare
   * with; where frozen gates are such constants, of the other half's images alone.
   */
  purpose: { range: ProfileLayout['range']; se: readonly BlockId[]; images: string; halved: boolean } | { before: Decisions; halves?: Uint8Array };
  onEstimate: (estimate: SetEstimate) => void;
  keep: (state: PassState) => Promise<void>;
}

/**
 * Runs what is missing of a pass and folds each image into its state, in order. Between blocks it gives way, and may be cancelled: the state then has what was done, and was kept.
 * @throws `image.unreadable` where the files have gone meanwhile; as `turn`, what the crew has here, and the blocks do
 */
export async function runPass(pass: Pass, crew: Crew, turn: Turn): Promise<void> {
  const { state, labels } = pass;
  const run = new Run(pass, crew);
  const take = async (atMost: number): Promise<void> => {
    while (run.underWay > atMost) {
      await run.take();
      run.tell();
      if (run.shouldKeep()) await run.keep();
      else await run.putBy();
    }
  };
  try {
    for await (const block of pass.blocks(state.next)) {
      await turn();
      await run.give(block);
      await take(crew.room);
    }
    while (run.underWay > 0) {
      await turn();
      await take(run.underWay - 1);
    }
    run.settle();
  } finally {
    await run.keep();
    run.tell(true);
  }
  if (state.next < labels.length) throw new RangeError(`${state.next} of ${labels.length} images came`);
}

/** A block that runs; `wanted` says which of its images. */
interface Given {
  block: readonly Fed[];
  wanted: boolean[];
  values: Float32Array;
  /** Undefined where the hand failed that had it. */
  results: Promise<BatchResult[] | undefined>;
}

class Run {
  /** The first images, until their mean is known. */
  private sample: Member[] = [];
  private readonly given: Given[] = [];
  /** Images that are done, and those that are given too. */
  private done: number;
  private begun: number;
  private n = 0;
  private right = 0;
  private rightOfFive = 0;
  private readonly began = performance.now();
  private readonly from: number;
  private shown = -Infinity;
  private profileAt = 0;
  private keepAt = performance.now() + KEEP_EVERY;
  private kept: number;
  private readonly seen: Set<bigint>;
  private readonly halfOf = hashSplitter();
  private readonly inHalf = [0, 0, 0];
  /** Names of the last that are done, in a row, whose files can't be read; they count once another one can. */
  private gone: string[] = [];

  constructor(private readonly pass: Pass, private readonly crew: Crew) {
    // It may have done more than are compared now: the pass with all gates live was begun anew since.
    const next = Math.min(pass.state.next, pass.labels.length);
    this.done = next;
    this.begun = next;
    this.from = next;
    this.kept = pass.state.next;
    this.seen = new Set(pass.state.hashes.subarray(0, next));
    for (let i = 0; i < next; i++) {
      this.count(i);
      const hash = pass.state.hashes[i]!;
      if (hash !== 0n) this.inHalf[this.halfOf(pass.labels[i]!, hash)]! += 1;
    }
  }

  /** Blocks that were given and not taken. */
  get underWay(): number {
    return this.given.length;
  }

  /** To a hand, where there is one; else it is run here. */
  async give(block: readonly Fed[]): Promise<void> {
    const { crew, pass: { batch, labels, preprocessing } } = this;
    const wanted = block.map((one) => this.isWanted(one, this.begun++));
    const some = block.filter((_, i) => wanted[i]);
    const values = batchValues(some, batch, preprocessing);
    if (isLong(this.done - this.from, labels.length - this.done, performance.now() - this.began)) crew.hire();
    const results = some.length === 0 ? [] : crew.room > 0 ? crew.beside(values).catch(() => undefined) : await crew.here(values);
    this.given.push({ block, wanted, values, results: Promise.resolve(results) });
  }

  /** The block that was given first. */
  async take(): Promise<void> {
    const { state, labels, classes, stages } = this.pass;
    const { block, wanted, values, results: running } = this.given.shift()!;
    const results = (await running) ?? (await this.crew.here(values));
    let result = 0;
    for (const [i, one] of block.entries()) {
      const image = this.done++;
      if (this.isGone(one, image)) continue;
      this.passGone();
      const found = wanted[i] ? results[result++]! : undefined;
      stages?.keeper.add(found?.entering);
      if (one === 'left out') continue;
      if ('problem' in one) {
        this.leaveOut(one.name);
        continue;
      }
      if (!found) {
        if ('crop' in one) state.repeated += 1;
        continue;
      }
      if ('hash' in one) state.hashes[image] = one.hash;
      const decided = decide(found.logits, [labels[image]!], classes);
      state.top1[image] = decided.top1[0]!;
      state.rank[image] = decided.rank[0]!;
      this.count(image);
      if (found.excitation && 'hash' in one) this.add({ label: labels[image]!, excitation: found.excitation }, one.hash);
    }
    this.advance();
  }

  /** All are through: ends the sample, however small it is. */
  settle(): void {
    const { state } = this.pass;
    this.passGone();
    if (this.isSampling() && this.sample.length > 0) this.begin();
    state.next = Math.max(state.next, this.done);
  }

  /** At the end, a cancelled one's too, with all that there is. */
  tell(last = false): void {
    const now = performance.now();
    if (!last && now < this.shown + SHOW_EVERY) return;
    this.shown = now;
    const { state, labels, onEstimate } = this.pass;
    const profile = last || now >= this.profileAt ? this.profile() : undefined;
    const outcome = this.outcome();
    const half = last ? this.constants() : undefined;
    const decisions = last && 'se' in this.pass.purpose ? this.decisions() : undefined;
    const seconds = (now - this.began) / 1000;
    const rate = this.done > this.from && seconds > 0.5 ? (this.done - this.from) / seconds : undefined;
    const { count, names } = state.unreadable;
    onEstimate({
      done: this.done,
      total: labels.length,
      n: this.n,
      top1: this.right,
      top5: this.rightOfFive,
      unreadable: { count, names: [...names] },
      repeated: state.repeated,
      ...(rate !== undefined && { rate }),
      ...(profile && { profile }),
      ...(half && { half }),
      ...(decisions && { decisions }),
      ...(outcome && { outcome }),
    });
  }

  shouldKeep(): boolean {
    return performance.now() >= this.keepAt;
  }

  /** Nothing before the sample is through: such a beginning is done again as fast. */
  async keep(): Promise<void> {
    const { state, keep } = this.pass;
    if (this.isSampling() || state.next === this.kept) return;
    const before = performance.now();
    await this.pass.stages?.keeper.flush();
    await keep(state);
    this.kept = state.next;
    const now = performance.now();
    this.keepAt = now + Math.max(KEEP_EVERY, (now - before) / KEEP_SHARE);
  }

  /** What enters the last stage, where there is enough for a piece. */
  async putBy(): Promise<void> {
    const { stages } = this.pass;
    if (stages?.keeper.isDue && !this.isSampling()) await stages.keeper.flush();
  }

  /** As far as it is known what becomes of the images. */
  private advance(): void {
    if (!this.isSampling()) this.pass.state.next = this.done - this.gone.length;
  }

  /** Whether it waits for those behind it; throws where too many do, which are then run when the pass goes on. */
  private isGone(one: Fed, image: number): boolean {
    const { purpose } = this.pass;
    const counts = !('before' in purpose) || purpose.before.top1[image] !== NOT_RUN;
    if (!counts || typeof one !== 'object' || !('problem' in one) || one.problem.code !== 'image.unreadable') return false;
    this.gone.push(one.name);
    if (this.gone.length < MOST_GONE) return true;
    this.advance();
    throw new EngineError('image.unreadable', { name: this.gone[0]! });
  }

  private passGone(): void {
    for (const name of this.gone) {
      this.pass.stages?.keeper.add(undefined);
      this.leaveOut(name);
    }
    this.gone = [];
  }

  private leaveOut(name: string): void {
    const { unreadable } = this.pass.state;
    unreadable.count += 1;
    if (unreadable.names.length < NAMES) unreadable.names.push(name);
  }

  private isSampling(): boolean {
    return 'se' in this.pass.purpose && this.pass.state.sums === undefined;
  }

  /** Whether it counts: as in the pass that it is compared with, else unless the same file came before. */
  private isWanted(one: Fed, image: number): boolean {
    const { purpose } = this.pass;
    if (one === 'left out' || 'problem' in one) return false;
    if ('before' in purpose) return isCompared(purpose, image);
    if (!('hash' in one)) return true;
    const first = !this.seen.has(one.hash);
    this.seen.add(one.hash);
    return first;
  }

  private count(image: number): void {
    const { state, labels, purpose } = this.pass;
    if (state.top1[image] === NOT_RUN || ('before' in purpose && !isCompared(purpose, image))) return;
    this.n += 1;
    this.right += Number(state.top1[image] === labels[image]);
    this.rightOfFive += Number(state.rank[image]! < 5);
  }

  private add(member: Member, hash: bigint): void {
    const { state, purpose } = this.pass;
    const { sums } = state;
    const half = this.halfOf(member.label, hash);
    this.inHalf[half]! += 1;
    if (half === 1 && 'se' in purpose && purpose.halved) addToHalf((state.half ??= new Map()), member.label, purpose.se.map((block) => member.excitation[block]!));
    if (sums) addImage(sums, member.label, member.excitation);
    else if (this.sample.push(member) >= SAMPLE) this.begin();
  }

  private begin(): void {
    const { state, classes, purpose } = this.pass;
    if (!('se' in purpose)) return;
    const sums = startProfile({ classes, range: purpose.range, blocks: purpose.se.map((block) => ({ block, reference: meanExcitation(this.sample, block) })) });
    for (const { label, excitation } of this.sample) addImage(sums, label, excitation);
    this.sample = [];
    state.sums = sums;
  }

  private profile(): ProfileSet | undefined {
    const { state, purpose } = this.pass;
    const { sums } = state;
    if (!sums || !('se' in purpose) || keptClasses(sums.count).kept.length < 2) return undefined;
    const before = performance.now();
    const made = profileOf(sums, purpose.images);
    const now = performance.now();
    this.profileAt = now + Math.max(PROFILE_EVERY, (now - before) / PROFILE_SHARE);
    return made;
  }

  private constants(): HalfConstants | undefined {
    const { state, purpose } = this.pass;
    if (!state.half || !('se' in purpose)) return undefined;
    const counts = new Map<number, number>();
    for (let i = 0; i < this.done; i++) if (state.hashes[i] !== 0n) counts.set(this.pass.labels[i]!, (counts.get(this.pass.labels[i]!) ?? 0) + 1);
    return { constants: halfConstants(state.half, purpose.se), images: this.inHalf[1]!, others: this.inHalf[2]!, single: [...counts.values()].filter((count) => count === 1).length };
  }

  private decisions(): SetEstimate['decisions'] {
    const { state, labels } = this.pass;
    const read = this.read(state);
    return { labels: Uint16Array.from(read, (i) => labels[i]!), top1: Uint16Array.from(read, (i) => state.top1[i]!), rank: Uint8Array.from(read, (i) => state.rank[i]!) };
  }

  /** Images that are done, and were read in each of these passes. */
  private read(...passes: readonly Decisions[]): number[] {
    return Array.from({ length: this.done }, (_, i) => i).filter((i) => passes.every(({ top1 }) => top1[i] !== NOT_RUN));
  }

  private outcome() {
    const { state, labels, purpose } = this.pass;
    if (!('before' in purpose)) return undefined;
    const read = this.read(state, purpose.before).filter((image) => isCompared(purpose, image));
    const of = ({ top1, rank }: Decisions): Decisions => ({ top1: read.map((i) => top1[i]!), rank: read.map((i) => rank[i]!) });
    return liveOutcome(of(purpose.before), of(state), read.map((i) => labels[i]!));
  }
}

/** [batch, …] flat, zeros behind the last image. */
export function batchValues(fed: readonly Fed[], batch: number, preprocessing: Preprocessing): Float32Array {
  const entering = fed.flatMap((one) => (typeof one === 'object' && 'entering' in one ? [one.entering] : []));
  if (entering.length === 0) return normaliseBatch(fed.flatMap((one) => (typeof one === 'object' && 'crop' in one ? [one.crop] : [])), batch, preprocessing);
  const values = new Float32Array(batch * entering[0]!.length);
  entering.forEach((own, i) => values.set(own, i * own.length));
  return values;
}

function profileOf(sums: ProfileSums, images: string): ProfileSet {
  const profile = finishProfile(sums, images);
  return { profile, statistics: blockStatistics(profile), verdicts: paperVerdicts(profile) };
}

const isCompared = ({ before, halves }: { before: Decisions; halves?: Uint8Array }, image: number): boolean => before.top1[image] !== NOT_RUN && (!halves || halves[image] === 2);
