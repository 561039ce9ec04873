/** Number of equal bins of a profile's histogram. */
export const BINS = 40;

/** Bin of a value over `range`; values outside belong to the first or the last bin. */
export function binOf(value: number, [low, high]: [number, number]): number {
  const bin = Math.floor(((value - low) / (high - low)) * BINS);
  return Math.min(BINS - 1, Math.max(0, bin));
}

/** Counts of one class, a view of [40], in `hist` [K, 40]. */
export const countsOf = (hist: Uint32Array, id: number): Uint32Array => hist.subarray(id * BINS, (id + 1) * BINS);

/** Counts over all classes, [40], of `hist` [K, 40]. */
export function totalCounts(hist: Uint32Array): Float64Array {
  const total = new Float64Array(BINS);
  hist.forEach((count, i) => (total[i % BINS]! += count));
  return total;
}

/**
 * Counts above `threshold` and in total, of the classes `kept`, from `hist` [K, 40] over `range`.
 * A bin that the threshold cuts is shared out as if its values were even.
 * @returns one number a kept class each
 */
export function countsAbove(
  hist: Uint32Array,
  kept: readonly number[],
  range: [number, number],
  threshold: number,
): { above: Float64Array; total: Float64Array } {
  const cut = ((threshold - range[0]) / (range[1] - range[0])) * BINS;
  const weights = Float64Array.from({ length: BINS }, (_, bin) => {
    const share = Math.min(1, Math.max(0, bin + 1 - cut));
    return Math.abs(share - Math.round(share)) < 1e-9 ? Math.round(share) : share;
  });
  const above = new Float64Array(kept.length);
  const total = new Float64Array(kept.length);
  kept.forEach((k, i) => {
    for (let bin = 0; bin < BINS; bin++) {
      const count = hist[k * BINS + bin];
      above[i] += count * weights[bin];
      total[i] += count;
    }
  });
  return { above, total };
}

/** Share of all counts above `threshold`; 0 where nothing was counted. */
export function shareAbove(
  hist: Uint32Array,
  kept: readonly number[],
  range: [number, number],
  threshold: number,
): number {
  const { above, total } = countsAbove(hist, kept, range, threshold);
  return sum(above) / Math.max(1, sum(total));
}

/** Share of all counts below `threshold`; 0 where nothing was counted. */
export function shareBelow(
  hist: Uint32Array,
  kept: readonly number[],
  range: [number, number],
  threshold: number,
): number {
  const { above, total } = countsAbove(hist, kept, range, threshold);
  return (sum(total) - sum(above)) / Math.max(1, sum(total));
}

function sum(values: Float64Array): number {
  return values.reduce((a, b) => a + b, 0);
}
