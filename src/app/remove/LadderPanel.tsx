import { Button, Progress } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { outward, wilson } from '../../analysis/intervals';
import type { Flips } from '../../analysis/settingDecisions';
import { MiniInterval } from '../../charts/mini-interval/MiniInterval';
import type { BlockId, LadderCheck } from '../../contracts';
import { formatCount, formatPercent, formatSigned } from '../../locales/format';
import { useAppState, useAppStore, useSession } from '../context';
import { tailOf, usePlan } from '../selectors';
import { Segments } from '../Segments';
import { TakeAway } from '../takeaway/TakeAway';
import { pointsOf, useCanRunHere } from './judged';
import { type RungStep, rungSteps } from './rungSteps';

function Change({ flips, domain }: { flips: Flips; domain: readonly [number, number] }) {
  const { t } = useTranslation();
  const estimate = pointsOf(flips);
  const [low, high] = outward(estimate.low, estimate.high, 1);
  return (
    <>
      <MiniInterval estimate={estimate} domain={domain} width={110} />
      <span className="ladderNumbers">
        {formatSigned(estimate.value, 1)} <small>{t('outcome.table.interval', { low: formatSigned(low, 1), high: formatSigned(high, 1) })}</small>
      </span>
    </>
  );
}

function Rungs({ ladder }: { ladder: LadderCheck }) {
  const { t } = useTranslation();
  const steps = rungSteps(ladder);
  const live = steps[0]!.flips;
  const estimates = steps.flatMap(({ flips, step }) => [flips, ...(step ? [step] : [])]).map(pointsOf);
  const domain = [Math.min(0, ...estimates.map(({ low }) => low)), Math.max(0, ...estimates.map(({ high }) => high))] as const;
  const knows = ({ rung }: RungStep) => (rung === 'class' || rung === 'all' || rung === 'mean' || rung === 'ones' ? t(`remove.ladder.knows.${rung}`) : '');
  const top1 = wilson(live.before, live.n);
  return (
    <>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a wide table is scrolled by keyboard too */}
      <div className="outcomeTable" tabIndex={0} role="region" aria-label={t('remove.ladder.table', { block: ladder.block })}>
        <table className="numbers ladderTable" data-testid="ladder">
          <thead>
            <tr>
              <th scope="col">{t('remove.ladder.gate')}</th>
              <th scope="col">{t('remove.ladder.change')}</th>
              <th scope="col">{t('remove.ladder.step')}</th>
            </tr>
          </thead>
          <tbody>
            {steps.map((one) => (
              <tr key={one.rung} data-rung={one.rung}>
                <th scope="row">{t(`remove.ladder.rungs.${one.rung}`)}</th>
                <td>{one.rung === 'live' ? formatPercent(top1.value) : <Change flips={one.flips} domain={domain} />}</td>
                <td>
                  {one.step && (
                    <>
                      <Change flips={one.step} domain={domain} />
                      <small className="ladderKnows">{knows(one)}</small>
                    </>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="note">{t('remove.ladder.on', { top1: formatPercent(top1.value), low: formatPercent(top1.low), high: formatPercent(top1.high), n: formatCount(live.n) })}</p>
    </>
  );
}

/** What one block's gate is worth, knowledge by knowledge: its gate replaced by ever less, with two controls. */
export function LadderPanel() {
  const { t } = useTranslation();
  const store = useAppStore();
  const { ladder } = useSession();
  const plan = usePlan();
  const canRun = useCanRunHere();
  const ready = useAppState((state) => state.ready);
  const profile = useAppState((state) => state.profile !== undefined);
  const ladders = useAppState((state) => state.ladders);
  const climbing = useAppState((state) => state.climbing);
  const [wanted, setWanted] = useState<BlockId>();
  if (!plan || !canRun) return null;
  const tail = tailOf(plan);
  const block = wanted && tail.includes(wanted) ? wanted : tail.at(-1)!;
  const check = ladders[block];
  const shown = check && check.labels.length > 0 ? check : undefined;
  const title = t('remove.ladder.title');
  const share = climbing ? climbing.progress.done / climbing.progress.total : 0;
  const total = climbing && check ? formatCount(climbing.progress.total / Object.keys(check.top1).length) : '';
  return (
    <section className="panel" aria-labelledby="ladder-title" data-testid="ladder-panel">
      <div className="panelHead">
        <h2 id="ladder-title">
          {title} <span className="sub">{t('remove.ladder.sub')}</span>
        </h2>
        {shown && <TakeAway of={title} make={async () => (await import('../takeaway/parts/remove')).ladderPart(store.getState(), shown)} />}
      </div>
      <div className="removeRun">
        <Segments label={t('remove.ladder.block')} value={block} options={Object.fromEntries(tail.map((id) => [id, id]))} onChange={setWanted} />
        {climbing ? (
          <>
            <Progress value={100 * share} aria-label={t('remove.ladder.running', { percent: formatPercent(share, 0) })} />
            <span className="small" role="status">
              {climbing.block === block && shown && !shown.complete ? t('remove.ladder.partial', { n: formatCount(shown.labels.length), total }) : t('remove.ladder.running', { percent: formatPercent(share, 0) })}
            </span>
            <Button size="compact-xs" variant="default" onClick={ladder.cancel}>
              {t('common.cancel')}
            </Button>
          </>
        ) : (
          !check?.complete && (
            <Button size="compact-sm" variant="light" disabled={!ready || !profile} onClick={() => void ladder.start(block)}>
              {t('remove.ladder.run', { block })}
            </Button>
          )
        )}
      </div>
      {ready && !profile && <p className="note">{t('remove.ladder.noProfile')}</p>}
      {shown && <Rungs ladder={shown} />}
    </section>
  );
}
