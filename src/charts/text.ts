/** Width of a text in pixels, estimated without a page: wide letters (CJK) one em, others 0.6 em. */
export function textWidth(text: string, size: number): number {
  let ems = 0;
  for (const letter of text) ems += letter.codePointAt(0)! >= 0x1100 ? 1 : 0.6;
  return ems * size;
}

/** As much of a text as `room` px have, with an ellipsis where that isn't all. */
export function cutText(text: string, size: number, room: number): string {
  if (textWidth(text, size) <= room) return text;
  const letters = [...text];
  while (letters.length > 0 && textWidth(`${letters.join('')}…`, size) > room) letters.pop();
  return `${letters.join('').trimEnd()}…`;
}

/**
 * Moves labels apart until neighbours are `gap` from one another, keeping their order and staying
 * within [low, high] where they fit. Returns the new positions in the given order.
 */
export function spreadLabels(wanted: readonly number[], gap: number, low: number, high: number): number[] {
  const order = wanted.map((_, index) => index).sort((a, b) => wanted[a]! - wanted[b]!);
  const placed: number[] = [];
  for (const index of order) placed.push(Math.max(wanted[index]!, (placed.at(-1) ?? low - gap) + gap));
  let limit = high;
  for (let i = placed.length - 1; i >= 0; i--) {
    placed[i] = Math.min(placed[i]!, limit);
    limit = placed[i]! - gap;
  }
  const result = Array.from<number>({ length: wanted.length });
  for (const [rank, index] of order.entries()) result[index] = placed[rank]!;
  return result;
}

/**
 * Which labels of a row are kept so that none touch: the firsts of each group before the others,
 * then every k-th of a group. `at` are centres in pixels, `widths` the labels' widths.
 */
export function thinLabels(at: readonly number[], widths: readonly number[], groups: readonly unknown[], gap = 5): boolean[] {
  const kept = at.map(() => false);
  const free = (i: number) =>
    kept.every((keep, j) => !keep || i === j || Math.abs(at[i]! - at[j]!) >= (widths[i]! + widths[j]!) / 2 + gap);
  const step = at.length > 1 ? Math.abs(at[1]! - at[0]!) : Infinity;
  const every = Math.max(1, Math.ceil((Math.max(0, ...widths) + gap) / step));
  const within: number[] = [];
  for (const [i, group] of groups.entries()) within.push(i > 0 && groups[i - 1] === group ? within[i - 1]! + 1 : 0);
  for (const [i, rank] of within.entries()) if (rank === 0 && free(i)) kept[i] = true;
  for (const [i, rank] of within.entries()) if (rank % every === 0 && free(i)) kept[i] = true;
  return kept;
}
