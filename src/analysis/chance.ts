import type { BlockProfile } from '../contracts';
import { blockMoments, meanOf } from './moments';

/** By how much class means of one block would differ were all classes alike: √ mean over channels and classes of s_kc² / n_k. Class spread has it subtracted. */
export function chanceSpread(profile: BlockProfile, count: Uint32Array): number {
  const { noise, channels } = blockMoments(profile, count);
  return Math.sqrt(meanOf(noise) / channels);
}
