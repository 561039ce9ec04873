/** Holm's adjusted p (Scandinavian Journal of Statistics 6, 1979, 65) of each test, in the given order; at or below α are those that keep the chance of any false find below α, however the tests depend on each other. */
export function holm(p: ArrayLike<number>): Float64Array {
  const order = Uint32Array.from({ length: p.length }, (_, i) => i).sort((i, j) => p[i] - p[j]);
  const adjusted = new Float64Array(p.length);
  let most = 0;
  for (const [rank, test] of order.entries()) {
    most = Math.max(most, Math.min(1, p[test] * (p.length - rank)));
    adjusted[test] = most;
  }
  return adjusted;
}
