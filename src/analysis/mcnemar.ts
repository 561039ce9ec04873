/** Exact two-sided p of McNemar's test (Psychometrika 12, 1947): `gained` turned right and `lost` turned wrong, were both as likely. 1 where nothing flipped. */
export function mcnemar(gained: number, lost: number): number {
  const n = gained + lost;
  const fewer = Math.min(gained, lost);
  let log = -n * Math.LN2;
  let sum = 0;
  for (let k = 0; k <= fewer; k++) {
    sum += Math.exp(log);
    log += Math.log((n - k) / (k + 1));
  }
  return Math.min(1, 2 * sum);
}
