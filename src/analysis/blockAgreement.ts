import { seededRandom } from './random';
import type { SettingDecisions } from './settingDecisions';
import { spearman } from './spearman';

/** Resamples of the images. */
export const RESAMPLES = 1000;
const SEED = 11;

/** Which settings an image flips under, as [place among the settings, +1 lost or −1 gained], flat: those of image i lie from start[i] to start[i + 1]. */
function sparseFlips({ top1, labels }: SettingDecisions, settings: readonly number[]): { start: Uint32Array; place: number[]; sign: number[] } {
  const start = new Uint32Array(labels.length + 1);
  const place: number[] = [];
  const sign: number[] = [];
  for (let i = 0; i < labels.length; i++) {
    const right = top1[0]![i] === labels[i];
    for (const [b, s] of settings.entries()) {
      const stays = top1[s]![i] === labels[i];
      if (right === stays) continue;
      place.push(b);
      sign.push(right ? 1 : -1);
    }
    start[i + 1] = place.length;
  }
  return { start, place, sign };
}

/**
 * Spearman's ρ between a value of each block and the images that it loses under a setting of its own, first of the images as they are,
 * then of one resample with replacement after another, without an end.
 * @param values of each block
 * @param settings the setting of each block, a place in the decisions
 */
export function* blockAgreement(values: readonly number[], decisions: SettingDecisions, settings: readonly number[]): Generator<number, never> {
  const n = decisions.labels.length;
  const { start, place, sign } = sparseFlips(decisions, settings);
  const random = seededRandom(SEED);
  const losses = new Float64Array(settings.length);
  for (let resample = 0; ; resample++) {
    losses.fill(0);
    for (let draw = 0; draw < n; draw++) {
      const image = resample === 0 ? draw : Math.floor(random() * n);
      for (let at = start[image]!; at < start[image + 1]!; at++) losses[place[at]!]! += sign[at]!;
    }
    yield spearman(values, losses);
  }
}
