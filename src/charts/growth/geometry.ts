/** Bars' lengths on one scale from zero: shares of the largest. */
export function shares(values: readonly number[]): number[] {
  const most = Math.max(...values, 0);
  return values.map((value) => (most > 0 ? value / most : 0));
}
