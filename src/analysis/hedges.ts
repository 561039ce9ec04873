import type { Summary } from './welch';

/**
 * Hedges' g: the difference of two means in pooled standard deviations, corrected for small samples
 * (Journal of Educational Statistics 6, 1981, 107; J ≈ 1 − 3 / (4 df − 1)). NaN where neither group varies.
 */
export function hedgesG(a: Summary, b: Summary): number {
  const df = a.n + b.n - 2;
  const pooled = Math.sqrt(((a.n - 1) * a.sd * a.sd + (b.n - 1) * b.sd * b.sd) / df);
  return pooled > 0 ? ((a.mean - b.mean) / pooled) * (1 - 3 / (4 * df - 1)) : Number.NaN;
}
