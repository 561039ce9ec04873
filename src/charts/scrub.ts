/** Where a key moves a position in a row of `count`: arrows by one, Page keys by a tenth, Home and End to the ends. Undefined for other keys. */
export function scrubTo(key: string, at: number, count: number): number | undefined {
  const page = Math.max(1, Math.round(count / 10));
  const to: Record<string, number> = {
    ArrowLeft: at - 1,
    ArrowRight: at + 1,
    PageDown: at - page,
    PageUp: at + page,
    Home: 0,
    End: count - 1,
  };
  const next = to[key];
  return next === undefined ? undefined : Math.min(count - 1, Math.max(0, next));
}
