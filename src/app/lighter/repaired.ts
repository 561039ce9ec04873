import type { TFunction } from 'i18next';
import { tango } from '../../analysis/intervals';
import type { Repaired } from '../../contracts';
import { formatCount } from '../../locales/format';
import { changeText } from '../gates/outcomeText';

/** A repair on the person's images: what each is taken for with all gates live, and what they say it is, where that is known. */
export interface RepairedHere extends Repaired {
  live: readonly (number | undefined)[];
  labels: readonly (number | undefined)[];
}

interface Counts {
  n: number;
  before: number;
  after: number;
  /** Wrong as it is and right repaired, and the other way. */
  gained: number;
  lost: number;
}

/** How many images get the class that they have with all gates live, and of the labelled ones the right one: as it is, and repaired. */
export function repairCounts({ statistics, before, after, live, labels }: RepairedHere): { images: number; layers: number; same: Counts; labelled: Counts } {
  return { images: before.length, layers: Object.keys(statistics).length, same: countsOf(before, after, live), labelled: countsOf(before, after, labels) };
}

/** What a repair does to the images that it was done on. */
export function repairText(t: TFunction, repaired: RepairedHere): string {
  const { layers, same, labelled: { n, before, after, gained, lost } } = repairCounts(repaired);
  const counted = t('lighter.repair.same', { layers: formatCount(layers), n: formatCount(same.n), before: formatCount(same.before), after: formatCount(same.after) });
  if (n === 0) return counted;
  return `${counted} ${t('lighter.repair.labelled', { n: formatCount(n), before: formatCount(before), after: formatCount(after), change: changeText(t, tango(gained, lost, n)) })}`;
}

function countsOf(before: ArrayLike<number>, after: ArrayLike<number>, wanted: readonly (number | undefined)[]): Counts {
  const counts: Counts = { n: 0, before: 0, after: 0, gained: 0, lost: 0 };
  for (const [i, right] of wanted.entries()) {
    if (right === undefined) continue;
    const [was, is] = [before[i] === right, after[i] === right];
    counts.n++;
    counts.before += Number(was);
    counts.after += Number(is);
    counts.gained += Number(!was && is);
    counts.lost += Number(was && !is);
  }
  return counts;
}
