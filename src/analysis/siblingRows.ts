import type { BlockId, Setting, SiblingRow } from '../contracts';
import { settingKey } from './outcome';

/** The row that has SE wherever another row has it, if there is one. */
export function fullRow(rows: readonly SiblingRow[]): SiblingRow | undefined {
  return rows.find(({ blocks }) => rows.every((row) => row.blocks.every((block) => blocks.includes(block))));
}

/** Blocks with SE in `full` but not in `row`. */
export function withoutBlocks(full: SiblingRow, row: SiblingRow): BlockId[] {
  return full.blocks.filter((block) => !row.blocks.includes(block));
}

/** Top-1 of each seed of `full` after `blocks` were removed without training again, in the order of its runs; undefined where a seed has no record of that. */
export function removedAfter(full: SiblingRow, blocks: readonly BlockId[], mode: 'frozen' | 'off'): number[] | undefined {
  const key = settingKey(Object.fromEntries(blocks.map((block) => [block, mode])) as Setting);
  const found = full.runs.map(({ tail }) => tail.find(({ setting }) => settingKey(setting) === key)?.top1);
  return found.every((top1) => top1 !== undefined) ? found : undefined;
}
