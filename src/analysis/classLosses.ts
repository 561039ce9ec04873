import { holm } from './holm';
import { NOT_RUN, type SettingDecisions } from './settingDecisions';

/** What a change does to the images of one class. */
export interface ClassLoss {
  id: number;
  n: number;
  lost: number;
  gained: number;
  /** Chance that so many images lose as much or more, were the same flips spread over all images whatever their class; and Holm's correction of it over the classes. */
  p: number;
  adjusted: number;
}

/** ln k! for k up to a limit. */
function logFactorials(limit: number): Float64Array {
  const logs = new Float64Array(limit + 1);
  for (let k = 2; k <= limit; k++) logs[k] = logs[k - 1]! + Math.log(k);
  return logs;
}

/**
 * Chance of each net change −m … m (gained − lost) of m images drawn from n without replacement, `lost` of which turned wrong and
 * `gained` right: the multivariate hypergeometric distribution, summed.
 */
export function netByChance(m: number, n: number, lost: number, gained: number, logs: Float64Array = logFactorials(n)): Float64Array {
  const chances = new Float64Array(2 * m + 1);
  const choose = (of: number, k: number) => logs[of]! - logs[k]! - logs[of - k]!;
  const rest = n - lost - gained;
  const all = choose(n, m);
  for (let l = 0; l <= Math.min(m, lost); l++) {
    for (let g = Math.max(0, m - l - rest); g <= Math.min(m - l, gained); g++) {
      chances[m + g - l]! += Math.exp(choose(lost, l) + choose(gained, g) + choose(rest, m - l - g) - all);
    }
  }
  return chances;
}

export interface ClassLosses {
  /** Those with images, by id. */
  classes: ClassLoss[];
  /** Bins of the net change in points, each `width` wide and one of them centred on zero: classes in each, and how many chance would bring. */
  bins: { width: number; range: [number, number]; counts: number[]; expected: number[] };
}

/** Which classes a setting harms, on all images or those listed as far as they were run, beside what the same flips would do to classes of that size by chance. */
export function classLosses({ top1, labels }: SettingDecisions, setting: number, images?: ArrayLike<number>): ClassLosses {
  const [was, is] = [top1[0]!, top1[setting]!];
  const byClass = new Map<number, ClassLoss>();
  const count = images?.length ?? labels.length;
  let n = 0;
  for (let at = 0; at < count; at++) {
    const i = images ? images[at] : at;
    if (was[i] === NOT_RUN || is[i] === NOT_RUN) continue;
    n++;
    const id = labels[i];
    const own = byClass.get(id) ?? { id, n: 0, lost: 0, gained: 0, p: 1, adjusted: 1 };
    byClass.set(id, own);
    own.n++;
    const [right, stays] = [was[i] === id, is[i] === id];
    own.lost += Number(right && !stays);
    own.gained += Number(!right && stays);
  }
  const classes = [...byClass.values()].sort((a, b) => a.id - b.id);
  const lost = classes.reduce((all, own) => all + own.lost, 0);
  const gained = classes.reduce((all, own) => all + own.gained, 0);
  const logs = logFactorials(n);
  const chances = new Map<number, Float64Array>();
  for (const { n: own } of classes) if (!chances.has(own)) chances.set(own, netByChance(own, n, lost, gained, logs));
  for (const own of classes) own.p = Math.min(1, sum(chances.get(own.n)!.subarray(0, own.n + own.gained - own.lost + 1)));
  const adjusted = holm(classes.map(({ p }) => p));
  for (const [k, own] of classes.entries()) own.adjusted = adjusted[k]!;
  return { classes, bins: binned(classes, chances) };
}

const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);

/** Chance that is worth a bin of its own, in classes. */
const SEEN = 0.02;

/** One image of a class of middling size is a bin. */
function binned(classes: readonly ClassLoss[], chances: ReadonlyMap<number, Float64Array>): ClassLosses['bins'] {
  const sizes = classes.map(({ n }) => n).sort((a, b) => a - b);
  const width = 100 / (sizes[Math.floor(sizes.length / 2)] ?? 1);
  const binOf = (net: number, n: number) => Math.round((100 * net) / n / width);
  const counts = new Map<number, number>();
  const expected = new Map<number, number>();
  const add = (into: Map<number, number>, bin: number, much: number) => into.set(bin, (into.get(bin) ?? 0) + much);
  for (const { n, lost, gained } of classes) {
    add(counts, binOf(gained - lost, n), 1);
    for (const [i, chance] of chances.get(n)!.entries()) add(expected, binOf(i - n, n), chance);
  }
  const shown = [0, ...counts.keys(), ...[...expected].filter(([, much]) => much >= SEEN).map(([bin]) => bin)];
  const [low, high] = [Math.min(...shown), Math.max(...shown)];
  const list = (from: Map<number, number>) => Array.from({ length: high - low + 1 }, (_, i) => from.get(low + i) ?? 0);
  return { width, range: [(low - 0.5) * width, (high + 0.5) * width], counts: list(counts), expected: list(expected) };
}
