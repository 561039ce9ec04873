import fc from 'fast-check';
import { expect, test } from 'vitest';
import { speedometer } from './speed';

test('a steady stream has its speed and what is left of it', () => {
  const measure = speedometer();
  expect(measure(0, 1000, 0)).toBeUndefined();
  expect(measure(100, 900, 100)).toBeUndefined();
  for (let now = 200; now <= 8_000; now += 100) measure(now, 10_000 - now, now);
  expect(measure(8_100, 1_900, 8_100)).toEqual({ bytesPerSecond: 1000, left: 1.9 });
});

test('only the last moments count; a stream that stopped has no speed', () => {
  const measure = speedometer();
  measure(0, 0, 0);
  measure(1_000_000, 0, 1_000);
  for (let now = 2_000; now <= 10_000; now += 1_000) measure(1_000_000 + now, 500, now);
  expect(measure(1_011_000, 500, 11_000)!.bytesPerSecond).toBeCloseTo(1000, 6);
  for (let now = 12_000; now <= 17_000; now += 1_000) measure(1_011_000, 500, now);
  expect(measure(1_011_000, 500, 18_000)).toBeUndefined();
});

test('whatever arrives, a speed is a positive number', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(1e6), fc.nat(3_000))), (steps) => {
      const measure = speedometer();
      let [fetched, now] = [0, 0];
      for (const [bytes, ms] of steps) {
        const speed = measure((fetched += bytes), 1e9, (now += ms));
        if (speed) expect(speed.bytesPerSecond > 0 && Number.isFinite(speed.left)).toBe(true);
      }
    }),
  );
});
