import { compareDecisions, recordedHeldOut } from '../analysis/comparison';
import type { LiveDecisions } from '../analysis/decisions';
import { decide, joinDecisions } from '../analysis/decisions';
import { liveOutcome, settingKey } from '../analysis/outcome';
import type { AblationRecord, LiveCheck, Progress, Setting } from '../contracts';
import type { Turn } from './queue';
import type { OnDevice } from './run';
import { limits } from './selfTest';
import type { Tail } from './tail';

type OnEstimate = (check: LiveCheck, progress: Progress) => void;

/** Decisions on the first images, chunk by chunk. */
interface Decided {
  parts: LiveDecisions[];
}

/** Held-out checks of one network; decisions are kept by setting, so that a revisited or broken off one goes on where it was. */
export class LiveChecks {
  private readonly decided = new Map<string, Decided>();
  private readonly record: AblationRecord | undefined;
  private tolerance = 0;

  /** A record of other images is no record. */
  constructor(private readonly tail: Tail, record: AblationRecord | undefined) {
    const { index } = tail.heldOut;
    const same = record?.heldout.length === index.length && index.every((image, i) => record.heldout[i] === image);
    this.record = same ? record : undefined;
  }

  /** Runs what is missing of `setting` and of all live beside it; `onEstimate` has the numbers so far after each chunk. Throws `heldout.earlier`, and as `Tail.logits` and `turn` do. */
  async check(setting: Setting, onDevice: OnDevice, turn: Turn, onEstimate: OnEstimate): Promise<LiveCheck> {
    this.tail.check(setting);
    const before = this.of({});
    const after = this.of(setting);
    const { chunks } = this.tail;
    for (let chunk = Math.min(before.parts.length, after.parts.length); chunk < chunks; chunk++) {
      await turn();
      await this.decide(before, {}, chunk, onDevice);
      await this.decide(after, setting, chunk, onDevice);
      if (chunk + 1 < chunks) onEstimate(this.estimate(before, after, chunk + 1), this.progress(chunk + 1));
    }
    const check = this.complete(before, after, setting);
    onEstimate(check, this.progress(chunks));
    return check;
  }

  private of(setting: Setting): Decided {
    const key = settingKey(setting);
    const found = this.decided.get(key) ?? { parts: [] };
    this.decided.set(key, found);
    return found;
  }

  private async decide(into: Decided, setting: Setting, chunk: number, onDevice: OnDevice): Promise<void> {
    if (chunk < into.parts.length) return;
    const logits = await onDevice(async (network) => {
      this.tolerance = Math.max(this.tolerance, limits(network.device.halfPrecision).logits);
      return this.tail.logits(network, chunk, setting);
    });
    const n = this.tail.size(chunk);
    const labels = this.tail.labels(chunk);
    into.parts.push(decide(logits, labels, logits.length / n));
  }

  private estimate(before: Decided, after: Decided, chunks: number): LiveCheck {
    const [was, is] = [before, after].map(({ parts }) => joinDecisions(parts.slice(0, chunks)));
    return { outcome: liveOutcome(was!, is!, this.tail.heldOut.labels), complete: chunks === this.tail.chunks };
  }

  private complete(before: Decided, after: Decided, setting: Setting): LiveCheck {
    const { top1, rank } = joinDecisions(after.parts);
    const check: LiveCheck = { ...this.estimate(before, after, this.tail.chunks), decisions: { top1, rank, labels: this.tail.heldOut.labels.slice() } };
    const recorded = this.record && recordedHeldOut(this.record, setting);
    if (!recorded) return check;
    const { disagreements } = compareDecisions(joinDecisions(after.parts), recorded, this.tolerance);
    return { ...check, disagreements };
  }

  private progress(chunks: number): Progress {
    return { done: Math.min(this.tail.images, chunks * this.tail.size(0)), total: this.tail.images };
  }
}
