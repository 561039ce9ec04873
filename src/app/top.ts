export interface Ranked {
  index: number;
  value: number;
}

/** The n largest values with their indices, largest first; ties keep index order. */
export function top(values: Float32Array, n: number): Ranked[] {
  return Array.from(values, (value, index) => ({ index, value }))
    .sort((a, b) => b.value - a.value)
    .slice(0, n);
}

/** How many values exceed the one at `index`: 0 is first. */
export function rankOf(values: Float32Array, index: number): number {
  return values.reduce((count, value) => count + Number(value > values[index]!), 0);
}
