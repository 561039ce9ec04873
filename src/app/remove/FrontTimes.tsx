import { Button, Progress } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { settingKey } from '../../analysis/outcome';
import { formatCount, formatPercent } from '../../locales/format';
import { useAppState, useSession } from '../context';
import { whereText } from '../lighter/times';
import { settingsOfFront, turnsOf } from './frontier';
import type { Judged } from './judged';
import { durationText } from './SetRuns';
import { reportProblem } from '../report';
import { toProblem } from '../../engine/problem';

/** Turns of two passes that a network is timed with at least, and ms of its turns at most where they are fewer than that. */
const TURNS = 30;
const MOST_TURNS = 120;
const BUDGET_MS = 8_000;

/** ms that one network of the front takes to be timed. */
const timeOf = (pass: number): number => 2 * pass * Math.max(TURNS, Math.min(MOST_TURNS, BUDGET_MS / (2 * pass)));

/** Measures the front's networks when somebody asks; says how it was done, and which can't be told from all live. */
export function FrontTimes({ judged }: { judged: Judged }) {
  const { t } = useTranslation();
  const session = useSession();
  const ready = useAppState((state) => state.ready);
  const times = useAppState((state) => state.times);
  const timing = useAppState((state) => state.timing);
  const pass = useAppState((state) => state.backend?.milliseconds);
  const settings = settingsOfFront(judged);
  const timed = settings.flatMap((setting) => times[settingKey(setting)] ?? []);
  const missing = settings.length - timed.length;
  const untold = timed.filter((one) => !turnsOf(one).told).length;
  const { backend = 'wasm', threads = 1 } = timed[0] ?? {};
  return (
    <div data-testid="front-times">
      {timing ? (
        <div className="removeRun">
          <Progress value={(100 * timing.done) / Math.max(1, timing.total)} aria-label={t('remove.times.progress', { percent: formatPercent(timing.done / Math.max(1, timing.total), 0) })} />
          <span className="small" role="status">
            {t('remove.times.running', { done: formatCount(Math.floor(timing.done)), total: formatCount(timing.total) })}
          </span>
          {pass !== undefined && <span className="small">{t('remove.set.left', { time: durationText(t, ((timing.total - timing.done) * timeOf(pass)) / 1000) })}</span>}
          <Button size="compact-xs" variant="default" onClick={() => void session.times().then((run) => run.cancel())}>
            {t('common.cancel')}
          </Button>
        </div>
      ) : (
        missing > 0 && (
          <div className="removeRun">
            <Button size="compact-sm" variant="light" disabled={!ready} onClick={() => session.times().then((run) => run.start(settings), (error: unknown) => reportProblem(toProblem(error)))}>
              {t('remove.times.measure', { count: missing, networks: formatCount(missing) })}
            </Button>
            <span className="small">{pass === undefined ? t('remove.times.how') : t('remove.times.takes', { time: durationText(t, (missing * timeOf(pass)) / 1000) })}</span>
          </div>
        )
      )}
      {timed.length > 0 && (
        <p className="note">
          {untold > 0 && t('remove.times.untold', { count: untold, untold: formatCount(untold), networks: formatCount(timed.length) })} {whereText(t, { turns: turnsOf(timed[0]!), backend, threads })}
        </p>
      )}
    </div>
  );
}
