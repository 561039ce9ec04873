export interface PullLayout {
  /** Of the square of cells, px. */
  left: number;
  top: number;
  size: number;
  cell: number;
  width: number;
  height: number;
  /** Every how many blocks one is named. */
  step: number;
}

const room = { left: 46, top: 6, right: 8, bottom: 62 };
/** Side of the largest cell, and the room that a block's short name needs, px. */
const largest = 40;
const nameRoom = 30;

/** A square of n × n cells with names at the left and below. */
export function layoutPull(width: number, n: number): PullLayout {
  const cell = Math.max(1, Math.min(largest, (width - room.left - room.right) / Math.max(1, n)));
  const size = cell * n;
  return { left: room.left, top: room.top, size, cell, width, height: room.top + size + room.bottom, step: Math.max(1, Math.ceil(nameRoom / cell)) };
}

const bar = 120;

/** Where the colour scale's bar stands, under the middle of the square if its ends' words have room there, and within the width; its length gives way first to words that are long. */
export function layoutScale({ left, size, width }: PullLayout, [before, after]: readonly [number, number]): { x: number; length: number } {
  const length = Math.max(30, Math.min(bar, Math.floor(width - before - after)));
  return { x: Math.max(before, Math.min(left + size / 2 - length / 2, width - after - length)), length };
}

/** The cell under a point, in the upper half: from ≤ to. */
export function rangeAt({ left, top, cell }: PullLayout, n: number, x: number, y: number): { from: number; to: number } {
  const place = (at: number) => Math.min(n - 1, Math.max(0, Math.floor(at / cell)));
  const [row, column] = [place(y - top), place(x - left)];
  return { from: Math.min(row, column), to: column };
}
