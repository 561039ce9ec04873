import type { TFunction } from 'i18next';
import type { ClassLosses } from '../../analysis/classLosses';
import type { LossBins } from '../../charts/class-losses/geometry';
import { formatCount, formatSigned } from '../../locales/format';

/** The histogram of class losses with titles at its axes. */
export function lossBins(t: TFunction, { bins }: ClassLosses): LossBins & { x: string; y: string; format: (points: number) => string } {
  return { ...bins, x: t('remove.harmed.x'), y: t('remove.harmed.y'), format: (points) => formatSigned(points, Number.isInteger(bins.width) ? 0 : 1) };
}

/** The classes that pass Holm's correction, by name; or that there are too few images to name one. */
export function harmedText(t: TFunction, { classes }: ClassLosses, name: (id: number) => string): string {
  const named = classes.filter(({ adjusted }) => adjusted <= 0.05).sort((a, b) => a.adjusted - b.adjusted || a.id - b.id);
  if (named.length > 0) return t('remove.harmed.named', { list: named.map(({ id, n, lost, gained }) => t('remove.harmed.one', { name: name(id), lost: formatCount(lost), gained: formatCount(gained), n: formatCount(n) })).join('; ') });
  const sizes = classes.map(({ n }) => n);
  const [fewest, most] = [Math.min(...sizes), Math.max(...sizes)].map(formatCount);
  return t('remove.harmed.none', { images: fewest === most ? fewest : t('remove.harmed.range', { fewest, most }) });
}
