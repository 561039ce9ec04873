import { Button, Progress, Text } from '@mantine/core';
import { useState } from 'react';
import type { TFunction } from 'i18next';
import { Trans, useTranslation } from 'react-i18next';
import { settingKey, paired } from '../../analysis/outcome';
import { outward } from '../../analysis/intervals';
import { ChangeInterval } from '../../charts/change-interval/ChangeInterval';
import type { Estimate, Outcome } from '../../contracts';
import { formatCount, formatFixed, formatPercent } from '../../locales/format';
import { useAppState, useAppStore, useSession } from '../context';
import { later } from '../later';
import { LighterButton } from '../lighter/LighterButton';
import { useChosenSetting, useCosts, useHeldOutHolds, usePlan, useRecordedOutcome } from '../selectors';
import { TakeAway } from '../takeaway/TakeAway';
import { changeText, settingText } from './outcomeText';

const DatasetCheck = later(async () => (await import('../dataset/DatasetCheck')).DatasetCheck);
const OutcomeTable = later(async () => (await import('./OutcomeTable')).OutcomeTable);

/** Where the shown outcome comes from: the record where it has the setting, else what ran here. */
function useOutcomes(): { recorded?: Outcome; live?: Outcome } {
  const setting = useChosenSetting();
  const live = useAppState((state) => state.liveChecks[settingKey(setting)]);
  const recorded = useRecordedOutcome(setting);
  return { recorded, live: live?.outcome };
}

/** The network as it is: its parameters and, where it was recorded, its accuracy. */
function wholeText(t: TFunction, total: number, outcome: Outcome | undefined): string {
  const parameters = formatCount(total);
  if (!outcome) return t('outcome.whole', { parameters });
  const { value, low, high } = paired(outcome).before.top1;
  return t('outcome.wholeMeasured', { parameters, top1: formatPercent(value), n: formatCount(outcome.n), low: formatPercent(low), high: formatPercent(high) });
}

function AllLive() {
  const { t } = useTranslation();
  const costs = useCosts();
  const outcome = useRecordedOutcome({});
  const plan = usePlan();
  if (!costs || !plan) return null;
  const what = wholeText(t, costs.before.total.parameters, outcome);
  return <p>{t(plan.se.length > 0 ? 'outcome.allLive' : 'outcome.noGates', { what })}</p>;
}

function Sentence({ outcome }: { outcome: Outcome | undefined }) {
  const { t } = useTranslation();
  const setting = useChosenSetting();
  const plan = usePlan();
  const costs = useCosts();
  if (!plan || !costs) return null;
  const saved = costs.before.total.parameters - costs.after.total.parameters;
  const fewer = t('outcome.fewer', {
    parameters: formatCount(saved),
    percent: formatPercent(saved / costs.before.total.parameters),
  });
  const what = settingText(t, setting, plan.se);
  return (
    <p className="outcome" data-testid="outcome">
      {outcome ? (
        <Trans
          i18nKey="outcome.sentence"
          values={{ what, fewer, change: changeText(t, paired(outcome).change.top1) }}
          components={{ b: <strong /> }}
        />
      ) : (
        <Trans i18nKey="outcome.sentenceUnknown" values={{ what, fewer }} components={{ b: <strong /> }} />
      )}
    </p>
  );
}

function Change({ outcome }: { outcome: Outcome }) {
  const { t } = useTranslation();
  const change = paired(outcome).change.top1;
  const [low, high] = outward(change.low * 100, change.high * 100, 1);
  return (
    <ChangeInterval
      estimate={{ value: change.value * 100, low: change.low * 100, high: change.high * 100 }}
      label={t('outcome.intervalLabel', {
        value: formatFixed(change.value * 100, 1),
        low: formatFixed(low, 1),
        high: formatFixed(high, 1),
      })}
      ends={(limit) => {
        const points = formatFixed(limit, 1);
        return [t('outcome.lostEnd', { points }), t('outcome.gainedEnd', { points })];
      }}
      noChange={t('outcome.noChange')}
    />
  );
}

/** Runs the setting here, or says why the held-out activations can't. */
function LiveCheckLine() {
  const { t } = useTranslation();
  const session = useSession();
  const setting = useChosenSetting();
  const ready = useAppState((state) => state.ready);
  const key = settingKey(setting);
  const check = useAppState((state) => state.liveChecks[key]);
  const checking = useAppState((state) => state.checking);
  const holds = useHeldOutHolds();
  if (!holds) return null;
  if (checking?.key === key) {
    const { done, total } = checking.progress;
    const share = total > 0 ? done / total : 0;
    return (
      <div className="checking">
        <Progress value={share * 100} aria-label={t('outcome.checking', { percent: formatPercent(share, 0) })} />
        <Text size="xs" role="status">
          {check
            ? t('outcome.livePartial', { n: formatCount(check.outcome.n), total: formatCount(total) })
            : t('outcome.checking', { percent: formatPercent(share, 0) })}
        </Text>
        <Button size="compact-xs" variant="default" onClick={session.cancelCheck}>
          {t('common.cancel')}
        </Button>
      </div>
    );
  }
  if (check?.complete) return <CheckVerdict n={check.outcome.n} change={paired(check.outcome).change.top1} disagreements={check.disagreements} />;
  return (
    <button type="button" className="link small" disabled={!ready} onClick={session.checkLive}>
      {t('outcome.check')}
    </button>
  );
}

function CheckVerdict(props: { n: number; change: Estimate; disagreements: number | undefined }) {
  const { t } = useTranslation();
  const { n, change, disagreements } = props;
  const verdict =
    disagreements === undefined
      ? t('outcome.noComparison')
      : disagreements === 0
        ? t('outcome.agrees')
        : t('outcome.differs', { count: disagreements });
  return (
    <p className="note" data-testid="live-check" role="status">
      {t('outcome.live', { n: formatCount(n) })}: {changeText(t, change)}. <span className={disagreements ? 'bad' : undefined}>{verdict}</span>
    </p>
  );
}

function Unknown() {
  const { t } = useTranslation();
  const holds = useHeldOutHolds();
  const plan = usePlan();
  if (holds) return <p className="note">{t('outcome.unknownTail')}</p>;
  return <p className="note">{t('outcome.unknownEarlier', { entering: plan?.se.at(-Math.min(3, plan.se.length)) ?? '' })}</p>;
}

function PaperNote() {
  const { t } = useTranslation();
  return (
    <details className="paperNote">
      <summary>{t('outcome.notRetrained')}</summary>
      <p>
        {t('outcome.paper.title')} {t('outcome.paper.stage5')} {t('outcome.paper.late')}
      </p>
    </details>
  );
}

/** One sentence on what the chosen gates cost and save; the numbers are one click away. */
export function OutcomePanel() {
  const { t } = useTranslation();
  const setting = useChosenSetting();
  const recordKnown = useAppState((state) => state.recordKnown);
  const { recorded, live } = useOutcomes();
  const dataset = useAppState((state) => state.dataset?.runnable && (state.dataset.estimate?.n ?? 0) > 0);
  const store = useAppStore();
  const [open, setOpen] = useState(false);
  const changed = Object.keys(setting).length > 0;
  const outcome = recorded ?? live;
  return (
    <section className="panel" aria-labelledby="outcome-title">
      <div className="panelHead">
        <h2 id="outcome-title">{t('outcome.title')}</h2>
        <TakeAway of={t('outcome.title')} make={async () => (await import('../takeaway/parts/outcome')).outcomePart(store.getState(), { recorded, live })} />
      </div>
      <div aria-live="polite">
        {changed ? <Sentence outcome={outcome} /> : <AllLive />}
        {changed && outcome && <Change outcome={outcome} />}
        {changed && !outcome && recordKnown && <Unknown />}
      </div>
      <div className="outcomeLinks">
        {changed && recorded && <span className="small">{t('outcome.recorded', { n: formatCount(recorded.n) })}</span>}
        {changed && <LiveCheckLine />}
        <LighterButton />
        <button type="button" className="link small" aria-expanded={open} onClick={() => setOpen(!open)}>
          {t(open ? 'common.hide' : 'common.numbers')}
        </button>
      </div>
      {changed && dataset && <DatasetCheck />}
      {open && <OutcomeTable recorded={changed ? recorded : undefined} live={changed ? live : undefined} />}
      {changed && <PaperNote />}
    </section>
  );
}

