/** Leaves of a cluster from left to right. */
interface Cluster {
  leaves: number[];
}

/**
 * Order of K things by average linkage (nearest-neighbour chain, O(K²)): members of a cluster stand together, and where two are
 * joined the ends that meet are the nearest of the four. Ties go to the lower index, so the same distances give the same order.
 * Things without a distance (NaN on the diagonal) stand at the end.
 * @param distances [K, K] flat, symmetric
 */
export function clusterOrder(distances: ArrayLike<number>, count: number): Uint32Array {
  const known = Array.from({ length: count }, (_, i) => i).filter((i) => !Number.isNaN(distances[i * count + i]));
  const unknown = Array.from({ length: count }, (_, i) => i).filter((i) => Number.isNaN(distances[i * count + i]));
  if (known.length === 0) return Uint32Array.from(unknown);
  return Uint32Array.from([...linked(distances, count, known), ...unknown]);
}

function linked(distances: ArrayLike<number>, count: number, known: readonly number[]): number[] {
  const n = known.length;
  const between = new Float64Array(n * n);
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) between[i * n + j] = distances[known[i] * count + known[j]];
  const clusters: (Cluster | undefined)[] = known.map((leaf) => ({ leaves: [leaf] }));
  const chain: number[] = [];
  for (let left = n; left > 1; ) {
    if (chain.length === 0) chain.push(clusters.findIndex((cluster) => cluster !== undefined));
    const tip = chain.at(-1)!;
    const before = chain.at(-2);
    const next = nearest(between, clusters, tip, before);
    if (next !== before) {
      chain.push(next);
      continue;
    }
    chain.length -= 2;
    merge(between, clusters, Math.min(tip, next), Math.max(tip, next), (a, b) => distances[a * count + b]);
    left--;
  }
  const leaves = clusters.find((cluster) => cluster !== undefined)!.leaves;
  return leaves[0] <= leaves.at(-1)! ? leaves : leaves.reverse();
}

/** The nearest other cluster; the chain's previous one where it is as near as any. */
function nearest(between: Float64Array, clusters: readonly (Cluster | undefined)[], from: number, preferred: number | undefined): number {
  let best = preferred ?? -1;
  let least = preferred === undefined ? Infinity : between[from * clusters.length + preferred];
  for (let i = 0; i < clusters.length; i++) {
    const distance = between[from * clusters.length + i];
    if (i !== from && clusters[i] && (distance < least || best < 0)) [best, least] = [i, distance];
  }
  return best;
}

function merge(between: Float64Array, clusters: (Cluster | undefined)[], a: number, b: number, leafDistance: (a: number, b: number) => number): void {
  const n = clusters.length;
  const [first, second] = [clusters[a]!.leaves, clusters[b]!.leaves];
  const weight = first.length / (first.length + second.length);
  for (let i = 0; i < n; i++) {
    if (!clusters[i] || i === a || i === b) continue;
    const average = weight * between[a * n + i] + (1 - weight) * between[b * n + i];
    between[a * n + i] = average;
    between[i * n + a] = average;
  }
  clusters[a] = { leaves: joined(first, second, leafDistance) };
  clusters[b] = undefined;
}

/** Two rows of leaves in one, turned so that the ends that meet are nearest. */
function joined(a: number[], b: number[], distance: (a: number, b: number) => number): number[] {
  const ways: [number, () => number[]][] = [
    [distance(a.at(-1)!, b[0]), () => [...a, ...b]],
    [distance(a.at(-1)!, b.at(-1)!), () => [...a, ...b.reverse()]],
    [distance(a[0], b[0]), () => [...a.reverse(), ...b]],
    [distance(a[0], b.at(-1)!), () => [...b, ...a]],
  ];
  return ways.reduce((best, way) => (way[0] < best[0] ? way : best))[1]();
}
