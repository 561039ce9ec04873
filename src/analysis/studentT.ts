const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
  -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];

/** ln Γ(x) for x > 0 (Lanczos, g = 7). */
function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  const t = x + 6.5;
  const series = LANCZOS.slice(1).reduce((sum, value, i) => sum + value / (x + i), LANCZOS[0]);
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(series);
}

/** Continued fraction of the incomplete beta function (modified Lentz). */
function betaFraction(x: number, a: number, b: number): number {
  const tiny = 1e-300;
  const away = (value: number) => (Math.abs(value) < tiny ? tiny : value);
  let c = 1;
  let d = 1 / away(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m <= 300; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / away(1 + even * d);
    c = away(1 + even / c);
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / away(1 + odd * d);
    c = away(1 + odd / c);
    const step = d * c;
    fraction *= step;
    if (Math.abs(step - 1) < 1e-14) break;
  }
  return fraction;
}

/** Regularised incomplete beta function I_x(a, b); `rest` is 1 − x, given apart so that it keeps its digits. */
function incompleteBeta(x: number, rest: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (rest <= 0) return 1;
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log(rest));
  return x < (a + 1) / (a + b + 2) ? (front * betaFraction(x, a, b)) / a : 1 - (front * betaFraction(rest, b, a)) / b;
}

/** Chance that |t| is as large or larger under Student's distribution with `df` > 0 degrees of freedom (not only whole ones). */
export function studentTail(t: number, df: number): number {
  if (!Number.isFinite(t)) return 0;
  const square = t * t;
  return incompleteBeta(df / (df + square), square / (df + square), df / 2, 0.5);
}

const quantiles = new Map<number, number>();
const LARGE = 1e6;

/** t with 95 % of Student's distribution between −t and t; kept for degrees of freedom rounded down: to a step that moves the tail by less than 1e-4 (1e-4 below 5, where t falls fast; 0.01 below 20; 0.1 above). */
export function student95(df: number): number {
  const fineness = df < 5 ? 10_000 : df < 20 ? 100 : 10;
  const rounded = Math.floor(Math.min(df, LARGE) * fineness) / fineness;
  const kept = quantiles.get(rounded);
  if (kept !== undefined) return kept;
  let [low, high] = [0, 2];
  while (studentTail(high, rounded) > 0.05) [low, high] = [high, high * 2];
  for (let step = 0; step < 50; step++) {
    const middle = (low + high) / 2;
    if (studentTail(middle, rounded) > 0.05) low = middle;
    else high = middle;
  }
  if (quantiles.size > 20_000) quantiles.clear();
  quantiles.set(rounded, high);
  return high;
}
