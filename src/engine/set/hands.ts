import { wrap } from 'comlink';
import type { Plan } from '../../contracts';
import type { Folded, FoldedWeights } from '../../network/weights';
import type { Device } from '../device';
import type { HostNetwork } from '../network';
import type { Batch, BatchResult } from './batch';
import { mortal } from './mortal';

export interface HandNetwork {
  plan: Plan;
  folded: ReadonlyMap<string, FoldedWeights>;
}

/** The network once more, in a worker of its own. */
export interface Hand {
  open(network: HandNetwork): Promise<void>;
  run(batch: Batch): Promise<BatchResult[]>;
}

/** With its end; its calls reject when it ends by itself. */
export interface RunningHand extends Hand {
  close(): void;
}

export type StartHand = () => RunningHand;

/** The name of a worker that is a hand: it is the engine's own script, which the browser has already. */
export const HAND = 'hand';

const MOST_HANDS = 8;
/** Of all hands' weights. */
const MOST_BYTES = 192e6;
/** Batches that a hand has been given: one that it runs, and the next. */
const GIVEN = 2;
/** A pass that is through sooner isn't worth the second in which hands get ready, ms. */
const SOON = 2_500;
const LOOK_AFTER = 1_000;

/**
 * How many hands suit a network on a device: one for each core that the page doesn't need, since single threads share out images better than threads share
 * out one image; none where a graphics card runs it, where the weights lie on the disk, or where there is room or use for one only.
 */
export function handsFor({ name }: Pick<Device, 'name'>, folded: Folded, cores: number): number {
  if (name !== 'wasm' || !('size' in folded) || !('Worker' in globalThis)) return 0;
  const bytes = [...folded.values()].reduce((sum, { weight, bias }) => sum + weight.byteLength + bias.byteLength, 0);
  const hands = Math.min(MOST_HANDS, cores > 2 ? cores - 1 : cores, Math.floor(MOST_BYTES / bytes));
  return hands > 1 ? hands : 0;
}

/** Whether so many images more, after `done` in so many milliseconds, take long enough for hands to help. */
export function isLong(done: number, left: number, milliseconds: number): boolean {
  return milliseconds >= LOOK_AFTER && done > 0 && (left / done) * milliseconds >= SOON;
}

function startHand(): RunningHand {
  const worker = new Worker(globalThis.location.href, { type: 'module', name: HAND });
  const wire = wrap<Hand>(worker);
  const alive = mortal(worker);
  return {
    open: (network) => alive(wire.open(network)),
    run: (batch) => alive(wire.run(batch)),
    close: () => worker.terminate(),
  };
}

export interface CrewOptions {
  /** With the gates, and all else that batches of the pass have in common. */
  batch: (values: Float32Array) => Batch;
  /** On the engine's own device. */
  here: (batch: Batch) => Promise<BatchResult[]>;
  /** How many hands there may be, and what they run. */
  count: number;
  network: HostNetwork;
  start?: StartHand;
}

/** Where one pass runs: here, until it turns out to be long and hands are ready; here again when all of them have failed. */
export class Crew {
  /** Those that are ready, with the batches that each has. */
  private readonly hands = new Map<RunningHand, number>();
  private readonly hired: RunningHand[] = [];

  constructor(private readonly options: CrewOptions) {}

  /** Does nothing the second time. */
  hire(): void {
    const { network: { plan, folded }, count, start = startHand } = this.options;
    if (!('size' in folded) || this.hired.length > 0) return;
    for (let i = 0; i < count; i++) {
      const hand = start();
      this.hired.push(hand);
      hand.open({ plan, folded }).then(() => void this.hands.set(hand, 0), () => hand.close());
    }
  }

  /** Batches that may be under way at the hands; 0: there is no hand. */
  get room(): number {
    return GIVEN * this.hands.size;
  }

  here(values: Float32Array): Promise<BatchResult[]> {
    return this.options.here(this.options.batch(values));
  }

  /** At the hand that has the fewest. Rejects where it fails, which then gets no other. */
  async beside(values: Float32Array): Promise<BatchResult[]> {
    const [hand] = [...this.hands].reduce((least, other) => (other[1] < least[1] ? other : least));
    this.add(hand, 1);
    try {
      return await hand.run(this.options.batch(values));
    } catch (error) {
      this.hands.delete(hand);
      hand.close();
      throw error;
    } finally {
      this.add(hand, -1);
    }
  }

  close(): void {
    this.hands.clear();
    for (const hand of this.hired) hand.close();
  }

  private add(hand: RunningHand, batches: number): void {
    const has = this.hands.get(hand);
    if (has !== undefined) this.hands.set(hand, has + batches);
  }
}
