let count = 0;

/** A key that sorts behind every earlier one of this page, and differs from those of other pages. */
export function nextKey(): string {
  count += 1;
  return [Date.now().toString(36).padStart(9, '0'), String(count).padStart(6, '0'), Math.random().toString(36).slice(2, 8)].join('-');
}
