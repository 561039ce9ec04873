import { outward, tango } from './intervals';
import { Z95 } from './jackknife';
import type { Flips, SettingDecisions } from './settingDecisions';
import { flipsOfAll, stratifiedHalves } from './settingDecisions';

/**
 * Places that no other one beats: none costs as little or less and is worth as much or more, and one of them strictly.
 * From the costliest to the cheapest; of equal ones the first.
 */
export function paretoFront(points: readonly { cost: number; value: number }[]): number[] {
  const order = points.map((_, i) => i).sort((i, j) => points[i]!.cost - points[j]!.cost || points[j]!.value - points[i]!.value || i - j);
  const front: number[] = [];
  let best = -Infinity;
  for (const i of order) {
    if (!(points[i]!.value > best)) continue;
    best = points[i]!.value;
    front.push(i);
  }
  return front.reverse();
}

/** The settings in the order in which they are tested, each a place in the decisions, and the images that they are tested on. */
export interface RemovalPath {
  steps: readonly number[];
  /** chosen: on other images, before these decisions were recorded. halves: on half of these images, and `images` are the other half. */
  how: 'chosen' | 'halves';
  images?: Uint32Array;
}

/** As it is each time, so that a person who comes back finds the same halves. */
const SPLIT_SEED = 7;

/** The half of the images on which a path is found, and the other, on which what is said of it is tested. */
export const searchHalves = ({ labels, halves }: Pick<SettingDecisions, 'labels' | 'halves'>): readonly [found: Uint32Array, tested: Uint32Array] => halves ?? stratifiedHalves(labels, SPLIT_SEED);

/**
 * The way from the heaviest network to the lightest that is found on one class-stratified half of the images: the settings that none is
 * both lighter and better than there. What is said of them is tested on the other half.
 * @param costs of each setting
 * @param among places of the settings that are looked at: a family that was tried as a whole
 */
export function pathOnHalf(decisions: SettingDecisions, costs: readonly number[], among: readonly number[] = costs.map((_, s) => s)): RemovalPath {
  const [a, b] = searchHalves(decisions);
  const right = flipsOfAll(decisions, a).map(({ after }) => after);
  const front = paretoFront(among.map((s) => ({ cost: costs[s]!, value: right[s]! })));
  return { steps: front.map((i) => among[i]!).filter((s) => s !== 0), how: 'halves', images: b };
}

/** Whether the drawn 95 % interval of the change, rounded outward to tenths of a point, ends above −`limit` points. */
export function losesLess({ gained, lost, n }: Flips, limit: number): boolean {
  const { low, high } = tango(gained, lost, n);
  return outward(low * 100, high * 100, 1)[0] > -limit + 1e-9;
}

/**
 * Tests in a fixed order up to the first that fails, so that the chance of offering a setting that truly loses more than the limit stays
 * below 2.5 %, however many there are (Maurer, Hothorn and Lehmacher 1995).
 * @param limit points of top-1
 * @returns places among the steps: the last that passed, and the one that failed; either may be missing
 */
export function fixedSequence(steps: readonly Flips[], limit: number): { passed?: number; failed?: number } {
  const failed = steps.findIndex((flips) => !losesLess(flips, limit));
  const last = (failed < 0 ? steps.length : failed) - 1;
  return { ...(last >= 0 && { passed: last }), ...(failed >= 0 && { failed }) };
}

/** Standard normal quantile of 80 % power. */
const Z80 = 0.84;

/**
 * About how many images would show, four times in five, that the change loses less than `limit` points, were its shares of flips as seen:
 * (1.96 + 0.84)² (p_rw + p_wr − δ²) / (limit + δ)²; at least as many as a change without any flip needs. Undefined where none suffice:
 * as seen it loses as much as the limit, or more.
 */
export function imagesNeeded({ n, lost, gained }: Flips, limit: number): number | undefined {
  const change = (gained - lost) / n;
  const room = limit / 100 + change;
  if (!(room > 1e-12)) return undefined;
  const wanted = ((1.96 + Z80) ** 2 * ((lost + gained) / n - change ** 2)) / room ** 2;
  return Math.ceil(Math.max(wanted, Z95 ** 2 * (100 / limit - 1)) - 1e-9);
}
