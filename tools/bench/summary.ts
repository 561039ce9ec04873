/** Of repeated measurements. */
export interface Summary {
  median: number;
  low: number;
  high: number;
  /** Of low and high: all values where they are few, else the middle half. */
  spread: 'min–max' | 'quartiles';
}

const FEW = 12;

export function summarise(values: readonly number[]): Summary {
  if (values.length === 0 || values.some((value) => !Number.isFinite(value))) throw new Error(`not measurements: ${values.join(', ')}`);
  const few = values.length <= FEW;
  return {
    median: quantile(values, 0.5),
    low: quantile(values, few ? 0 : 0.25),
    high: quantile(values, few ? 1 : 0.75),
    spread: few ? 'min–max' : 'quartiles',
  };
}

/** Linear between the sorted values. */
function quantile(values: readonly number[], p: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const at = p * (sorted.length - 1);
  const below = sorted[Math.floor(at)]!;
  return below + (sorted[Math.ceil(at)]! - below) * (at - Math.floor(at));
}
