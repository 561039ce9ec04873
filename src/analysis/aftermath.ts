import type { Aftermath, BlockId, Estimate, Setting, Siblings, Turned } from '../contracts';
import { changeInPoints } from './intervals';
import { seedDifference } from './seeds';
import { fullRow, withoutBlocks } from './siblingRows';
import { spearman } from './spearman';

/** As it is, with batch norms taken anew, trained on for an epoch, and trained without these blocks from the start. */
export type Fate = 'asItIs' | 'repaired' | 'finetuned' | 'without';
export const FATES: readonly Fate[] = ['asItIs', 'repaired', 'finetuned', 'without'];

export interface Fates {
  setting: Setting;
  /** Change of top-1 in points, with its 95 % interval, against the same with all gates live: Tango's on the same images, of siblings over their seeds. */
  changes: Partial<Record<Fate, Estimate>>;
}

const points = ({ gained, lost }: Turned, n: number): Estimate => changeInPoints(gained, lost, n);

/** Siblings that lack just these blocks against those that have all. */
function trainedWithout(siblings: Siblings | undefined, blocks: readonly BlockId[]): Estimate | undefined {
  const full = siblings && fullRow(siblings.rows);
  const row = full && siblings.rows.find((one) => one !== full && withoutBlocks(full, one).join() === full.blocks.filter((block) => blocks.includes(block)).join());
  if (!full || !row) return undefined;
  const top1 = ({ runs }: typeof row) => runs.map((run) => 100 * run.top1);
  return seedDifference(top1(row), top1(full), siblings.rows.map(top1));
}

/** Up to four fates of each setting. */
export function fatesOf({ n, rows }: Aftermath, siblings: Siblings | undefined): Fates[] {
  return rows.map(({ setting, asItIs, repaired, finetuned }) => {
    const without = trainedWithout(siblings, Object.keys(setting) as BlockId[]);
    return { setting, changes: { asItIs: points(asItIs, n), ...(repaired && { repaired: points(repaired, n) }), finetuned: points(finetuned, n), ...(without && { without }) } };
  });
}

/** Spearman's ρ over settings of what they lose as they are with what they lose after training on: does the first foretell the second? NaN below two settings. */
export function foretold(fates: readonly Fates[]): number {
  const of = (fate: Fate) => fates.map(({ changes }) => changes[fate]!.value);
  return spearman(of('asItIs'), of('finetuned'));
}
