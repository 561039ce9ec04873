import { Button, Progress } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { wilson } from '../../analysis/intervals';
import { ChangeInterval } from '../../charts/change-interval/ChangeInterval';
import type { Outcome } from '../../contracts';
import { formatCount, formatFixed, formatPercent } from '../../locales/format';
import { useAppState, useAppStore, useSession } from '../context';
import { TakeAway } from '../takeaway/TakeAway';
import { dataOf, type Ground, groundsOf } from './accuracy';
import { NetworkMark } from './NetworkMark';
import { secondSetOf, type Two } from './sides';
import { changeInPoints, pairedSentence, pointsWord } from './words';

function Share({ right, n }: { right: number; n: number }) {
  const { t } = useTranslation();
  const { value, low, high } = wilson(right, n);
  return (
    <td>
      {formatPercent(value)}
      <small>{t('outcome.table.interval', { low: formatFixed(100 * low, 1), high: formatFixed(100 * high, 1) })}</small>
    </td>
  );
}

function Each({ ground, two }: { ground: Ground; two: Two }) {
  const { t } = useTranslation();
  return (
    <table className="numbers pairAccuracy">
      <thead>
        <tr>
          <th scope="col">
            <span className="visuallyHidden">{t('siblings.network')}</span>
          </th>
          <th scope="col">{t('siblings.top1')}</th>
          <th scope="col">{t('siblings.top5')}</th>
        </tr>
      </thead>
      <tbody>
        {[two.a, two.b].map((side) => {
          const right = ground[side.key];
          return (
            <tr key={side.key}>
              <th scope="row">
                <NetworkMark side={side.key} /> <span className="visuallyHidden">{side.label} </span>
                {right && <small>{t('pair.accuracy.images', { n: formatCount(right.n) })}</small>}
              </th>
              {(['top1', 'top5'] as const).map((key) => (right ? <Share key={key} right={right[key]} n={right.n} /> : <td key={key}>–</td>))}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function Paired({ ground: { key }, outcome, two }: { ground: Ground; outcome: Outcome; two: Two }) {
  const { t } = useTranslation();
  const sentence = pairedSentence(t, two, outcome);
  return (
    <>
      <p className="outcome" data-testid={`paired-${key}`}>
        {sentence}
      </p>
      <ChangeInterval estimate={changeInPoints(outcome)} label={sentence} noChange={t('pair.accuracy.noChange')} ends={(limit) => [pointsWord(t, -limit), pointsWord(t, limit)]} />
      <p className="note">{t('pair.accuracy.flips', { lost: formatCount(outcome.lost), gained: formatCount(outcome.gained), a: two.a.label, b: two.b.label })}</p>
      <p className="note">{t(`pair.accuracy.rests.${key}`, { data: dataOf(two.a.manifest) })}</p>
    </>
  );
}

/** Runs the person's labelled set through the second network as well. */
function SetRun({ two }: { two: Two }) {
  const { t } = useTranslation();
  const session = useSession();
  const runnable = useAppState((state) => state.dataset?.runnable === true);
  const measured = useAppState((state) => state.dataset?.estimate?.decisions !== undefined);
  const set = useAppState(secondSetOf);
  const second = () => session.second();
  if (!runnable || !measured) return null;
  if (set?.running) {
    const { done, total } = set.estimate ?? { done: 0, total: 0 };
    const part = total > 0 ? done / total : 0;
    return (
      <div className="checking" role="status">
        <Progress value={100 * part} aria-label={t('pair.accuracy.running', { percent: formatPercent(part, 0) })} />
        <span className="small">{t('pair.accuracy.running', { percent: formatPercent(part, 0) })}</span>
        <Button size="compact-xs" variant="default" onClick={() => void second().then((one) => one.pauseSet())}>
          {t('common.cancel')}
        </Button>
      </div>
    );
  }
  if (set?.estimate?.decisions) return null;
  return (
    <Button size="compact-sm" variant="light" onClick={() => void second().then((one) => one.runSet())}>
      {t('pair.accuracy.run', { name: two.b.label })}
    </Button>
  );
}

/** How often both are right: each with its interval, the difference on the same images. */
export function AccuracyPanel({ two }: { two: Two }) {
  const { t } = useTranslation();
  const store = useAppStore();
  const images = useAppState((state) => state.images);
  const dataset = useAppState((state) => state.dataset);
  const set = useAppState(secondSetOf);
  const first = dataset?.estimate?.decisions;
  const other = set?.estimate?.decisions;
  const grounds = useMemo(() => groundsOf(two, { first, second: other }, images), [two, first, other, images]);
  const title = t('pair.accuracy.title');
  const nameOf = ({ key }: Ground) => t(`pair.accuracy.grounds.${key}`, { name: dataset?.summary.name ?? '' });
  return (
    <section className="panel" aria-labelledby="pair-accuracy-title" data-testid="pair-accuracy">
      <div className="panelHead">
        <h2 id="pair-accuracy-title">{title}</h2>
        <TakeAway of={title} make={async () => (await import('../takeaway/parts/pair')).accuracyPart(store.getState(), two, grounds.map((ground) => ({ ground, name: nameOf(ground) })))} />
      </div>
      {grounds.length === 0 && <p className="note">{t('pair.accuracy.none')}</p>}
      {grounds.map((ground) => (
        <div key={ground.key} data-ground={ground.key}>
          <h3>{nameOf(ground)}</h3>
          {ground.outcome && <Paired ground={ground} outcome={ground.outcome} two={two} />}
          <Each ground={ground} two={two} />
          {ground.why && <p className="note">{t(`pair.accuracy.why.${ground.why}`)}</p>}
        </div>
      ))}
      <SetRun two={two} />
      {two.a.manifest.classes.length !== two.b.manifest.classes.length && <p className="note">{t('pair.accuracy.ownClasses')}</p>}
      <p className="note">{t('pair.accuracy.small')}</p>
    </section>
  );
}
