/** The intervals of FACTS, worked out here again so that the journeys don't lean on the code they test. */

const z = 1.959964;

interface Interval {
  value: number;
  low: number;
  high: number;
}

/** Where a falling function crosses zero. */
function root(falling: (x: number) => number, low: number, high: number): number {
  for (let step = 0; step < 80; step++) {
    const middle = (low + high) / 2;
    if (falling(middle) > 0) low = middle;
    else high = middle;
  }
  return low;
}

/** Tango's score interval for b turned right and c turned wrong of n. */
export function tango(b: number, c: number, n: number): Interval {
  const score = (d: number): number => {
    const A = 2 * n;
    const B = -b - c + (2 * n - b + c) * d;
    const C = -c * d * (1 - d);
    const q = (Math.sqrt(B * B - 4 * A * C) - B) / (2 * A);
    const above = b - c - n * d;
    return above === 0 ? 0 : above / Math.sqrt(n * (2 * q + d * (1 - d)));
  };
  const value = (b - c) / n;
  return { value, low: root((d) => score(d) - z, -1, value), high: root((d) => score(d) + z, value, 1) };
}

/** Wilson's score interval. */
export function wilson(k: number, n: number): Interval {
  const p = k / n;
  const half = (z * Math.sqrt(n * p * (1 - p) + (z * z) / 4)) / (n + z * z);
  const centre = (k + (z * z) / 2) / (n + z * z);
  return { value: p, low: centre - half, high: centre + half };
}

const minus = (text: string): string => text.replace('-', '−');

export const count = (value: number): string => minus(value.toLocaleString('en', { maximumFractionDigits: 0 }));

export const percent = (share: number, digits = 1): string => `${minus((share * 100).toFixed(digits))} %`;

/** A number to `digits` decimals; where it lies on the edge of two, either. */
export function rounded(value: number, digits: number): RegExp {
  const texts = [-1e-7, 1e-7].map((nudge) => minus((value + nudge).toFixed(digits)).replace('.', '\\.'));
  return new RegExp([...new Set(texts)].join('|'));
}

const toTenths = ({ low, high }: Interval): [number, number] => [Math.floor(low * 1000 + 1e-7) / 10 + 0, Math.ceil(high * 1000 - 1e-7) / 10 + 0];

/** A change in points with one decimal: the value without its sign, the ends away from each other. */
export function points(change: Interval): { value: RegExp; low: string; high: string } {
  const [low, high] = toTenths(change).map((end) => minus(end.toFixed(1)));
  return { value: rounded(Math.abs(change.value * 100), 1), low: low!, high: high! };
}

const signed = (value: number, shown: string): string => (Number(shown.replace('\\', '')) === 0 ? '' : value > 0 ? '\\+' : '−') + shown;

/** The same with signs, as `−0.3 −0.7 to +0.1`. */
export function signedPoints(change: Interval): RegExp {
  const value = rounded(Math.abs(change.value * 100), 1).source.split('|').map((shown) => signed(change.value, shown));
  const [low, high] = toTenths(change).map((end) => signed(end, Math.abs(end).toFixed(1)));
  return new RegExp(`^(${value.join('|')}) ${low} to ${high}$`);
}

/** `42.3 % 41.3 to 43.2` */
export function shareText(share: Interval): RegExp {
  const [value, low, high] = [share.value, share.low, share.high].map((x) => `(${rounded(100 * x, 1).source})`);
  return new RegExp(`^${value}\\s% ${low} to ${high}$`);
}
