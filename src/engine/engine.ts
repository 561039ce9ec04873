import type { BackendChoice, BlockId, Crop, DecodedImage, EngineApi, EngineEvent, Estimate, ExplainedBlock, Frame, GateChoices, ImageResult, LadderCheck, LighterNetwork, LighterOnnx, LighterTimings, LiveCheck, NormStatistics, OnnxText, Progress, Repaired, SavedSet, SetDecisions, SetEstimate, SetFile, SetPicture, SetRequest, SettingsPart, SettingsRequest, SetSummary, Setting } from '../contracts';
import { toCrop } from '../image/crop';
import { decodeImage, fromBitmap } from '../image/decode';
import { fromFrame } from '../image/frame';
import type { StartDevice } from './devices';
import { explain } from './explain';
import { Model } from './model';
import { EngineError } from './problem';
import { Queue } from './queue';
import type { Draw } from './set/decoder';
import { type PassNetwork, SetPasses } from './set/passes';

const rethrow = (error: unknown): never => {
  throw explain(error);
};

/** The engine without its worker. One model is open at a time; nothing here waits for ever. */
export class Engine implements EngineApi {
  private readonly queue = new Queue();
  private readonly waiting = new Map<number, () => void>();
  private model: Model | undefined;

  constructor(private readonly start?: StartDevice, private readonly sets = new SetPasses()) {}

  async open(folder: string | File[], choice: BackendChoice, onEvent: (event: EngineEvent) => void): Promise<void> {
    const before = this.model;
    const emit = (event: EngineEvent): void => {
      if (this.model === model) onEvent(event);
    };
    const model: Model = new Model({ folder, choice, queue: this.queue, emit, start: this.start });
    this.model = model;
    try {
      await model.manifest;
    } catch (error) {
      // It says of itself that it can't be opened: what was open stays.
      if (this.model === model) this.model = before;
      throw error;
    }
    await before?.close();
    await model.ready;
  }

  async chooseBackend(choice: BackendChoice): Promise<void> {
    await (await this.opened().ready).choose(choice);
  }

  async freezeTo(constants: Partial<Record<BlockId, Float32Array>>): Promise<void> {
    await this.opened().freezeTo(constants);
  }

  async decode(file: Blob | ImageBitmap, name: string): Promise<DecodedImage> {
    const { preprocessing } = await this.opened().manifest;
    const picture = file instanceof Blob ? await decodeImage(file, name) : fromBitmap(file, name);
    return { crop: toCrop(picture, preprocessing), source: { width: picture.width, height: picture.height } };
  }

  async frame(id: number, frame: VideoFrame | ImageBitmap, settings: Setting[]): Promise<Frame> {
    const picture = await fromFrame(frame);
    const compute = await this.cancellable(id, this.opened().ready);
    const crop = toCrop(picture, (await this.opened().manifest).preprocessing);
    return { crop, source: { width: picture.width, height: picture.height }, results: await compute.frame(id, crop, settings) };
  }

  async run(id: number, crops: Crop[], setting: GateChoices, onResult: (index: number, result: ImageResult) => void): Promise<void> {
    const compute = await this.cancellable(id, this.opened().ready);
    await compute.run(id, crops, setting, onResult).catch(rethrow);
  }

  async explain(id: number, crop: Crop, setting: GateChoices, block: BlockId): Promise<ExplainedBlock> {
    const compute = await this.cancellable(id, this.opened().ready);
    return compute.explain(id, crop, setting, block).catch(rethrow);
  }

  async record() {
    return this.opened().record();
  }

  async evolution() {
    return this.opened().evolution();
  }

  async siblings() {
    return this.opened().siblings();
  }

  async aftermath() {
    return this.opened().aftermath();
  }

  async card() {
    return this.opened().card();
  }

  async checkLive(id: number, setting: Setting, onEstimate: (check: LiveCheck, progress: Progress) => void): Promise<LiveCheck> {
    const model = this.opened();
    const record = model.record().catch(() => undefined);
    const [compute, heldOut, recorded] = await this.cancellable(id, Promise.all([model.ready, model.heldOut(), record]));
    return compute.checkLive(id, setting, { heldOut, record: recorded }, onEstimate);
  }

  async lighter(id: number, setting: GateChoices, statistics?: NormStatistics): Promise<LighterNetwork> {
    const compute = await this.cancellable(id, this.opened().ready);
    return compute.lighter(id, setting, statistics).catch(rethrow);
  }

  async lighterOnnx(id: number, setting: GateChoices, text: OnnxText, statistics?: NormStatistics): Promise<LighterOnnx> {
    const compute = await this.cancellable(id, this.opened().ready);
    return compute.lighterOnnx(id, setting, text, statistics).catch(rethrow);
  }

  async repair(id: number, setting: GateChoices, crops: Crop[], onProgress: (progress: Progress) => void): Promise<Repaired> {
    const compute = await this.cancellable(id, this.opened().ready);
    return compute.repair(id, setting, crops, onProgress).catch(rethrow);
  }

  async timeLighter(id: number, setting: GateChoices, onProgress: (progress: Progress) => void): Promise<LighterTimings> {
    const compute = await this.cancellable(id, this.opened().ready);
    return compute.timeLighter(id, setting, onProgress).catch(rethrow);
  }

  async climb(id: number, block: BlockId, classMeans: Float32Array, onEstimate: (check: LadderCheck, progress: Progress) => void): Promise<LadderCheck> {
    const model = this.opened();
    const [compute, heldOut] = await this.cancellable(id, Promise.all([model.ready, model.heldOut()]));
    return compute.climb(id, { block, classMeans, heldOut }, onEstimate);
  }

  async functional(id: number, block: BlockId, crops: Crop[] | undefined, onProgress: (progress: Progress) => void): Promise<Estimate & { n: number }> {
    const model = this.opened();
    const [compute, from] = await this.cancellable(id, Promise.all([model.ready, crops ? { crops } : model.heldOut().then((heldOut) => ({ heldOut }))]));
    return compute.functional(id, block, from, onProgress);
  }

  /** How the page draws pictures of sets that a worker can't. */
  drawWith(draw: Draw): void {
    this.sets.drawWith(draw);
  }

  openSet(files: readonly SetFile[]): Promise<SetSummary> {
    return this.sets.open(files);
  }

  async setDone(request: SetRequest): Promise<number> {
    return this.sets.done(request, await this.network());
  }

  async runSet(id: number, request: SetRequest, setting: Setting, anew: boolean, onEstimate: (estimate: SetEstimate) => void): Promise<void> {
    const prepare = async () => {
      const network = await this.network();
      return { compute: network.compute, pass: await this.sets.prepare(request, setting, network, { anew, onEstimate }) };
    };
    const { compute, pass } = await this.cancellable(id, prepare());
    await compute.runPass(id, pass).catch(rethrow);
  }

  async setDecisions(request: SetRequest, settings: readonly Setting[]): Promise<SetDecisions> {
    return this.sets.decisions(request, settings, await this.network());
  }

  async runSettings(id: number, request: SetRequest, wanted: SettingsRequest, onPart: (part: SettingsPart) => void): Promise<void> {
    const prepare = async () => {
      const network = await this.network();
      return { compute: network.compute, pass: await this.sets.prepareSettings(request, wanted, network, onPart) };
    };
    const { compute, pass } = await this.cancellable(id, prepare());
    try {
      await compute.runSettings(id, pass).catch(rethrow);
    } finally {
      if (!wanted.more) this.sets.forgetCrops();
    }
  }

  async setPictures(request: SetRequest, places: readonly number[]): Promise<SetPicture[]> {
    return this.sets.pictures(request, places, await this.network());
  }

  async climbSet(id: number, request: SetRequest, block: BlockId, classMeans: Float32Array, onEstimate: (check: LadderCheck, progress: Progress) => void): Promise<LadderCheck> {
    const prepare = async () => {
      const network = await this.network();
      return { compute: network.compute, climb: await this.sets.prepareLadder(request, { block, classMeans }, network) };
    };
    const { compute, climb } = await this.cancellable(id, prepare());
    return compute.climbSet(id, climb, onEstimate).catch(rethrow);
  }

  async fingerprint(): Promise<string> {
    return this.opened().fingerprint();
  }

  async readSaved(file: Blob, name: string): Promise<SavedSet> {
    const model = this.opened();
    const [bytes, fingerprint, { architecture, preprocessing }, { readSavedSet }] = await Promise.all([file.arrayBuffer(), model.fingerprint(), model.manifest, import('./set/saved')]);
    return readSavedSet(bytes, name, { fingerprint, architecture, size: preprocessing.size });
  }

  /** With the constants as they are now, whatever comes later. */
  private async network(): Promise<PassNetwork> {
    const model = this.opened();
    const [compute, manifest, fingerprint] = await Promise.all([model.ready, model.manifest, model.fingerprint()]);
    return { compute, manifest, plan: compute.plan, fingerprint, constants: { ...model.frozenTo } };
  }

  cancel(id: number): void {
    this.waiting.get(id)?.();
    this.queue.cancel(id);
  }

  async memory(): Promise<{ tensors: number; bytes: number }> {
    return (await this.opened().ready).memory();
  }

  private opened(): Model {
    if (!this.model) throw new EngineError('engine.closed');
    return this.model;
  }

  /** Waits for what a run needs, unless the run is cancelled first. */
  private cancellable<T>(id: number, needed: Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.waiting.set(id, () => reject(new EngineError('cancelled')));
      const done = (): void => void this.waiting.delete(id);
      needed.then(resolve, reject).then(done, done);
    });
  }
}
