/** Consecutive SE blocks, as places in depth, both included. */
export interface BlockRange {
  from: number;
  to: number;
}

/** Every run of consecutive blocks among n: single blocks first, then longer and longer ones, all of them last. */
export function blockRanges(n: number): BlockRange[] {
  return Array.from({ length: n }, (_, longer) => Array.from({ length: n - longer }, (__, from) => ({ from, to: from + longer }))).flat();
}

/**
 * How far a change moves one image from class a to class b: the change of logit b − logit a, which is the change of the
 * log-odds between the two (natural log), whatever the other classes do. Logits are [K].
 */
export function pull(before: ArrayLike<number>, after: ArrayLike<number>, { a, b }: { a: number; b: number }): number {
  return after[b]! - after[a]! - (before[b]! - before[a]!);
}
