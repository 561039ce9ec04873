/** Bytes a second over the last moments, and the time that the rest needs at that speed. */
export interface Speed {
  bytesPerSecond: number;
  /** Seconds. */
  left: number;
}

const WINDOW_MS = 5_000;
const FIRST_MS = 500;

/** Measures how fast something arrives. */
export function speedometer(): (fetched: number, missing: number, now: number) => Speed | undefined {
  let marks: { now: number; fetched: number }[] = [];
  return (fetched, missing, now) => {
    marks = [...marks.filter((mark, i) => now - mark.now <= WINDOW_MS || i === marks.length - 1), { now, fetched }];
    const first = marks[0]!;
    const elapsed = now - first.now;
    if (elapsed < FIRST_MS || fetched <= first.fetched) return undefined;
    const bytesPerSecond = ((fetched - first.fetched) / elapsed) * 1000;
    return { bytesPerSecond, left: missing / bytesPerSecond };
  };
}
