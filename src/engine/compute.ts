import { memory } from '@tensorflow/tfjs-core';
import type { AblationRecord, BackendChoice, BlockId, Crop, EngineEvent, Estimate, ExplainedBlock, GateChoices, HeldOut, ImageResult, LadderCheck, LighterNetwork, LighterOnnx, LighterTimings, LiveCheck, NormStatistics, OnnxText, Plan, Preprocessing, Progress, Repaired, Setting } from '../contracts';
import type { Golden } from '../data/goldenFile';
import type { Network } from '../network/lighter';
import { normsBehind, withStatistics } from '../network/norms';
import type { StateDict, StateSource } from '../network/weights';
import { foldStepwise, foldWeights } from '../network/weights';
import { Backends } from './backends';
import { Beside } from './beside';
import { tryOtherThreads, tryWebgl } from './candidate';
import type { StartDevice } from './devices';
import { startDevice } from './devices';
import { checkImages, handOver, inMemory, lightenHost, timePairs } from './lighter';
import type { LadderState } from './ladder';
import { LiveChecks } from './liveCheck';
import type { HostNetwork } from './network';
import { gates } from './network';
import { toProblem } from './problem';
import type { Queue } from './queue';
import { batchOf, explainImage, imageChunks, type OnDevice, runFrame, runImages } from './run';
import { runBatch } from './set/batch';
import type { Pass } from './set/pass';
import type { SetClimb } from './set/passes';
import type { SettingsPass } from './set/settings';
import { type Constants, gatesOf } from './setting';
import { Tail } from './tail';
import { timeImage, timePass } from './timing';
import { cores } from './wasmDevice';

export { hand } from './set/hand';

export interface ComputeOptions {
  host: Omit<HostNetwork, 'folded'>;
  /** As far as it isn't in memory, it is read anew whenever the network moves to another device. */
  state: StateDict | StateSource;
  golden: Golden | undefined;
  preprocessing: Preprocessing;
  queue: Queue;
  emit: (event: EngineEvent) => void;
  start?: StartDevice;
}

/** All that needs tfjs, which is loaded with this file: one network, the backend it runs on and the work on it. */
export class Compute {
  private readonly host: HostNetwork;
  private readonly backends: Backends;
  private readonly start: StartDevice;
  private tail: Tail | undefined;
  private checks: LiveChecks | undefined;
  /** Networks made of this one, while something is asked of them. */
  private readonly others = new Set<Beside>();
  /** What keeps states of a labelled set's images on the device, while it runs. */
  private readonly keepers = new Set<{ clear(): void }>();
  /** Over the held-out images, each with the constant that 'all' was then. */
  private readonly ladders = new Map<BlockId, { constant: Float32Array | undefined; state: LadderState }>();

  /** Folds the weights that are in memory. Throws a WeightsError when they don't fit the plan. */
  constructor(private readonly options: ComputeOptions) {
    const { host, state, golden, emit, start = startDevice } = options;
    this.start = start;
    this.host = { ...host, folded: 'shapes' in state ? foldStepwise(host.plan, state) : foldWeights(host.plan, state) };
    this.backends = new Backends({ host: this.host, golden, start, emit, onLeave: () => this.clear() });
  }

  /** Starts the chosen backend, or where it fails the automatic choice, with a Problem event. Throws `backend.none`. */
  async open(choice: BackendChoice): Promise<void> {
    const { queue, emit } = this.options;
    await queue.add('setup', async () => {
      try {
        await this.backends.choose(choice);
      } catch (error) {
        if (choice === 'auto') throw error;
        emit({ kind: 'problem', problem: toProblem(error) });
        await this.backends.choose('auto');
      }
    });
    this.afterwards();
  }

  /** Throws as `Backends.choose`; the backend before stays then. */
  async choose(choice: BackendChoice): Promise<void> {
    const { queue } = this.options;
    queue.cancelLane('candidate');
    try {
      await queue.add('setup', () => this.backends.choose(choice));
    } finally {
      this.afterwards();
    }
  }

  async run(id: number, crops: readonly Crop[], setting: GateChoices, onResult: (index: number, result: ImageResult) => void): Promise<void> {
    const { host, queue, preprocessing } = this.options;
    const batch = batchOf(host.plan);
    queue.cancelLane('timing');
    await queue.add('run', (turn) => runImages({ crops, setting, preprocessing, batch, onResult }, this.onDevice, turn), id);
    this.inBackground('timing', async () => {
      const image = new Float32Array(3 * preprocessing.size[0] * preprocessing.size[1]);
      const milliseconds = await this.onDevice((network) => timePass(network, image, { gates: gates(network, setting) }));
      this.backends.timed(milliseconds);
    });
  }

  /** One image under each setting, untimed: the next frame is on its way already. */
  frame(id: number, crop: Crop, settings: readonly Setting[]): Promise<ImageResult[]> {
    const { queue, preprocessing } = this.options;
    queue.cancelLane('timing');
    return queue.add('run', (turn) => runFrame({ crop, settings, preprocessing }, this.onDevice, turn), id);
  }

  explain(id: number, crop: Crop, setting: GateChoices, block: BlockId): Promise<ExplainedBlock> {
    const { queue, preprocessing } = this.options;
    queue.cancelLane('timing');
    return queue.add('run', (turn) => explainImage({ crop, setting, preprocessing, block }, this.onDevice, turn), id);
  }

  checkLive(
    id: number,
    setting: Setting,
    files: { heldOut: HeldOut; record: AblationRecord | undefined },
    onEstimate: (check: LiveCheck, progress: Progress) => void,
  ): Promise<LiveCheck> {
    this.checks ??= new LiveChecks(this.tailOf(files.heldOut), files.record);
    const { checks } = this;
    return this.options.queue.add('check', (turn) => checks.check(setting, this.onDevice, turn, onEstimate), id);
  }

  lighter(id: number, setting: GateChoices, statistics?: NormStatistics): Promise<LighterNetwork> {
    return this.options.queue.add('check', async () => this.checked(await this.lightened(setting, statistics), setting, statistics), id);
  }

  lighterOnnx(id: number, setting: GateChoices, { name, metadata }: OnnxText, statistics?: NormStatistics): Promise<LighterOnnx> {
    return this.options.queue.add('check', async () => {
      const { writeOnnx } = await import('../network/onnx/writeOnnx');
      const network = await this.lightened(setting, statistics);
      const { agreement } = await this.checked(network, setting, statistics);
      return { bytes: writeOnnx({ ...network, name, metadata }), agreement };
    }, id);
  }

  repair(id: number, setting: GateChoices, crops: readonly Crop[], onProgress: (progress: Progress) => void): Promise<Repaired> {
    const { queue, preprocessing } = this.options;
    return queue.add('check', async (turn) => {
      const { repair } = await import('./repair');
      const network = await this.lightened(setting);
      const norms = normsBehind(this.host.plan, Object.keys(gates(this.host, setting)) as BlockId[]);
      return this.withOther(network, (beside) => repair({ ...network, beside, norms, crops, preprocessing }, { onDevice: this.onDevice, turn, onProgress }));
    }, id);
  }

  timeLighter(id: number, setting: GateChoices, onProgress: (progress: Progress) => void): Promise<LighterTimings> {
    const { plan } = this.options.host;
    const image = this.images().slice(0, plan.input.reduce((a, b) => a * b, 1));
    return this.options.queue.add('check', async (turn) => this.withOther(await this.lightened(setting), (beside) => timePairs(beside, image, this.onDevice, turn, onProgress)), id);
  }

  /** Goes on where an earlier one of the same block ended. */
  async climb(id: number, { block, classMeans, heldOut }: { block: BlockId; classMeans: Float32Array; heldOut: HeldOut }, onEstimate: (check: LadderCheck, progress: Progress) => void): Promise<LadderCheck> {
    const [{ climb, startLadder }, { tailWindows }] = await Promise.all([import('./ladder'), import('./tailLadder')]);
    const tail = this.tailOf(heldOut);
    const constant = this.host.constants[block];
    const earlier = this.ladders.get(block);
    const state = earlier && earlier.constant === constant ? earlier.state : startLadder(tail.images);
    this.ladders.set(block, { constant, state });
    return this.options.queue.add('check', (turn) => climb({ block, labels: heldOut.labels, state, windows: (from) => tailWindows(tail, block, from), classMeans, onEstimate }, this.onDevice, turn), id);
  }

  /** The same over a labelled set. */
  async climbSet(id: number, { block, classMeans, constants, labels, state, blocks, keep }: SetClimb, onEstimate: (check: LadderCheck, progress: Progress) => void): Promise<LadderCheck> {
    const { queue, host: { plan }, preprocessing } = this.options;
    const [{ climb }, { SetWindows }] = await Promise.all([import('./ladder'), import('./set/setLadder')]);
    return this.kept(new SetWindows(plan, block, preprocessing), (images) =>
      queue.add('check', (turn) => climb({ block, labels, state, windows: (from) => images.windows(labels.length - from, (size) => blocks(from, size)), classMeans, onEstimate, keep }, this.onDeviceWith(constants), turn), id),
    );
  }

  /** Over held-out images, or over crops. Throws `heldout.earlier`, and as `measureFunctional` does. */
  functional(id: number, block: BlockId, from: { heldOut: HeldOut } | { crops: readonly Crop[] }, onProgress: (progress: Progress) => void): Promise<Estimate & { n: number }> {
    const { queue, preprocessing, host: { plan } } = this.options;
    const chunks = 'crops' in from ? imageChunks(plan, from.crops, preprocessing) : this.tailOf(from.heldOut).startsFor(block);
    return queue.add('check', async (turn) => (await import('./functional')).measureFunctional({ plan, block, chunks }, this.onDevice, turn, onProgress), id);
  }

  get plan(): Plan {
    return this.options.host.plan;
  }

  /** Images that go together, as `batchOf`. */
  get batch(): number {
    return batchOf(this.options.host.plan);
  }

  /** A pass over a labelled set; gives way to images between its blocks. */
  async runPass(id: number, pass: Omit<Pass, 'preprocessing' | 'batch'>): Promise<void> {
    const { queue, preprocessing } = this.options;
    const [{ runPass }, { Crew, handsFor }] = await Promise.all([import('./set/pass'), import('./set/hands')]);
    const tapped = 'se' in pass.purpose;
    const applied = gatesOf(this.plan, pass.setting, pass.constants);
    await queue.add('check', async (turn) => {
      const crew = new Crew({
        batch: (values) => ({ values, gates: applied, tapped, ...(pass.from && { from: pass.from }), ...(pass.stages && { entering: pass.stages.entering }) }),
        here: (batch) => this.onDevice((network) => runBatch(network, batch)),
        count: handsFor(this.backends.current.device, this.host.folded, cores()),
        network: this.host,
      });
      try {
        await runPass({ ...pass, preprocessing, batch: this.batch }, crew, turn);
      } finally {
        crew.close();
      }
    }, id);
  }

  /** Settings over a labelled set; gives way to images between them. */
  async runSettings(id: number, pass: SettingsPass): Promise<void> {
    const { queue, host: { plan } } = this.options;
    const [{ runSettings }, { Round }] = await Promise.all([import('./set/settings'), import('./set/round')]);
    await this.kept(new Round(plan), (round) => queue.add('check', (turn) => runSettings(pass, plan, round, this.onDeviceWith(pass.constants), turn), id));
  }

  memory(): Promise<{ tensors: number; bytes: number }> {
    return this.options.queue.add('setup', async () => {
      const { numTensors, numBytes } = memory();
      return { tensors: numTensors, bytes: numBytes };
    });
  }

  /** Frees what is on the device, once what runs there has stopped; nothing may be asked of it afterwards. */
  async close(): Promise<void> {
    const { queue } = this.options;
    queue.cancelAll();
    await queue.add('setup', async () => this.backends.leave());
  }

  private async lightened(setting: GateChoices, statistics: NormStatistics = {}): Promise<Network> {
    const { plan, state } = await lightenHost(this.host, this.options.state, setting);
    return { plan, state: withStatistics(state, statistics) };
  }

  /** A repaired network is compared with the gated one under the same statistics. */
  private async checked(network: Network, setting: GateChoices, statistics?: NormStatistics): Promise<LighterNetwork> {
    const compare = (reference?: Beside) => this.withOther(network, (beside) => handOver({ ...network, beside, reference, gated: gates(this.host, setting), images: this.images() }, this.onDevice));
    return statistics ? this.withOther({ plan: this.host.plan, state: withStatistics(await inMemory(this.options.state), statistics) }, compare) : compare();
  }

  private tailOf(heldOut: HeldOut): Tail {
    return (this.tail ??= new Tail(this.options.host.plan, heldOut));
  }

  private images(): Float32Array {
    return checkImages({ plan: this.options.host.plan, golden: this.options.golden?.input });
  }

  /** Frees what work on another network has put on the device, when it ends. */
  private async withOther<T>({ plan, state }: Network, work: (beside: Beside) => Promise<T>): Promise<T> {
    const beside = new Beside({ plan, folded: foldWeights(plan, state), constants: {} });
    this.others.add(beside);
    try {
      return await work(beside);
    } finally {
      this.others.delete(beside);
      beside.leave();
    }
  }

  private async kept<Keeper extends { clear(): void }, T>(keeper: Keeper, work: (keeper: Keeper) => Promise<T>): Promise<T> {
    this.keepers.add(keeper);
    try {
      return await work(keeper);
    } finally {
      this.keepers.delete(keeper);
    }
  }

  /** What is on the device besides the network's own weights. */
  private clear(): void {
    this.tail?.clear();
    for (const other of this.others) other.leave();
    for (const keeper of this.keepers) keeper.clear();
  }

  private readonly onDevice: Backends['onDevice'] = (work) => this.backends.onDevice(work);

  /** The same with these constants of frozen gates. */
  private onDeviceWith(constants: Constants): OnDevice {
    return (work) => this.onDevice((network) => work({ ...network, constants }));
  }

  /** What may wait until the first images are through: how long a pass takes, and whether webgl is faster. */
  private afterwards(): void {
    const { backends } = this;
    this.inBackground('candidate', async (turn) => {
      await tryOtherThreads(backends, this.start, turn);
      const { name } = backends.current.device;
      if (backends.choice === 'auto' && name === 'wasm' && backends.agrees) await tryWebgl(backends, this.start, turn);
      backends.timed(await this.onDevice((network) => timeImage(network, turn)));
    });
  }

  /** Nobody waits for these: a failure is met again, and told, by the next run. */
  private inBackground(lane: 'timing' | 'candidate', work: Parameters<Queue['add']>[1]): void {
    this.options.queue.add(lane, work).catch(() => {});
  }
}
