import type { TFunction } from 'i18next';
import { courses } from '../../analysis/evolution';
import type { Evolution } from '../../contracts';
import { formatPercent } from '../../locales/format';
import { stageOf } from '../gates/quick';
import { trainingShare } from './moment';

/** What is worth a sentence: a fifth of a block's class spread gone again. */
const FLATTENED = 0.2;

/** "0.3 to 1 %"; the unit once. */
function rangeText(t: TFunction, shares: readonly number[]): string {
  const [from, to] = [trainingShare(Math.min(...shares)), trainingShare(Math.max(...shares))];
  return from === to ? from : t('training.halfRange', { from: from.replace(/\s*%/, ''), to });
}

/** When classes began to differ, stage by stage, and which blocks flattened again. */
export function storyOf(t: TFunction, evolution: Evolution): string[] {
  const all = courses(evolution);
  // A block that has flattened may have come to half of the little that is left before any training.
  const atStart = all.filter(({ half }) => half === evolution.points[0]!.share);
  const stages = [...new Set(all.map(({ block }) => stageOf(block)))];
  const half = stages.flatMap((stage) => {
    const shares = all.filter((course) => stageOf(course.block) === stage && !atStart.includes(course)).flatMap(({ half }) => half ?? []);
    return shares.length > 0 ? [t('training.halfStage', { stage, share: rangeText(t, shares) })] : [];
  });
  const flattened = all
    .filter(({ fallen }) => fallen >= FLATTENED)
    .map(({ block, fallen, peak }) => t('training.flattenedBlock', { block, percent: formatPercent(fallen, 0), peak: trainingShare(peak) }));
  const came = [
    ...(half.length > 0 ? [t('training.half', { list: half.join(', ') })] : []),
    ...(atStart.length > 0 ? [t('training.halfAtStart', { blocks: atStart.map(({ block }) => block).join(', ') })] : []),
  ];
  return [
    ...(came.length > 0 ? [came.join(' ')] : []),
    flattened.length > 0 ? t('training.flattened', { list: flattened.join(', ') }) : t('training.noneFlattened'),
  ];
}
