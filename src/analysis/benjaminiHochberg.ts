/**
 * Adjusted p after Benjamini and Hochberg (JRSS B 57, 1995, 289), in the given order: listing what lies at or below q keeps the
 * expected share of false finds among the listed at or below q.
 */
export function benjaminiHochberg(p: ArrayLike<number>): Float64Array {
  const order = Uint32Array.from({ length: p.length }, (_, i) => i).sort((i, j) => p[i] - p[j]);
  const adjusted = new Float64Array(p.length);
  let least = 1;
  for (let rank = order.length - 1; rank >= 0; rank--) {
    least = Math.min(least, (p[order[rank]] * p.length) / (rank + 1));
    adjusted[order[rank]] = least;
  }
  return adjusted;
}
