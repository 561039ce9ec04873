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

/** Rank among `count` channels drawn side by side from `left` to `right`, under px; the first or the last one beyond the ends. */
export function rankAt({ left, right }: { left: number; right: number }, count: number, px: number): number {
  const rank = Math.floor(((px - left) / (right - left)) * count);
  return Math.min(count - 1, Math.max(0, rank));
}
