import { blockStatistics } from '../../analysis/statistics';
import { keptClasses } from '../../analysis/moments';
import { paperVerdicts } from '../../analysis/verdicts';
import type { Architecture, SavedSet } from '../../contracts';
import { DataError } from '../../data/error';
import { readProfile } from '../../data/profileFile';
import { checkBelow, readTensorFile } from '../../data/tensorFile';
import { buildPlan } from '../../network/plan';

/**
 * A result of a labelled set as `writeSavedSet` (src/export/savedSet.ts) writes it.
 * @throws DataError as `readProfile`; `set.noResult`; `set.otherNetwork`
 */
export function readSavedSet(bytes: ArrayBuffer, name: string, { fingerprint, architecture, size }: { fingerprint: string; architecture: Architecture; size: [number, number] }): SavedSet {
  const file = readTensorFile(bytes, name);
  const { network, set, hash = '' } = file.metadata;
  if (network === undefined || set === undefined) throw new DataError('set.noResult', { file: name });
  if (network !== fingerprint) throw new DataError('set.otherNetwork', { file: name });
  const se = buildPlan(architecture, size).blocks.filter(({ hidden }) => hidden !== undefined);
  const profile = readProfile(bytes, se, architecture.classes, name);
  if (keptClasses(profile.count).kept.length < 2) throw new DataError('set.few', { name: set });
  const labels = Uint16Array.from(file.integers('labels', [-1]).data);
  const n = labels.length;
  const top1 = Uint16Array.from(file.integers('top1', [n]).data);
  const rank = Uint8Array.from(file.integers('rank', [n]).data);
  checkBelow(file, 'labels', labels, architecture.classes);
  checkBelow(file, 'top1', top1, architecture.classes);
  return {
    name: set,
    hash,
    estimate: {
      done: n,
      total: n,
      n,
      top1: labels.filter((label, i) => top1[i] === label).length,
      top5: rank.filter((place) => place < 5).length,
      unreadable: { count: 0, names: [] },
      repeated: 0,
      profile: { profile, statistics: blockStatistics(profile), verdicts: paperVerdicts(profile) },
      decisions: { labels, top1, rank },
    },
  };
}
