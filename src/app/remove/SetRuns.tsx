import { Button, Progress } from '@mantine/core';
import type { TFunction } from 'i18next';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { nextRound, roundsAhead, testRound } from '../../analysis/removalSearch';
import type { Plan } from '../../contracts';
import { formatCount, formatPercent } from '../../locales/format';
import type { LabelledState, Study, StudyRun } from '../../store/store';
import { useAppState, useLateAppState, useSession } from '../context';
import { imagesOf, isEnough } from '../dataset/dataset';
import { usePlan } from '../selectors';
import { aloneRound, aloneSettings, likelyOrder, searchState, workOf } from './studyState';

/** Below that a guess at the time left would be worth nothing, ms. */
const EARLIEST_GUESS = 1_500;

/** "40 s", "3 min", "2 h" */
export function durationText(t: TFunction, seconds: number): string {
  if (seconds < 90) return t('remove.set.seconds', { value: formatCount(Math.max(1, Math.ceil(seconds))) });
  if (seconds < 5400) return t('remove.set.minutes', { value: formatCount(Math.ceil(seconds / 60)) });
  return t('remove.set.hours', { value: formatCount(Math.ceil(seconds / 3600)) });
}

const stageText = (t: TFunction, { stage, step }: Pick<StudyRun, 'stage' | 'step'>): string => t(`remove.set.stage.${stage}`, { step: formatCount(step?.[0] ?? 0), steps: formatCount(step?.[1] ?? 0) });

function Running({ run }: { run: StudyRun }) {
  const { t } = useTranslation();
  const session = useSession();
  const share = Math.min(1, run.done / run.total);
  return (
    <div className="removeRun" data-testid="study-run">
      <Progress value={100 * share} aria-label={t('remove.run.progress', { percent: formatPercent(share, 0) })} />
      <span className="small" role="status">
        {stageText(t, run)} · {formatPercent(share, 0)}
      </span>
      {run.elapsed > EARLIEST_GUESS && run.done > 0 && <span className="small">{t('remove.set.left', { time: durationText(t, ((run.elapsed / 1000) * (run.total - run.done)) / run.done) })}</span>}
      <Button size="compact-xs" variant="default" onClick={() => void session.study().then((study) => study.cancel())}>
        {t('common.cancel')}
      </Button>
    </div>
  );
}

/** All gates live have to be run before anything can be compared with them. */
function First({ dataset }: { dataset: LabelledState }) {
  const { t } = useTranslation();
  const session = useSession();
  const ready = useAppState((state) => state.ready);
  const { running, estimate, earlier } = dataset;
  const total = imagesOf(dataset);
  const done = estimate?.done ?? earlier ?? 0;
  if (!isEnough(dataset)) return <p className="small">{t('dataset.needs')}</p>;
  return (
    <div className="removeRun">
      {running ? (
        <>
          <Progress value={(100 * done) / Math.max(1, total)} aria-label={t('dataset.progress')} />
          <span className="small number">{t('dataset.running', { done: formatCount(done), total: formatCount(total) })}</span>
          {estimate?.rate !== undefined && <span className="small">{t('remove.set.left', { time: durationText(t, (total - done) / estimate.rate) })}</span>}
          <Button size="compact-xs" variant="default" onClick={() => void session.dataset().then((open) => open.pause())}>
            {t('dataset.pause')}
          </Button>
        </>
      ) : (
        <>
          <span className="small">{t('remove.set.first')}</span>
          <Button size="compact-sm" variant="light" disabled={!ready} onClick={() => void session.dataset().then((open) => open.run())}>
            {t(done === 0 ? 'dataset.start' : done < total ? 'dataset.goOn' : 'dataset.showResult')}
          </Button>
        </>
      )}
    </div>
  );
}

interface Offer {
  what: StudyRun['what'];
  text: string;
  /** In whole passes over one image, and over how many images. */
  work: number;
  images: number;
}

function offersOf(t: TFunction, plan: Plan, study: Study): Offer[] {
  const alone = aloneRound(plan, study);
  const state = searchState(plan, study);
  const next = nextRound(state);
  const test = testRound(state);
  const settings = formatCount(aloneSettings(plan).length);
  const begun = study.settings.length > 1;
  return [
    ...(alone ? [{ what: 'alone' as const, text: t(begun ? 'remove.set.aloneOn' : 'remove.set.alone', { settings }), work: workOf(plan, [alone]), images: alone.images.length }] : []),
    ...(next ? [{ what: 'search' as const, text: t(begun && next.stage !== 'tail' ? 'remove.set.searchOn' : 'remove.set.search'), work: next.stage === 'test' ? workOf(plan, [next]) : workOf(plan, roundsAhead(state, likelyOrder(plan, study))), images: next.images.length }] : []),
    ...(test && next && next.stage !== 'test' && next.stage !== 'tail' ? [{ what: 'test' as const, text: t('remove.set.test'), work: workOf(plan, [test]), images: test.images.length }] : []),
  ];
}

/** What can be run, with how long it takes. */
function Offers({ study }: { study: Study }) {
  const { t } = useTranslation();
  const session = useSession();
  const plan = usePlan();
  const ready = useAppState((state) => state.ready);
  const pace = useAppState((state) => state.pace ?? (state.dataset?.estimate?.rate ? 1000 / state.dataset.estimate.rate : state.backend?.milliseconds));
  if (!plan) return null;
  const offers = offersOf(t, plan, study);
  if (offers.length === 0) return <p className="small" role="status" data-testid="study-done">{t('remove.set.done', { n: formatCount(study.labels.length) })}</p>;
  return (
    <ul className="removeOffers" data-testid="study-offers">
      {offers.map(({ what, text, work, images }) => (
        <li key={what} className="removeRun">
          <Button size="compact-sm" variant="light" disabled={!ready} onClick={() => void session.study().then((open) => open.start(what))}>
            {text}
          </Button>
          <span className="small">
            {t(pace ? 'remove.set.estimate' : 'remove.set.estimatePasses', { time: durationText(t, (work * (pace ?? 0)) / 1000), passes: formatCount(Math.max(1, Math.round(work / images))), n: formatCount(images) })}
          </span>
          {what === 'test' && <span className="small">{t('remove.set.testOnce')}</span>}
        </li>
      ))}
    </ul>
  );
}

const shownStudy = ({ study }: { study?: Study }) => study;

/** Settings over a labelled set of one's own: what it takes, what is known, and what can be run. */
export function SetRuns() {
  const { t } = useTranslation();
  const session = useSession();
  const choose = useAppState((state) => state.choose);
  const dataset = useAppState((state) => state.dataset);
  const study = useLateAppState(shownStudy);
  const studying = useAppState((state) => state.studying);
  const ready = useAppState((state) => state.ready);
  const runnable = dataset?.runnable === true && !dataset.running && (dataset.estimate?.n ?? 0) > 0;
  useEffect(() => {
    if (runnable && ready && !study) void session.study().then((open) => open.load());
  }, [session, runnable, ready, study]);
  if (!dataset?.runnable) {
    return (
      <div className="removeRun">
        <span className="small">{dataset ? t('remove.set.result', { name: dataset.summary.name }) : t('remove.set.none')}</span>
        <Button size="compact-sm" variant="light" onClick={() => choose({ datasetOpen: true })}>
          {t('remove.set.choose')}
        </Button>
      </div>
    );
  }
  if (!runnable) return <First dataset={dataset} />;
  if (studying) return <Running run={studying} />;
  return study ? <Offers study={study} /> : null;
}
