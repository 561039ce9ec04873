/** Abscissae and weights of Gauss–Legendre on [−1, 1], by Newton's steps on the polynomial. */
function legendre(points: number): { x: number; w: number }[] {
  return Array.from({ length: points }, (_, i) => {
    let x = Math.cos((Math.PI * (i + 0.75)) / (points + 0.5));
    let slope = 1;
    for (let step = 0; step < 50; step++) {
      let [before, value] = [1, x];
      for (let k = 2; k <= points; k++) [before, value] = [value, ((2 * k - 1) * x * value - (k - 1) * before) / k];
      slope = (points * (x * value - before)) / (x * x - 1);
      const move = value / slope;
      x -= move;
      if (Math.abs(move) < 1e-15) break;
    }
    return { x, w: 2 / ((1 - x * x) * slope * slope) };
  });
}

const rule = legendre(48);

/** ∫ f over [low, high]. */
function integral(f: (x: number) => number, low: number, high: number): number {
  const [middle, half] = [(low + high) / 2, (high - low) / 2];
  return half * rule.reduce((sum, { x, w }) => sum + w * f(middle + half * x), 0);
}

/** Chance that a standard normal value is below x: W. J. Cody's form by its series near zero and its continued fraction beyond, to 1e-14. */
function normalBelow(x: number): number {
  const size = Math.abs(x);
  if (size > 38) return x > 0 ? 1 : 0;
  const density = Math.exp((-size * size) / 2) / Math.sqrt(2 * Math.PI);
  let above: number;
  if (size < 3) {
    let [term, sum] = [size, size];
    for (let k = 1; Math.abs(term) > 1e-17; k++) sum += term *= (size * size) / (2 * k + 1);
    above = 0.5 - density * sum;
  } else {
    let fraction = size;
    for (let k = 60; k > 0; k--) fraction = size + k / fraction;
    above = density / fraction;
  }
  return x > 0 ? 1 - above : above;
}

/** Chance that no |Zᵢ| is over d, where Zᵢ and Zⱼ correlate as bᵢ bⱼ: over the part that all share, they are independent. */
function noneOver(d: number, shares: readonly number[]): number {
  return integral((z) => {
    const within = shares.reduce((product, b) => {
      const rest = Math.sqrt(1 - b * b);
      return product * (normalBelow((d + b * z) / rest) - normalBelow((b * z - d) / rest));
    }, 1);
    return (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * within;
  }, -8, 8);
}

/** ln Γ of a half or whole number, by its recurrence. */
function logGammaHalves(x: number): number {
  let sum = 0;
  let at = x;
  for (; at > 1; at--) sum += Math.log(at - 1);
  return sum + (at === 1 ? 0 : Math.log(Math.PI) / 2);
}

/** The same for Student's tᵢ, which share one estimate of the deviation with `df` degrees of freedom: s² df follows χ². */
function noneOverStudent(d: number, shares: readonly number[], df: number): number {
  if (df === Infinity) return noneOver(d, shares);
  const constant = Math.log(2) + (df / 2) * Math.log(df / 2) - logGammaHalves(df / 2);
  const density = (s: number) => Math.exp(constant + (df - 1) * Math.log(s) - (df * s * s) / 2);
  const width = 9 / Math.sqrt(2 * df);
  return integral((s) => density(s) * noneOver(d * s, shares), Math.max(1e-9, 1 - width), 1 + width);
}

/**
 * Dunnett's two-sided critical value (JASA 50, 1955; Biometrics 20, 1964): all differences of groups of `sizes` from a control of `control`
 * values, each over its standard error, stay within ± it with the chance `confidence`, by numerical integration for any sizes.
 * @param df degrees of freedom of the pooled deviation, whole, from 1; Infinity where it is known
 * @throws RangeError without a group, or below one degree of freedom
 */
export function dunnettQuantile(sizes: readonly number[], control: number, df: number, confidence = 0.95): number {
  if (sizes.length === 0 || !(df >= 1) || !(confidence > 0 && confidence < 1)) throw new RangeError('Dunnett needs a group, and one degree of freedom');
  const shares = sizes.map((n) => Math.sqrt(n / (n + control)));
  const over = (d: number) => noneOverStudent(d, shares, df) - confidence;
  let [low, high] = [1, 3];
  let [below, above] = [over(low), over(high)];
  while (above < 0) [low, below, high, above] = [high, above, high * 2, over(high * 2)];
  while (below > 0) [high, above, low, below] = [low, below, low / 2, over(low / 2)];
  for (let step = 0; step < 60 && high - low > 1e-7; step++) {
    const at = step % 3 === 2 ? (low + high) / 2 : low - (below * (high - low)) / (above - below);
    const value = over(at);
    if (Math.abs(value) < 1e-9) return at;
    if (value < 0) [low, below] = [at, value];
    else [high, above] = [at, value];
  }
  return (low + high) / 2;
}
