import type { BlockId, Setting } from '../../contracts';

/** One setting's turn in a round over one chunk of images. */
export interface Scheduled {
  /** Place among the settings that were given. */
  at: number;
  /** Place of the first block in which it differs from the setting before it; −1: it runs from the image. */
  from: number;
  /** Places of the blocks whose states later settings start from. */
  keep: number[];
  /** No later setting starts where it does. */
  forget: boolean;
}

const modes = ['live', 'frozen', 'off'] as const;

/**
 * The order in which settings share most: those with the same first gates behind one another, so that each starts where it parts from the one before, and
 * at most one state of each block is stored at a time.
 * @param blocks in depth
 */
export function scheduleSettings(blocks: readonly BlockId[], settings: readonly Setting[]): Scheduled[] {
  const rank = (setting: Setting, level: number) => modes.indexOf(setting[blocks[level]!] ?? 'live');
  const parting = (a: Setting, b: Setting) => blocks.findIndex((_, level) => rank(a, level) !== rank(b, level));
  const order = settings.map((_, at) => at).sort((a, b) => {
    const level = parting(settings[a]!, settings[b]!);
    return level < 0 ? a - b : rank(settings[a]!, level) - rank(settings[b]!, level);
  });
  const from = order.map((at, i) => (i === 0 ? -1 : Math.max(0, parting(settings[order[i - 1]!]!, settings[at]!))));
  return order.map((at, i) => {
    const keep = neededBehind(from, i);
    return { at, from: from[i]!, keep, forget: from[i]! >= 0 && !keep.includes(from[i]!) };
  });
}

/** Levels that settings behind the i-th start from while they still have its gates before them. */
function neededBehind(from: readonly number[], i: number): number[] {
  const levels = new Set<number>();
  let shallowest = Infinity;
  for (const level of from.slice(i + 1)) {
    if (level <= shallowest) levels.add(level);
    shallowest = Math.min(shallowest, level);
  }
  return [...levels];
}
