import type { AblationRecord, Outcome, Setting } from '../contracts';
import { settingKey } from './outcome';
import { seededRandom } from './random';

/** In the place of a predicted class: this image was not run under this setting. */
export const NOT_RUN = 0xffff;

/** Predicted classes of the same images under several settings: recorded ones, or run here on whatever is labelled. */
export interface SettingDecisions {
  source: Outcome['source'] | 'set';
  /** All live at index 0. */
  settings: readonly Setting[];
  /** By setting, [n] each; `NOT_RUN` where an image was not run. */
  top1: readonly ArrayLike<number>[];
  /** [n] */
  labels: ArrayLike<number>;
  /** The images that anything is chosen on, and those that it is tested on, where that is settled. */
  halves?: readonly [found: Uint32Array, tested: Uint32Array];
}

/** What a change does to right and wrong on n images. */
export interface Flips {
  n: number;
  /** Right before, right after. */
  before: number;
  after: number;
  /** Turned from right to wrong, and from wrong to right. */
  lost: number;
  gained: number;
}

/** The recorded settings on all validation images; views, without a copy. A setting that comes twice is there once. */
export function recordedDecisions({ settings, images, top1, labels }: AblationRecord): SettingDecisions {
  const first = new Map<string, number>();
  for (const [s, setting] of settings.entries()) if (!first.has(settingKey(setting))) first.set(settingKey(setting), s);
  const kept = [...first.values()];
  return {
    source: 'recorded',
    settings: kept.map((s) => settings[s]!),
    top1: kept.map((s) => top1.subarray(s * images, (s + 1) * images)),
    labels,
  };
}

/** Flips from setting `from` to setting `to`, on all images or those listed, as far as both were run on them. */
export function flipsBetween({ top1, labels }: SettingDecisions, from: number, to: number, images?: ArrayLike<number>): Flips {
  const [was, is] = [top1[from]!, top1[to]!];
  const flips: Flips = { n: 0, before: 0, after: 0, lost: 0, gained: 0 };
  const count = images?.length ?? labels.length;
  for (let i = 0; i < count; i++) {
    const image = images ? images[i] : i;
    if (was[image] === NOT_RUN || is[image] === NOT_RUN) continue;
    flips.n++;
    const right = was[image] === labels[image];
    const stays = is[image] === labels[image];
    flips.before += Number(right);
    flips.after += Number(stays);
    flips.lost += Number(right && !stays);
    flips.gained += Number(!right && stays);
  }
  return flips;
}

/** Whether a setting was run on all of these images. */
export const isRunOn = (top1: ArrayLike<number>, images: Uint32Array): boolean => images.every((image) => top1[image] !== NOT_RUN);

/** The same decisions on some of the images. */
export function onImages({ source, settings, labels, top1 }: SettingDecisions, images: Uint32Array): SettingDecisions {
  const of = (values: ArrayLike<number>) => Uint16Array.from(images, (image) => values[image]!);
  return { source, settings, labels: of(labels), top1: top1.map(of) };
}

/** The flips of each setting from all live. */
export const flipsOfAll = (decisions: SettingDecisions, images?: ArrayLike<number>): Flips[] => decisions.settings.map((_, s) => flipsBetween(decisions, 0, s, images));

/** Two halves of the images, each with half of every class (odd ones in turn to either), by a seed; ascending. */
export function stratifiedHalves(labels: ArrayLike<number>, seed: number): [a: Uint32Array, b: Uint32Array] {
  const random = seededRandom(seed);
  const byClass = new Map<number, number[]>();
  for (let image = 0; image < labels.length; image++) {
    const own = byClass.get(labels[image]);
    if (own) own.push(image);
    else byClass.set(labels[image], [image]);
  }
  const halves: [number[], number[]] = [[], []];
  let turn = 0;
  for (const [, images] of [...byClass].sort(([a], [b]) => a - b)) {
    for (let last = images.length - 1; last > 0; last--) {
      const other = Math.floor(random() * (last + 1));
      [images[last], images[other]] = [images[other]!, images[last]!];
    }
    for (const image of images) halves[turn++ % 2]!.push(image);
  }
  return [Uint32Array.from(halves[0]).sort(), Uint32Array.from(halves[1]).sort()];
}

/** Places of the images that turn from right to wrong, and from wrong to right, from setting `from` to setting `to`, as `flipsBetween` counts them. */
export function flippedImages({ top1, labels }: SettingDecisions, from: number, to: number, images: ArrayLike<number> = Array.from(labels, (_, i) => i)): { lost: number[]; gained: number[] } {
  const [was, is] = [top1[from]!, top1[to]!];
  const flipped = Array.from(images).filter((image) => was[image] !== NOT_RUN && is[image] !== NOT_RUN && (was[image] === labels[image]) !== (is[image] === labels[image]));
  return { lost: flipped.filter((image) => was[image] === labels[image]), gained: flipped.filter((image) => is[image] === labels[image]) };
}
