import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Patience, TICK_MS } from './patience';

describe('patience', () => {
  it('ends once the limit has passed in ticks that come in time', () => {
    const patience = new Patience(3 * TICK_MS, 0);
    expect([1, 2, 3].map((n) => patience.tick(n * TICK_MS))).toEqual([false, false, true]);
  });

  it('does not count an hour of sleep, nor timers that are held back to one a minute', () => {
    const patience = new Patience(2 * TICK_MS, 0);
    expect(patience.tick(3_600_000)).toBe(false);
    for (let n = 1; n < 100; n++) expect(patience.tick(3_600_000 + n * 60_000)).toBe(false);
  });

  it('never ends before its limit, however time goes by', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(4 * TICK_MS)), fc.integer({ min: 1, max: 20 * TICK_MS }), (gaps, limit) => {
        const patience = new Patience(limit, 0);
        let now = 0;
        for (const gap of gaps) {
          now += gap;
          if (patience.tick(now)) expect(now).toBeGreaterThanOrEqual(limit);
        }
      }),
    );
  });
});
