import i18next from 'i18next';
import { enoughFor, type Member, provisionalProfile } from '../../analysis/provisional';
import { blockStatistics } from '../../analysis/statistics';
import type { BlockStatistics, Profile } from '../../contracts';
import type { State } from '../../store/store';
import { planOf } from '../selectors';

const bestOf = (probabilities: Float32Array): number => probabilities.reduce((best, value, id) => (value > probabilities[best]! ? id : best), 0);

/** Images with a result, all gates live, each with its label, else the class that it is taken for. */
export function membersOf({ images, imageResults }: Pick<State, 'images' | 'imageResults'>): Member[] {
  return images.flatMap(({ id, label, origin }) => {
    const live = imageResults[id]?.live;
    return live && origin !== 'camera' ? [{ label: label ?? bestOf(live.probabilities), excitation: live.excitation }] : [];
  });
}

/** A profile of the person's images; undefined where they are too few. */
export function provisionalOf(state: State): { profile: Profile; statistics: BlockStatistics[] } | undefined {
  const members = membersOf(state);
  const { manifest } = state;
  if (!manifest || !enoughFor(members.map(({ label }) => label))) return undefined;
  const { se, classes } = manifest.architecture;
  const classCount = new Set(members.map(({ label }) => label)).size;
  const images = `${i18next.t('network.images', { count: members.length })}, ${i18next.t('network.classes', { count: classCount })}`;
  const profile = provisionalProfile(members, planOf(manifest).se, { classes, excitation: se.excitation, images });
  return { profile, statistics: blockStatistics(profile) };
}
