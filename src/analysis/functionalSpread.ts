import type { Estimate } from '../contracts';
import { standardError, Z95 } from './jackknife';

/** Per image, squared and summed over positions and channels, both by one factor. */
export interface BranchSums {
  /** ‖(s − s̄) ⊙ U‖² [n] */
  moved: readonly number[];
  /** ‖s̄ ⊙ U + shortcut‖² [n] */
  whole: readonly number[];
}

/**
 * Functional spread √(Σ moved / Σ whole) over images: how far the gates, as they differ from their mean, move what leaves the block, as a share of it.
 * 95 % jackknife interval over images, low clipped at 0; with one image it is [0, ∞). NaN where nothing leaves the block.
 */
export function functionalSpread({ moved, whole }: BranchSums): Estimate & { n: number } {
  const [movedSum, wholeSum] = [sumOf(moved), sumOf(whole)];
  const n = moved.length;
  const value = Math.sqrt(movedSum / wholeSum);
  if (n < 2) return { value, low: 0, high: Infinity, n };
  const half = Z95 * standardError(Float64Array.from({ length: n }, (_, i) => Math.sqrt(Math.max(0, movedSum - moved[i]!) / (wholeSum - whole[i]!))));
  return { value, low: Math.max(0, value - half), high: value + half, n };
}

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
