import { studentTail } from './studentT';

/**
 * t below which a share `below` (0.5 to 1, without 1) of Student's distribution with `df` degrees of freedom lies.
 * @throws RangeError for other shares, and for df that isn't positive
 */
export function studentQuantile(below: number, df: number): number {
  if (!(below >= 0.5 && below < 1) || !(df > 0)) throw new RangeError(`no quantile of ${below} with ${df} degrees of freedom`);
  const outside = 2 * (1 - below);
  let [low, high] = [0, 2];
  while (studentTail(high, df) > outside) [low, high] = [high, high * 2];
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (studentTail(middle, df) > outside) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
