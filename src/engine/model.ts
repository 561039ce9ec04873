import { blockStatistics } from '../analysis/statistics';
import { paperVerdicts } from '../analysis/verdicts';
import type { AblationRecord, Aftermath, BackendChoice, EngineEvent, Evolution, HeldOut, Manifest, ModelFile, Plan, Siblings } from '../contracts';
import { readEvolution } from '../data/evolutionFile';
import { readGolden } from '../data/goldenFile';
import { readHeldOut } from '../data/heldOutFile';
import { sha256 } from '../data/hash';
import type { ModelFolder } from '../data/modelFolder';
import { readProfile } from '../data/profileFile';
import { readRecord } from '../data/recordFile';
import { readAftermath } from '../data/aftermathFile';
import { readSiblings } from '../data/siblingsFile';
import { readWeights } from '../data/weightsFile';
import { buildPlan } from '../network/plan';
import type { StateDict, StateSource } from '../network/weights';
import type { Compute } from './compute';
import type { StartDevice } from './devices';
import { explain } from './explain';
import { openNetwork } from './openNetwork';
import { EngineError, toProblem } from './problem';
import type { Queue } from './queue';
import type { Constants } from './setting';

export interface ModelOptions {
  folder: string | readonly File[];
  choice: BackendChoice;
  queue: Queue;
  emit: (event: EngineEvent) => void;
  start?: StartDevice | undefined;
}

/** Tensor by tensor, so that they are never held together. */
async function hashOfState(state: StateDict | StateSource): Promise<string> {
  const lines: string[] = [];
  for (const name of 'shapes' in state ? state.shapes.keys() : state.keys()) {
    const { data } = 'shapes' in state ? await state.tensor(name) : state.get(name)!;
    lines.push(`${name} ${await sha256(new Uint8Array(data.buffer, data.byteOffset, data.byteLength).slice().buffer)}`);
  }
  return sha256(new TextEncoder().encode(lines.join('\n')).buffer);
}

/** One model folder: its files, each fetched when something needs it, and the network made of them. */
export class Model {
  readonly ready: Promise<Compute>;
  /** As soon as model.json is read. */
  readonly manifest: Promise<Manifest>;
  private readonly aborter = new AbortController();
  private folder: ModelFolder | undefined;
  private plan: Plan | undefined;
  private compute: Compute | undefined;
  /** One object for whatever device the network is on. */
  private readonly constants: Constants = {};
  private recording: Promise<AblationRecord | undefined> | undefined;
  private hashing: Promise<string> | undefined;
  private holding: Promise<HeldOut> | undefined;

  constructor(private readonly options: ModelOptions) {
    const fail = (error: unknown): never => {
      throw this.aborter.signal.aborted ? new EngineError('cancelled') : explain(error);
    };
    this.manifest = this.openFolder().catch(fail);
    this.ready = this.open().catch(fail);
    this.manifest.catch(() => {});
    this.ready.catch(() => {});
  }

  /** Loads the recorded settings at the first call; undefined where the folder has none. */
  async record(): Promise<AblationRecord | undefined> {
    await this.manifest;
    if (!this.folder!.manifest.files['ablation.safetensors']) return undefined;
    this.recording ??= this.load('ablation.safetensors').then((bytes) => readRecord(bytes, this.plan!.se, this.plan!.classes));
    return this.recording.catch((error: unknown) => {
      this.recording = undefined;
      throw error;
    });
  }

  /** Loads the held-out activations at the first call. Throws `heldout.missing`. */
  async heldOut(): Promise<HeldOut> {
    await this.manifest;
    if (!this.folder!.manifest.files['heldout.safetensors']) throw new EngineError('heldout.missing');
    this.holding ??= this.load('heldout.safetensors').then((bytes) => readHeldOut(bytes, this.plan!.blocks, this.plan!.classes));
    return this.holding.catch((error: unknown) => {
      this.holding = undefined;
      throw error;
    });
  }

  /** Undefined where the folder has none; the page asks once. */
  async evolution(): Promise<Evolution | undefined> {
    const { files } = await this.manifest;
    return files['evolution.json'] && readEvolution(await this.load('evolution.json'), this.plan!.blocks, this.plan!.classes);
  }

  /** Undefined where the folder has none; the page asks once. */
  async siblings(): Promise<Siblings | undefined> {
    const { files } = await this.manifest;
    return files['siblings.json'] && readSiblings(await this.load('siblings.json'));
  }

  /** Undefined where the folder has none; the page asks once. */
  async aftermath(): Promise<Aftermath | undefined> {
    const { files } = await this.manifest;
    return files['removal.json'] && readAftermath(await this.load('removal.json'), this.plan!.se);
  }

  /** SHA-256 of weights, architecture and preprocessing. */
  async fingerprint(): Promise<string> {
    const { files, architecture, preprocessing } = await this.manifest;
    this.hashing ??= Promise.resolve(files['weights.safetensors']!.sha256 || hashOfState(await this.state()));
    return sha256(new TextEncoder().encode(JSON.stringify([await this.hashing, architecture, preprocessing])).buffer);
  }

  /** Of frozen gates, as they are now. */
  get frozenTo(): Readonly<Constants> {
    return this.constants;
  }

  async card(): Promise<string | undefined> {
    await this.manifest;
    return this.folder!.card(this.aborter.signal);
  }

  /** Waits for the network, whose recorded constants would win otherwise. */
  async freezeTo(constants: Constants): Promise<void> {
    await this.ready;
    Object.assign(this.constants, constants);
  }

  async close(): Promise<void> {
    this.aborter.abort();
    await this.compute?.close();
  }

  private async openFolder(): Promise<Manifest> {
    this.folder = await openNetwork(this.options.folder, this.aborter.signal);
    const { manifest } = this.folder;
    this.plan = buildPlan(manifest.architecture, manifest.preprocessing.size);
    this.options.emit({ kind: 'manifest', manifest });
    return manifest;
  }

  /** The profile is painted before weights and tfjs are even asked for. */
  private async open(): Promise<Compute> {
    const { choice, queue, emit, start } = this.options;
    const manifest = await this.manifest;
    Object.assign(this.constants, await this.recordedConstants());
    const host = { plan: this.plan!, constants: this.constants };
    const [state, golden, { Compute }] = await Promise.all([this.state(), this.golden(), import('./compute')]);
    this.aborter.signal.throwIfAborted();
    this.compute = new Compute({ host, state, golden, preprocessing: manifest.preprocessing, queue, emit, ...(start && { start }) });
    await this.compute.open(choice);
    this.aborter.signal.throwIfAborted();
    emit({ kind: 'ready' });
    return this.compute;
  }

  /** Tells the page the profile, and keeps the constant 'all'. A broken profile doesn't keep the network from running. */
  private async recordedConstants(): Promise<Constants> {
    const { emit } = this.options;
    const { manifest } = this.folder!;
    if (!manifest.files['profile.safetensors']) return {};
    try {
      const se = this.plan!.blocks.filter(({ hidden }) => hidden !== undefined);
      const profile = readProfile(await this.load('profile.safetensors'), se, manifest.architecture.classes);
      const statistics = blockStatistics(profile);
      const constants = Object.fromEntries(statistics.map(({ block, all }) => [block, all]));
      emit({ kind: 'profile', profile, statistics, verdicts: paperVerdicts(profile) });
      return constants;
    } catch (error) {
      this.aborter.signal.throwIfAborted();
      emit({ kind: 'problem', problem: toProblem(error, 'profile.unusable') });
      return {};
    }
  }

  private async state(): Promise<StateDict | StateSource> {
    return this.folder!.state ?? readWeights(await this.load('weights.safetensors'));
  }

  private async golden() {
    const plan = this.plan!;
    if (!this.folder!.manifest.files['golden.safetensors']) return undefined;
    const blocks = plan.blocks.filter(({ hidden }) => hidden !== undefined);
    return readGolden(await this.load('golden.safetensors'), { input: plan.input, blocks, classes: plan.classes });
  }

  /** Reports progress in whole percents. */
  private load(file: ModelFile): Promise<ArrayBuffer> {
    let percent = -1;
    const onProgress = (bytes: number, total: number): void => {
      const now = Math.floor((100 * bytes) / Math.max(total, 1));
      if (now !== percent) this.options.emit({ kind: 'download', file, bytes, total });
      percent = now;
    };
    return this.folder!.file(file, onProgress, this.aborter.signal);
  }
}
