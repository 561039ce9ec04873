import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { classLosses } from '../../analysis/classLosses';
import { fixedSequence } from '../../analysis/removal';
import { ClassLosses } from '../../charts/class-losses/ClassLosses';
import { formatCount, formatFixed, formatSigned } from '../../locales/format';
import { useClassName } from '../classNames';
import { useAppState, useAppStore } from '../context';
import { useChosenSetting } from '../selectors';
import { TakeAway } from '../takeaway/TakeAway';
import { type Judged, shortSetting, usePlace } from './judged';

/** The chosen setting where it is judged, else the one that is offered, else the first that is not all live. */
function useShown(judged: Judged): number | undefined {
  const setting = useChosenSetting();
  const limit = useAppState((state) => state.removal.limit);
  const place = usePlace(judged, setting);
  const { passed = 0 } = fixedSequence(judged.steps, limit);
  return place || judged.path.steps[passed];
}

/** Whether a setting harms some classes more than others. */
export function HarmedPanel({ judged }: { judged: Judged }) {
  const { t } = useTranslation();
  const store = useAppStore();
  const name = useClassName();
  const at = useShown(judged);
  const losses = useMemo(() => (at === undefined ? undefined : classLosses(judged.decisions, at)), [judged, at]);
  if (at === undefined || !losses) return null;
  const { classes, bins } = losses;
  const named = classes.filter(({ adjusted }) => adjusted <= 0.05).sort((a, b) => a.adjusted - b.adjusted || a.id - b.id);
  const sizes = classes.map(({ n }) => n);
  const [fewest, most] = [Math.min(...sizes), Math.max(...sizes)].map(formatCount);
  const what = shortSetting(t, judged.decisions.settings[at]!, judged.plan.se);
  const title = t('remove.harmed.title');
  const points = (value: number) => formatSigned(value, Number.isInteger(bins.width) ? 0 : 1);
  const describe = (points: string, count: number, expected: number) => t('remove.harmed.bin', { points, count, classes: formatCount(count), expected: formatFixed(expected, 1) });
  const drawn = { ...bins, x: t('remove.harmed.x'), y: t('remove.harmed.y'), format: points };
  const worst = classes.reduce((a, b) => ((b.gained - b.lost) / b.n < (a.gained - a.lost) / a.n ? b : a));
  return (
    <section className="panel" aria-labelledby="harmed-title" data-testid="harmed">
      <div className="panelHead">
        <h2 id="harmed-title">
          {title} <span className="sub">{t('remove.harmed.sub', { what })}</span>
        </h2>
        <TakeAway of={title} make={async () => (await import('../takeaway/parts/remove')).harmedPart(store.getState(), judged, { at, losses, drawn, what })} />
      </div>
      <ClassLosses
        {...drawn}
        label={t('remove.harmed.label', { what })}
        summary={t('remove.harmed.summary', { classes: formatCount(classes.length), points: points((100 * (worst.gained - worst.lost)) / worst.n) })}
        legend={[t('remove.harmed.seen'), t('remove.harmed.chance')]}
        describe={describe}
      />
      <p className="harmedNames" data-testid="harmed-names">
        {named.length === 0
          ? t('remove.harmed.none', { images: fewest === most ? fewest : t('remove.harmed.range', { fewest, most }) })
          : t('remove.harmed.named', { list: named.map(({ id, n, lost, gained }) => t('remove.harmed.one', { name: name(id), lost: formatCount(lost), gained: formatCount(gained), n: formatCount(n) })).join('; ') })}
      </p>
      <p className="note">{t('remove.harmed.note')}</p>
    </section>
  );
}
