import { seededNormal } from './random';

/** Width of the steps of `chanceCounts`, in excitation. */
export const CHANCE_STEP = 0.005;

const ROUNDS = 60;

/**
 * How many channels would show a difference of at least i · CHANCE_STEP if the two groups didn't differ at all: the mean over
 * simulated draws of each channel's difference from its standard error, √(s₁²/n₁ + s₂²/n₂). Ends at a difference of 1.
 */
export function chanceCounts(standardErrors: ArrayLike<number>, seed = 1): Float32Array {
  const normal = seededNormal(seed);
  const steps = Math.round(1 / CHANCE_STEP);
  const counts = new Float32Array(steps + 1);
  for (let round = 0; round < ROUNDS; round++) {
    for (let c = 0; c < standardErrors.length; c++) {
      const difference = Math.abs(normal() * standardErrors[c]);
      counts[Math.min(steps, Math.floor(difference / CHANCE_STEP + 1e-9))]++;
    }
  }
  let total = 0;
  for (let i = steps; i >= 0; i--) {
    total += counts[i];
    counts[i] = total / ROUNDS;
  }
  return counts;
}

/** Expected number by chance at a least difference, from `chanceCounts`. */
export function chanceAt(counts: ArrayLike<number>, least: number): number {
  return counts[Math.min(counts.length - 1, Math.max(0, Math.round(least / CHANCE_STEP)))];
}
