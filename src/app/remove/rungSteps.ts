import { type Flips, flipsBetween } from '../../analysis/settingDecisions';
import type { LadderCheck, Rung } from '../../contracts';

/** From what the block computes to nothing. */
const LADDER: readonly Rung[] = ['live', 'class', 'all', 'mean', 'ones'];
const CONTROLS: readonly Rung[] = ['other', 'shuffled'];

export interface RungStep {
  rung: Rung;
  /** Against live. */
  flips: Flips;
  /** Against the rung before; the first has none, nor have the controls. */
  step?: Flips;
}

/** What each rung does to right and wrong on the same images. */
export function rungSteps({ top1, labels }: Pick<LadderCheck, 'top1' | 'labels'>): RungStep[] {
  const rungs = [...LADDER, ...CONTROLS];
  const decisions = { source: 'live' as const, settings: rungs.map(() => ({})), top1: rungs.map((rung) => top1[rung]), labels };
  return rungs.map((rung, at) => ({ rung, flips: flipsBetween(decisions, 0, at), ...(at > 0 && at < LADDER.length && { step: flipsBetween(decisions, at - 1, at) }) }));
}
