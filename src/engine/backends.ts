import type { BackendChoice, BackendName, BackendStatus, EngineEvent, SelfTest } from '../contracts';
import { DataError } from '../data/error';
import type { Golden } from '../data/goldenFile';
import { WeightsError } from '../network/weights';
import type { Device } from './device';
import { activate, isLost } from './device';
import type { StartDevice } from './devices';
import type { DeviceNetwork, HostNetwork } from './network';
import { put } from './network';
import { EngineError, toProblem } from './problem';
import { selfTest } from './selfTest';

export interface BackendsOptions {
  host: HostNetwork;
  golden: Golden | undefined;
  start: StartDevice;
  emit: (event: EngineEvent) => void;
  /** What is kept on the device besides the weights must go: called before another takes over. */
  onLeave: () => void;
}

type PassedOver = BackendStatus['passedOver'][number];

/**
 * Where the network runs. All methods but `status` are for a job of the queue: they change what operations run on.
 * A device is taken only once the weights are on it; until then, and when anything fails, the one before stays.
 */
export class Backends {
  private network: DeviceNetwork | undefined;
  private chosen: BackendChoice = 'auto';
  private passedOver: PassedOver[] = [];
  private tested: SelfTest | undefined;
  private milliseconds: number | undefined;
  private readonly lost = new Set<BackendName>();

  constructor(private readonly options: BackendsOptions) {}

  get current(): DeviceNetwork {
    if (!this.network) throw new EngineError('engine.closed');
    return this.network;
  }

  /** Whether the network here equals PyTorch's; undefined where there is nothing to compare with. */
  get agrees(): boolean | undefined {
    return this.tested?.ok;
  }

  get choice(): BackendChoice {
    return this.chosen;
  }

  /**
   * Moves the network to the chosen backend; auto is wasm, else cpu. Where the choice fails the one before stays.
   * Throws `backend.missing`, `backend.failed`, `backend.selfTest`, `backend.none`.
   */
  async choose(choice: BackendChoice): Promise<void> {
    const before = this.network;
    try {
      if (choice === 'auto') await this.chooseFirst(['wasm', 'cpu']);
      else if (choice !== before?.device.name) await this.move(await this.options.start(choice));
      this.chosen = choice;
    } catch (error) {
      if (this.network) await activate(this.network.device);
      throw error;
    } finally {
      this.report();
    }
  }

  /** Takes the first of `names` that works; the others are listed as passed over. Throws `backend.none`; where weights that lie on the disk can't be read or used, what says so. */
  private async chooseFirst(names: readonly BackendName[]): Promise<void> {
    for (const name of names) {
      try {
        if (name !== this.network?.device.name) await this.move(await this.options.start(name));
        return;
      } catch (error) {
        if (error instanceof DataError || error instanceof WeightsError) throw error;
        this.passOver(name, reasonOf(error));
      }
    }
    throw new EngineError('backend.none');
  }

  /** Uploads the weights to a device that has started, tests the network there and leaves the device before. Throws `backend.selfTest` where only the new one fails. */
  async move(device: Device): Promise<void> {
    let next: DeviceNetwork | undefined;
    try {
      next = await put(this.options.host, device);
      const tested = this.options.golden && (await selfTest(next, this.options.golden));
      if (tested && !tested.ok && this.agrees) throw new EngineError('backend.selfTest', { name: device.name });
      this.take(next, tested);
    } catch (error) {
      next?.weights.dispose();
      if (device.name !== this.network?.device.name) device.stop();
      throw error;
    }
  }

  /** Leaves the current device before another is started, which may be the same backend with other threads; if that fails the first that works takes its place. */
  async restart(start: () => Promise<Device>): Promise<void> {
    this.leave();
    try {
      await this.move(await start());
    } catch {
      await this.chooseFirst(['wasm', 'cpu']);
    }
  }

  private take(next: DeviceNetwork, tested: SelfTest | undefined): void {
    this.leave();
    this.network = next;
    this.tested = tested;
    this.passedOver = this.passedOver.filter(({ name }) => name !== next.device.name);
    if (tested) this.options.emit({ kind: 'selfTest', selfTest: tested });
  }

  /** Disposes what is on the current device, and the device. */
  leave(): void {
    if (!this.network) return;
    const { weights, device } = this.network;
    this.network = undefined;
    this.milliseconds = undefined;
    this.options.onLeave();
    weights.dispose();
    device.stop();
  }

  passOver(name: BackendName, reason: PassedOver['reason']): void {
    this.passedOver = [...this.passedOver.filter((other) => other.name !== name), { name, reason }];
  }

  /** Runs work on the network; when the device is lost under it, once more on another. */
  async onDevice<T>(work: (network: DeviceNetwork) => Promise<T>): Promise<T> {
    const network = this.current;
    try {
      return await work(network);
    } catch (error) {
      if (!isLost(error) && !network.device.lost?.aborted) throw error;
      await this.recover(network.device.name);
      return work(this.current);
    }
  }

  /** A lost backend is started once more, the second time another takes its place. Throws `backend.none`. */
  private async recover(name: BackendName): Promise<void> {
    const again = this.lost.has(name) ? [] : [name];
    this.lost.add(name);
    this.leave();
    await this.chooseFirst([...again, 'wasm', 'cpu']);
    if (this.current.device.name === name) {
      this.options.emit({ kind: 'restarted', lost: 'device' });
    } else {
      this.passOver(name, 'failed');
      this.chosen = 'auto';
      this.options.emit({ kind: 'problem', problem: { code: 'backend.lost', values: { name, now: this.current.device.name } } });
    }
    this.report();
  }

  timed(milliseconds: number): void {
    this.milliseconds = milliseconds;
    this.options.emit({ kind: 'timing', milliseconds });
  }

  report(): void {
    if (this.network) this.options.emit({ kind: 'backend', backend: this.status() });
  }

  private status(): BackendStatus {
    const { name, threads, simd, halfPrecision, renderer } = this.current.device;
    return {
      name,
      choice: this.chosen,
      threads,
      simd,
      isolated: globalThis.crossOriginIsolated === true,
      halfPrecision,
      ...(renderer !== undefined && { renderer }),
      passedOver: this.passedOver,
      ...(this.milliseconds !== undefined && { milliseconds: this.milliseconds }),
    };
  }
}

export function reasonOf(error: unknown): PassedOver['reason'] {
  const { code } = toProblem(error);
  if (code === 'backend.missing') return 'missing';
  return code === 'backend.selfTest' ? 'failed self-test' : 'failed';
}
