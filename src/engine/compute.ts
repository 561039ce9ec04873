import { memory } from '@tensorflow/tfjs-core';
import type { AblationRecord, BackendChoice, BlockId, Crop, EngineEvent, ExplainedBlock, GateChoices, HeldOut, ImageResult, LiveCheck, Preprocessing, Progress, Setting } from '../contracts';
import type { Golden } from '../data/goldenFile';
import type { StateDict, StateSource } from '../network/weights';
import { foldStepwise, foldWeights } from '../network/weights';
import { Backends } from './backends';
import { tryOtherThreads, tryWebgl } from './candidate';
import type { StartDevice } from './devices';
import { startDevice } from './devices';
import { LiveChecks } from './liveCheck';
import type { HostNetwork } from './network';
import { gates } from './network';
import { toProblem } from './problem';
import type { Queue } from './queue';
import { batchOf, explainImage, runFrame, runImages } from './run';
import { Tail } from './tail';
import { timeImage, timePass } from './timing';

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
  private readonly backends: Backends;
  private readonly start: StartDevice;
  private tail: Tail | undefined;
  private checks: LiveChecks | undefined;

  /** Folds the weights that are in memory. Throws a WeightsError when they don't fit the plan. */
  constructor(private readonly options: ComputeOptions) {
    const { host, state, golden, emit, start = startDevice } = options;
    this.start = start;
    const folded = 'shapes' in state ? foldStepwise(host.plan, state) : foldWeights(host.plan, state);
    this.backends = new Backends({ host: { ...host, folded }, golden, start, emit, onLeave: () => this.tail?.clear() });
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
    this.tail ??= new Tail(this.options.host.plan, files.heldOut);
    this.checks ??= new LiveChecks(this.tail, files.record);
    const { checks } = this;
    return this.options.queue.add('check', (turn) => checks.check(setting, this.onDevice, turn, onEstimate), id);
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

  private readonly onDevice: Backends['onDevice'] = (work) => this.backends.onDevice(work);

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
