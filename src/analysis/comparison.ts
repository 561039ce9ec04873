import type { AblationRecord, Setting } from '../contracts';
import type { Decisions, LiveDecisions } from './decisions';
import { recordedIndex } from './outcome';

export interface Comparison {
  /** Images compared. */
  n: number;
  /** Images whose predicted class or rank differs without a near tie to excuse it. */
  disagreements: number;
  /** Images that differ, excused by a near tie. */
  nearTies: number;
}

/**
 * Compares decisions made here with recorded ones on the same first n images. A different class is excused where the first two
 * logits, a different rank where another logit and the truth's, lie within twice the tolerance.
 * @param tolerance largest difference allowed on a logit (DESIGN.md: 1e-3 in fp32, 5e-2 in half precision)
 */
export function compareDecisions(live: LiveDecisions, recorded: Decisions, tolerance: number): Comparison {
  const n = live.top1.length;
  const limit = 2 * tolerance;
  const comparison = { n, disagreements: 0, nearTies: 0 };
  for (let i = 0; i < n; i++) {
    const otherClass = live.top1[i] !== recorded.top1[i];
    const otherRank = live.rank[i] !== recorded.rank[i];
    if (!otherClass && !otherRank) continue;
    const excused = (!otherClass || live.topGap[i] <= limit) && (!otherRank || live.truthGap[i] <= limit);
    if (excused) comparison.nearTies++;
    else comparison.disagreements++;
  }
  return comparison;
}

/** The record's decisions on the held-out images under a setting of the tail, or undefined when it has none. */
export function recordedHeldOut(record: AblationRecord, setting: Setting): Decisions | undefined {
  const index = recordedIndex(record, setting);
  if (index === undefined || index >= record.tailSettings) return undefined;
  const n = record.heldout.length;
  return {
    top1: record.heldoutTop1.subarray(index * n, (index + 1) * n),
    rank: record.heldoutRank.subarray(index * n, (index + 1) * n),
  };
}
