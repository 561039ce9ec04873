import { Button, Progress } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { settingKey } from '../../analysis/outcome';
import { formatCount, formatPercent } from '../../locales/format';
import type { State } from '../../store/store';
import { useAppState, useSession } from '../context';
import { usePlan } from '../selectors';
import { Segments } from '../Segments';
import { imagesJudged, settingsHere, useCanRunHere } from './judged';
import { SetRuns } from './SetRuns';

/** Below that a guess at the time left would be worth nothing, ms. */
const EARLIEST_GUESS = 1500;

/** Seconds left, were it to go on as fast as so far. */
function secondsLeft({ done, total, from, elapsed }: NonNullable<State['settingsRun']>): number | undefined {
  if (elapsed < EARLIEST_GUESS || done <= from) return undefined;
  return (elapsed / 1000 / (done - from)) * (total - done);
}

function Running({ run }: { run: NonNullable<State['settingsRun']> }) {
  const { t } = useTranslation();
  const session = useSession();
  const left = secondsLeft(run);
  const said = t('remove.run.running', { done: formatCount(Math.floor(run.done)), total: formatCount(run.total) });
  return (
    <div className="removeRun">
      <Progress value={(100 * run.done) / run.total} aria-label={t('remove.run.progress', { percent: formatPercent(run.done / run.total, 0) })} />
      <span className="small" role="status">
        {said}
      </span>
      {left !== undefined && <span className="small">{t('remove.run.left', { seconds: formatCount(Math.max(1, left)) })}</span>}
      <Button size="compact-xs" variant="default" onClick={session.cancelSettings}>
        {t('common.cancel')}
      </Button>
    </div>
  );
}

/** Runs what is missing of the tail's settings, or says that all of them are there. */
function RunHere() {
  const { t } = useTranslation();
  const session = useSession();
  const plan = usePlan();
  const run = useAppState((state) => state.settingsRun);
  const checks = useAppState((state) => state.liveChecks);
  const ready = useAppState((state) => state.ready);
  const settings = useMemo(() => (plan ? settingsHere(plan) : []), [plan]);
  const done = settings.filter((setting) => checks[settingKey(setting)]?.complete);
  if (run) return <Running run={run} />;
  const total = formatCount(settings.length);
  const differ = done.reduce((sum, setting) => sum + (checks[settingKey(setting)]?.disagreements ?? 0), 0);
  const compared = done.length > 0 && done.every((setting) => checks[settingKey(setting)]?.disagreements !== undefined);
  const verdict = compared && <span className={differ > 0 ? 'bad' : undefined}>{differ > 0 ? t('outcome.differs', { count: differ }) : t('outcome.agrees')}</span>;
  if (done.length === settings.length) {
    return (
      <p className="small" role="status" data-testid="all-run">
        {t('remove.run.done', { total })} {verdict}
      </p>
    );
  }
  return (
    <div className="removeRun">
      {done.length > 0 && (
        <span className="small" role="status" data-testid="partly-run">
          {t('remove.run.partial', { done: formatCount(done.length), total })} {verdict}
        </span>
      )}
      <Button size="compact-sm" variant="light" disabled={!ready} onClick={() => session.checkSettings(settings)}>
        {done.length > 0 ? t('remove.run.resume') : t('remove.run.start', { total })}
      </Button>
    </div>
  );
}

/** On which images everything below is judged. */
export function ImagesChoice() {
  const { t } = useTranslation();
  const images = useAppState(imagesJudged);
  const judge = useAppState((state) => state.judge);
  const n = useAppState((state) => state.record?.images);
  const hasRecord = useAppState(({ manifest }) => manifest?.files['ablation.safetensors'] !== undefined);
  const canRun = useCanRunHere();
  const options = {
    ...((hasRecord || canRun) && { recorded: n === undefined ? t('remove.images.recordedNone') : t('remove.images.recorded', { n: formatCount(n) }) }),
    ...(canRun && { live: t('remove.images.live') }),
    set: t('remove.images.set'),
  };
  return (
    <section className="panel removeHead" aria-labelledby="remove-title">
      <div>
        <h2 id="remove-title">{t('remove.title')}</h2>
        <p className="note">{t('remove.what')}</p>
      </div>
      <div className="removeImages">
        {(hasRecord || canRun) && <Segments label={t('remove.images.label')} value={images} options={options} onChange={(chosen) => judge({ images: chosen })} />}
        {images === 'live' && <RunHere />}
        {images === 'set' && <SetRuns />}
      </div>
    </section>
  );
}
