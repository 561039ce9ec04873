import { Button, Progress } from '@mantine/core';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { outward, wilson } from '../../analysis/intervals';
import { toProblem } from '../../engine/problem';
import { formatCount, formatFixed, formatPercent } from '../../locales/format';
import type { LabelledState } from '../../store/store';
import { useAppState, useSession } from '../context';
import { reportProblem } from '../report';
import { Segments } from '../Segments';
import { save } from '../takeaway/files';
import { imagesOf, isEnough } from './dataset';
import './dataset.css';

function share(right: number, n: number): { value: string; low: string; high: string } {
  const { value, low, high } = wilson(right, n);
  const [from, to] = outward(100 * low, 100 * high, 1);
  return { value: formatPercent(value), low: formatFixed(from, 1), high: formatFixed(to, 1) };
}

function accuracyText(t: TFunction, { n, top1, top5 }: NonNullable<LabelledState['estimate']>): string {
  const [one, five] = [share(top1, n), share(top5, n)];
  return t('dataset.accuracy', { top1: one.value, low1: one.low, high1: one.high, top5: five.value, low5: five.low, high5: five.high, n: formatCount(n) });
}

function timeText(t: TFunction, seconds: number): string {
  return seconds < 90 ? t('dataset.seconds', { seconds: formatCount(Math.ceil(seconds)) }) : t('dataset.minutes', { minutes: formatCount(Math.ceil(seconds / 60)) });
}

function Pass({ dataset }: { dataset: LabelledState }) {
  const { t } = useTranslation();
  const session = useSession();
  const ready = useAppState((state) => state.ready);
  const { estimate, running, earlier } = dataset;
  const { done = earlier ?? 0, total = imagesOf(dataset), rate } = estimate ?? {};
  const parts = [
    t('dataset.running', { done: formatCount(done), total: formatCount(total) }),
    ...(running && rate ? [t('dataset.rate', { rate: formatFixed(rate, rate < 10 ? 1 : 0) }), t('dataset.left', { time: timeText(t, (total - done) / rate) })] : []),
  ];
  return (
    <div className="datasetPass">
      <Progress value={total > 0 ? (100 * done) / total : 0} size="sm" aria-label={t('dataset.progress')} />
      <span className="note number" data-testid="dataset-progress">
        {parts.join(' · ')}
      </span>
      {running ? (
        <Button size="compact-xs" variant="default" onClick={() => void session.dataset().then((open) => open.pause())}>
          {t('dataset.pause')}
        </Button>
      ) : (
        <Button size="compact-xs" disabled={!ready || !isEnough(dataset)} onClick={() => void session.dataset().then((open) => open.run())}>
          {t(done > 0 ? 'dataset.resume' : 'dataset.start')}
        </Button>
      )}
    </div>
  );
}

function Links({ dataset: { estimate, measured, runnable, running, summary } }: { dataset: LabelledState }) {
  const { t } = useTranslation();
  const session = useSession();
  const choose = useAppState((state) => state.choose);
  const keep = async () => {
    try {
      save(await (await session.dataset()).file(), `${summary.name} profile.safetensors`);
    } catch (error) {
      reportProblem(toProblem(error));
    }
  };
  return (
    <div className="datasetLinks">
      {measured && estimate?.decisions && !running && (
        <button type="button" className="link small" onClick={() => void keep()}>
          {t('dataset.save')}
        </button>
      )}
      {runnable && (
        <button type="button" className="link small" onClick={() => choose({ datasetOpen: true })}>
          {t('dataset.labels')}
        </button>
      )}
      <button type="button" className="link small" onClick={() => void session.dataset().then((open) => open.close())}>
        {t('dataset.close')}
      </button>
    </div>
  );
}

/** Over rows and figure: how far the set is, how often the network is right on it, and whose curves are shown. */
export function DatasetBar() {
  const { t } = useTranslation();
  const session = useSession();
  const dataset = useAppState((state) => state.dataset);
  const ofDataset = useAppState((state) => state.ofDataset);
  const came = useAppState((state) => (state.ofDataset ? state.recorded !== undefined : state.profile !== undefined));
  const shipped = useAppState((state) => state.manifest?.files['profile.safetensors'] !== undefined);
  if (!dataset) return null;
  const { summary, estimate, measured, running, runnable } = dataset;
  const whole = estimate !== undefined && estimate.done === estimate.total;
  const count = estimate?.unreadable.count ?? 0;
  return (
    <section className="panel datasetBar" aria-labelledby="dataset-title" data-testid="dataset">
      <div className="panelHead">
        <h2 id="dataset-title">{t('dataset.title', { name: summary.name })}</h2>
        {measured && came && (
          <Segments
            label={t('dataset.source')}
            value={ofDataset ? 'yours' : 'recorded'}
            options={{ yours: t('dataset.yours'), recorded: t('dataset.recorded') }}
            onChange={(value) => void session.dataset().then((open) => open.show(value === 'yours'))}
          />
        )}
        <Links dataset={dataset} />
      </div>
      {runnable && !(whole && !running) && <Pass dataset={dataset} />}
      <div aria-live={running ? 'off' : 'polite'}>
        {estimate && estimate.n > 0 && (
          <p className="note number" data-testid="dataset-accuracy">
            {!whole && t('dataset.partial')}
            {accuracyText(t, estimate)}
          </p>
        )}
        {count > 0 && <p className="note bad">{t('dataset.unreadable', { count, names: estimate!.unreadable.names.join(', ') + (count > estimate!.unreadable.names.length ? ' …' : '') })}</p>}
        {(estimate?.repeated ?? 0) > 0 && <p className="note">{t('dataset.repeated', { count: estimate!.repeated })}</p>}
        {estimate?.half && !shipped && (
          <p className="note">
            {t('dataset.ownConstants', { n: formatCount(estimate.half.images), others: formatCount(estimate.half.others) })} {estimate.half.single > 0 && t('dataset.single', { count: estimate.half.single })}
          </p>
        )}
      </div>
    </section>
  );
}
