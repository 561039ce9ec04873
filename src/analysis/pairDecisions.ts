import type { AblationRecord, Outcome } from '../contracts';
import type { Decisions } from './decisions';
import { liveOutcome } from './outcome';

/** Decisions on n images, with the truth of each in the network's own classes. */
export interface Judged extends Decisions {
  /** [n] */
  labels: ArrayLike<number>;
}

type ToB = readonly (number | undefined)[];

/** What a network with all gates live decided on the recorded validation images. */
export const recordedLive = ({ top1, rank, labels, images }: AblationRecord): Judged => ({ top1: top1.subarray(0, images), rank: rank.subarray(0, images), labels });

/** Whether the truth is the same at every place. That alone proves little: sets in the order of their classes agree too, so that the data must be the same as well. */
export function sameTruth(a: Judged, b: Judged, toB: ToB): boolean {
  return a.labels.length === b.labels.length && Array.from(a.labels).every((label, i) => toB[label] === b.labels[i]);
}

/** Those images whose truth is a class of the second network too. */
export function withinBoth({ labels, top1, rank }: Judged, toB: ToB): Judged {
  const kept = Array.from(labels).flatMap((label, i) => (toB[label] === undefined ? [] : [i]));
  const pick = (values: ArrayLike<number>) => kept.map((i) => values[i]!);
  return { labels: pick(labels), top1: pick(top1), rank: pick(rank) };
}

/** The first network before, the second after, on the same images; each judged among its own classes. Undefined where the truth differs anywhere. */
export function pairedNetworks(a: Judged, b: Judged, toB: ToB): Outcome | undefined {
  if (!sameTruth(a, b, toB)) return undefined;
  const top1 = Array.from(b.labels, (label, i) => (b.top1[i] === label ? a.labels[i]! : -1));
  return liveOutcome(a, { top1, rank: b.rank }, a.labels);
}

/** How many are right at first place and within the first five. */
export function rightOf({ labels, top1, rank }: Judged): { n: number; top1: number; top5: number } {
  const right = { n: labels.length, top1: 0, top5: 0 };
  for (let i = 0; i < labels.length; i++) {
    right.top1 += Number(top1[i] === labels[i]);
    right.top5 += Number(rank[i]! < 5);
  }
  return right;
}
