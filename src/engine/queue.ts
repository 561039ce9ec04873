import { breathe } from './breathe';
import { EngineError } from './problem';

/** Which work goes first: setting up, then images, then held-out checks, then timings, then the search for a faster backend. */
const lanes = ['setup', 'run', 'check', 'timing', 'candidate'] as const;
export type Lane = (typeof lanes)[number];

/** To be awaited between images or chunks: throws `cancelled` once the job is cancelled, and lets more urgent jobs go first. */
export type Turn = () => Promise<void>;

interface Job {
  id: number | undefined;
  lane: number;
  serial: number;
  cancelled: boolean;
  begun: boolean;
  /** Takes the device. */
  wake: () => void;
  reject: (error: EngineError) => void;
}

/**
 * One device, one job at a time. A job gives way at its turns to jobs of an earlier lane and to newer jobs of its own,
 * and goes on afterwards. A cancelled one rejects with `cancelled`, at once where it hasn't begun; else its turn throws that,
 * before any other job gets the device, so that it can clean up.
 */
export class Queue {
  private readonly waiting: Job[] = [];
  private running: Job | undefined;
  private serial = 0;

  /** Runs `work` when its turn comes. Ids are the caller's; work without one can't be cancelled by id. */
  add<T>(lane: Lane, work: (turn: Turn) => Promise<T>, id?: number): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const start = (): void => {
        job.begun = true;
        const finish = (): void => this.release(job);
        work(() => this.turn(job)).then(resolve, reject).then(finish, finish);
      };
      const job: Job = { id, lane: lanes.indexOf(lane), serial: this.serial++, cancelled: false, begun: false, wake: start, reject };
      this.waiting.push(job);
      this.next();
    });
  }

  cancel(id: number): void {
    this.cancelWhere((job) => job.id === id);
  }

  cancelLane(lane: Lane): void {
    this.cancelWhere((job) => job.lane === lanes.indexOf(lane));
  }

  cancelAll(): void {
    this.cancelWhere(() => true);
  }

  private cancelWhere(which: (job: Job) => boolean): void {
    for (const job of this.waiting.filter(which)) {
      job.cancelled = true;
      if (job.begun) continue;
      this.waiting.splice(this.waiting.indexOf(job), 1);
      job.reject(new EngineError('cancelled'));
    }
    if (this.running && which(this.running)) this.running.cancelled = true;
  }

  private async turn(job: Job): Promise<void> {
    await breathe();
    if (!job.cancelled && this.waiting.some((other) => before(other, job))) {
      await new Promise<void>((resolve) => {
        job.wake = resolve;
        this.waiting.push(job);
        this.release(job);
      });
    }
    if (job.cancelled) throw new EngineError('cancelled');
  }

  private release(job: Job): void {
    if (this.running !== job) return;
    this.running = undefined;
    this.next();
  }

  private next(): void {
    if (this.running || this.waiting.length === 0) return;
    const job = this.waiting.reduce((first, other) => (before(other, first) ? other : first));
    this.waiting.splice(this.waiting.indexOf(job), 1);
    this.running = job;
    job.wake();
  }
}

function before(a: Job, b: Job): boolean {
  if (a.cancelled !== b.cancelled) return a.cancelled;
  return a.lane === b.lane ? a.serial > b.serial : a.lane < b.lane;
}
