import { type Judged, pairedNetworks, recordedLive, rightOf, sameTruth, withinBoth } from '../../analysis/pairDecisions';
import type { ImageResult, Manifest, Outcome, SetEstimate } from '../../contracts';
import type { ImageEntry } from '../../store/store';
import { rankOf, top } from '../top';
import type { Two } from './sides';

/** Which images: validation images as recorded, the person's labelled set, the images that they labelled. */
export type GroundKey = 'recorded' | 'set' | 'own';

/** Why two accuracies are not on the same images: other data, another number of images, another truth at some place. */
export type WhyNot = 'data' | 'length' | 'truth';

type Right = ReturnType<typeof rightOf>;

/** What is known of both networks on some images; paired where the images are the same. */
export interface Ground {
  key: GroundKey;
  a?: Right;
  b?: Right;
  outcome?: Outcome;
  why?: WhyNot;
}

/** The data that the validation images are from, in the words of model.json. */
export const dataOf = ({ provenance }: Manifest): string => (typeof provenance.data === 'string' ? provenance.data.trim() : '');

function recordedGround({ a, b, classes }: Two): Ground | undefined {
  const [first, second] = [a.record && recordedLive(a.record), b.record && recordedLive(b.record)];
  if (!first && !second) return undefined;
  const ground: Ground = { key: 'recorded', ...(first && { a: rightOf(first) }), ...(second && { b: rightOf(second) }) };
  if (!first || !second) return ground;
  if (dataOf(a.manifest) === '' || dataOf(a.manifest) !== dataOf(b.manifest)) return { ...ground, why: 'data' };
  if (first.labels.length !== second.labels.length) return { ...ground, why: 'length' };
  if (!sameTruth(first, second, classes.toB)) return { ...ground, why: 'truth' };
  return { ...ground, outcome: pairedNetworks(first, second, classes.toB)! };
}

type SetDecisions = SetEstimate['decisions'];

function setGround({ classes }: Two, first: SetDecisions, second: SetDecisions): Ground | undefined {
  if (!first) return undefined;
  if (!second) return { key: 'set', a: rightOf(first) };
  const within = withinBoth(first, classes.toB);
  const outcome = pairedNetworks(within, second, classes.toB);
  return { key: 'set', a: rightOf(within), b: rightOf(second), ...(outcome ? { outcome } : { why: within.labels.length === second.labels.length ? 'truth' : 'length' }) };
}

/** Rank as records have it: 255 is that or more. */
function judged(results: readonly ImageResult[], labels: readonly number[]): Judged {
  return { labels, top1: results.map(({ probabilities }) => top(probabilities, 1)[0]!.index), rank: results.map(({ logits }, i) => Math.min(255, rankOf(logits, labels[i]!))) };
}

function ownGround({ a, b, classes }: Two, images: readonly ImageEntry[]): Ground | undefined {
  const both = images.flatMap(({ id, label, origin }) => {
    const [first, second] = [a.resultOf(id), b.resultOf(id)];
    const other = label === undefined ? undefined : classes.toB[label];
    return first && second && other !== undefined && origin !== 'camera' ? [{ first, second, label: label!, other }] : [];
  });
  if (both.length === 0) return undefined;
  const first = judged(both.map((one) => one.first), both.map(({ label }) => label));
  const second = judged(both.map((one) => one.second), both.map(({ other }) => other));
  return { key: 'own', a: rightOf(first), b: rightOf(second), outcome: pairedNetworks(first, second, classes.toB)! };
}

/** What is known of the two networks' accuracy, the strongest first. */
export function groundsOf(two: Two, set: { first: SetDecisions; second: SetDecisions }, images: readonly ImageEntry[]): Ground[] {
  return [recordedGround(two), setGround(two, set.first, set.second), ownGround(two, images)].filter((ground) => ground !== undefined);
}
