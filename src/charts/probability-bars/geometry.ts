export interface ProbabilityRow {
  /** Index of the class. */
  id: number;
  label: string;
  before: number;
  /** Undefined: nothing was changed. */
  after?: number;
  /** The person's label for the image. */
  truth?: boolean;
}

/**
 * The classes to compare: the `count` most probable after the change, and those most probable
 * before it that fell out, by what they have now.
 */
export function topClasses(before: ArrayLike<number>, after: ArrayLike<number> | undefined, count = 5): number[] {
  const first = (values: ArrayLike<number>) =>
    Array.from({ length: values.length }, (_, id) => id)
      .sort((a, b) => values[b]! - values[a]! || a - b)
      .slice(0, count);
  const now = after ?? before;
  const kept = first(now);
  const fell = first(before).slice(0, 1).filter((id) => !kept.includes(id));
  return [...kept, ...fell].sort((a, b) => now[b]! - now[a]! || a - b);
}
