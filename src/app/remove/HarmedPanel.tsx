import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { classLosses } from '../../analysis/classLosses';
import { fixedSequence } from '../../analysis/removal';
import { ClassLosses } from '../../charts/class-losses/ClassLosses';
import { formatCount, formatFixed } from '../../locales/format';
import { useClassName } from '../classNames';
import { useAppState, useAppStore } from '../context';
import { useChosenSetting } from '../selectors';
import { TakeAway } from '../takeaway/TakeAway';
import { Flipped } from './Flipped';
import { harmedText, lossBins } from './harmed';
import { type Judged, shortSetting, usePlace } from './judged';

/** The chosen setting where it is judged, else the one that is offered, else the first that is not all live. */
function useShown(judged: Judged): number | undefined {
  const setting = useChosenSetting();
  const limit = useAppState((state) => state.removal.limit);
  const place = usePlace(judged, setting);
  const { passed = 0 } = fixedSequence(judged.steps, limit);
  return place || judged.path.steps[passed];
}

/** A setting of the path that was found on one's own images is looked at on those that didn't find it. */
const testedOn = ({ decisions, path }: Judged, at: number) => (decisions.source === 'set' && path.steps.includes(at) ? path.images : undefined);

/** Whether a setting harms some classes more than others. */
export function HarmedPanel({ judged }: { judged: Judged }) {
  const { t } = useTranslation();
  const store = useAppStore();
  const name = useClassName();
  const at = useShown(judged);
  const losses = useMemo(() => (at === undefined ? undefined : classLosses(judged.decisions, at, testedOn(judged, at))), [judged, at]);
  if (at === undefined || !losses || losses.classes.length === 0) return null;
  const { classes } = losses;
  const what = shortSetting(t, judged.decisions.settings[at]!, judged.plan.se);
  const title = t('remove.harmed.title');
  const describe = (points: string, count: number, expected: number) => t('remove.harmed.bin', { points, count, classes: formatCount(count), expected: formatFixed(expected, 1) });
  const drawn = lossBins(t, losses);
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
        summary={t('remove.harmed.summary', { classes: formatCount(classes.length), points: drawn.format((100 * (worst.gained - worst.lost)) / worst.n) })}
        legend={[t('remove.harmed.seen'), t('remove.harmed.chance')]}
        describe={describe}
      />
      <p className="harmedNames" data-testid="harmed-names">
        {harmedText(t, losses, name)}
      </p>
      <p className="note">{t('remove.harmed.note')}</p>
      {judged.decisions.source === 'set' && <Flipped judged={judged} at={at} images={testedOn(judged, at)} />}
    </section>
  );
}
