import { student95, studentTail } from './studentT';

/** Mean, standard deviation (n − 1) and number of images of one channel in one group. */
export interface Summary {
  mean: number;
  sd: number;
  n: number;
}

export interface WelchTest {
  /** m₁ − m₂ */
  difference: number;
  /** Half of the 95 % interval. */
  half: number;
  /** Two-sided. */
  p: number;
  df: number;
}

/**
 * Welch's comparison of two means with unequal variances (Biometrika 34, 1947), degrees of freedom after Satterthwaite.
 * Two groups without any spread differ for sure or not at all.
 * @throws RangeError with fewer than two images in a group
 */
export function welch(a: Summary, b: Summary): WelchTest {
  if (a.n < 2 || b.n < 2) throw new RangeError('Welch needs two images in each group');
  const difference = a.mean - b.mean;
  const [va, vb] = [(a.sd * a.sd) / a.n, (b.sd * b.sd) / b.n];
  const variance = va + vb;
  if (variance === 0) return { difference, half: 0, p: difference === 0 ? 1 : 0, df: a.n + b.n - 2 };
  const df = (variance * variance) / ((va * va) / (a.n - 1) + (vb * vb) / (b.n - 1));
  const error = Math.sqrt(variance);
  return { difference, half: student95(df) * error, p: studentTail(difference / error, df), df };
}
