/** Quantile `q` in [0, 1] of ascending values, linear between neighbours (numpy's default). */
export function quantile(sorted: ArrayLike<number>, q: number): number {
  const at = q * (sorted.length - 1);
  const below = Math.floor(at);
  const low = sorted[below];
  const high = sorted[Math.min(below + 1, sorted.length - 1)];
  return low + (high - low) * (at - below);
}

/** 10th and 90th percentile over the rows `kept` of `values` [K, C], per channel. */
export function percentileBand(
  values: Float32Array,
  channels: number,
  kept: readonly number[],
): { p10: Float32Array; p90: Float32Array } {
  const p10 = new Float32Array(channels);
  const p90 = new Float32Array(channels);
  const column = new Float32Array(kept.length);
  for (let c = 0; c < channels; c++) {
    for (let i = 0; i < kept.length; i++) column[i] = values[kept[i] * channels + c];
    column.sort();
    p10[c] = quantile(column, 0.1);
    p90[c] = quantile(column, 0.9);
  }
  return { p10, p90 };
}
