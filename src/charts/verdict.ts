import type { Estimate } from '../contracts';

/** loss: the whole interval lies below zero; gain: above; unclear: it touches or crosses zero. */
export type Verdict = 'loss' | 'gain' | 'unclear';

export function verdictOf({ low, high }: Pick<Estimate, 'low' | 'high'>): Verdict {
  if (high < 0) return 'loss';
  return low > 0 ? 'gain' : 'unclear';
}

/** `--loss`, `--accent` or `--neutral`; never the only sign, Mark gives each its shape. */
export const verdictColour: Record<Verdict, string> = {
  loss: 'var(--loss)',
  gain: 'var(--accent)',
  unclear: 'var(--neutral)',
};

/** Smallest of 1, 1.5, 2, 3, 5, 7.5 times a power of ten that is at least every |value|; 1 for nothing or zeros. */
export function niceLimit(values: Iterable<number>): number {
  let most = 0;
  for (const value of values) if (Number.isFinite(value)) most = Math.max(most, Math.abs(value));
  if (most === 0) return 1;
  const power = 10 ** Math.floor(Math.log10(most));
  const step = [1, 1.5, 2, 3, 5, 7.5, 10].find((s) => s * power >= most * (1 - 1e-12)) ?? 10;
  return step * power;
}
