/** How often time is looked at, ms. */
export const TICK_MS = 5_000;
/** A look that comes this late finds that timers were held back: the machine slept, or the tab lies behind others. */
const LATE = 2;

/**
 * Time that passes only while timers run as they should: what passes in sleep, or in a tab whose timers are held back, isn't anybody's delay.
 * Pure: it learns the time from whoever ticks.
 */
export class Patience {
  private spent = 0;
  private last: number;

  constructor(private readonly limit: number, now: number) {
    this.last = now;
  }

  /** @returns whether the limit has been reached, counting only ticks that came in time */
  tick(now: number): boolean {
    const passed = now - this.last;
    this.last = now;
    if (passed < LATE * TICK_MS) this.spent += passed;
    return this.spent >= this.limit;
  }
}

/** Calls back once, when `limit` ms have passed awake. @returns what stops it */
export function afterPatience(limit: number, callback: () => void): () => void {
  const patience = new Patience(limit, performance.now());
  const timer = setInterval(() => {
    if (!patience.tick(performance.now())) return;
    clearInterval(timer);
    callback();
  }, TICK_MS);
  return () => clearInterval(timer);
}
