import { Button, NativeSelect, Progress } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { wilson } from '../../analysis/intervals';
import type { BlockId, LadderCheck } from '../../contracts';
import { formatCount, formatPercent } from '../../locales/format';
import { toProblem } from '../../engine/problem';
import { useAppState, useAppStore, useSession } from '../context';
import { reportProblem } from '../report';
import { tailOf, usePlan } from '../selectors';
import { Segments } from '../Segments';
import { TakeAway } from '../takeaway/TakeAway';
import { ChangeCell, domainOf } from './ChangeCell';
import { imagesJudged, pointsOf, useCanRunHere } from './judged';
import { type RungStep, rungSteps } from './rungSteps';

/** More blocks than that are chosen from a list. */
const MOST_SEGMENTS = 4;

function Rungs({ ladder, ofSet }: { ladder: LadderCheck; ofSet: boolean }) {
  const { t } = useTranslation();
  const sameImages = useAppState(({ manifest }) => ofSet && manifest?.files['profile.safetensors'] === undefined);
  const steps = rungSteps(ladder);
  const live = steps[0]!.flips;
  const estimates = steps.flatMap(({ flips, step }) => [flips, ...(step ? [step] : [])]).map(pointsOf);
  const domain = domainOf(estimates);
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
                <td>{one.rung === 'live' ? formatPercent(top1.value) : <ChangeCell estimate={pointsOf(one.flips)} domain={domain} />}</td>
                <td>
                  {one.step && (
                    <>
                      <ChangeCell estimate={pointsOf(one.step)} domain={domain} />
                      <small className="ladderKnows">{knows(one)}</small>
                    </>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="note">{t('remove.ladder.on', { top1: formatPercent(top1.value), low: formatPercent(top1.low), high: formatPercent(top1.high), n: formatCount(live.n) })} {t(sameImages ? 'remove.ladder.sameImages' : 'remove.ladder.otherImages')}</p>
    </>
  );
}

/** Which images the ladder runs on, and of which blocks; undefined where there are none. */
function useLadders() {
  const plan = usePlan();
  const canRun = useCanRunHere();
  const ofSet = useAppState(imagesJudged) === 'set';
  const hasSet = useAppState(({ dataset }) => dataset?.runnable === true && !dataset.running && (dataset.estimate?.n ?? 0) > 0);
  const ladders = useAppState((state) => (ofSet ? state.setLadders : state.ladders));
  if (!plan || !(ofSet ? hasSet : canRun)) return undefined;
  return { ofSet, ladders, blocks: ofSet ? plan.se : tailOf(plan) };
}

function BlockChoice({ blocks, block, onChange }: { blocks: readonly BlockId[]; block: BlockId; onChange: (block: BlockId) => void }) {
  const { t } = useTranslation();
  if (blocks.length > MOST_SEGMENTS) return <NativeSelect size="xs" aria-label={t('remove.ladder.block')} data={[...blocks]} value={block} onChange={(event) => onChange(event.currentTarget.value as BlockId)} />;
  return <Segments label={t('remove.ladder.block')} value={block} options={Object.fromEntries(blocks.map((id) => [id, id]))} onChange={onChange} />;
}

/** What one block's gate is worth, knowledge by knowledge: its gate replaced by ever less, with two controls. */
export function LadderPanel() {
  const { t } = useTranslation();
  const store = useAppStore();
  const { ladder } = useSession();
  const here = useLadders();
  const ready = useAppState((state) => state.ready);
  const profile = useAppState((state) => state.profile !== undefined);
  const climbing = useAppState((state) => state.climbing);
  const [wanted, setWanted] = useState<BlockId>();
  if (!here) return null;
  const { ofSet, ladders, blocks } = here;
  const block = wanted && blocks.includes(wanted) ? wanted : blocks.at(-1)!;
  const check = ladders[block];
  const shown = check && check.labels.length > 0 ? check : undefined;
  const title = t('remove.ladder.title');
  const share = climbing ? climbing.progress.done / climbing.progress.total : 0;
  const total = climbing && check ? formatCount(climbing.progress.total / Object.keys(check.top1).length) : '';
  return (
    <section className="panel" aria-labelledby="ladder-title" data-testid="ladder-panel">
      <div className="panelHead">
        <h2 id="ladder-title">
          {title} <span className="sub">{t(ofSet ? 'remove.ladder.subSet' : 'remove.ladder.sub')}</span>
        </h2>
        {shown && <TakeAway of={title} make={async () => (await import('../takeaway/parts/remove')).ladderPart(store.getState(), shown, ofSet)} />}
      </div>
      <div className="removeRun">
        <BlockChoice blocks={blocks} block={block} onChange={setWanted} />
        {climbing ? (
          <>
            <Progress value={100 * share} aria-label={t('remove.ladder.running', { percent: formatPercent(share, 0) })} />
            <span className="small" role="status">
              {climbing.block === block && climbing.ofSet === ofSet && shown && !shown.complete ? t('remove.ladder.partial', { n: formatCount(shown.labels.length), total }) : t('remove.ladder.running', { percent: formatPercent(share, 0) })}
            </span>
            <Button size="compact-xs" variant="default" onClick={() => void ladder().then((run) => run.cancel())}>
              {t('common.cancel')}
            </Button>
          </>
        ) : (
          !check?.complete && (
            <Button size="compact-sm" variant="light" disabled={!ready || !profile} onClick={() => ladder().then((run) => run.start(block, ofSet), (error: unknown) => reportProblem(toProblem(error)))}>
              {t(shown ? 'remove.ladder.resume' : 'remove.ladder.run', { block })}
            </Button>
          )
        )}
      </div>
      {ready && !profile && <p className="note">{t('remove.ladder.noProfile')}</p>}
      {shown && <Rungs ladder={shown} ofSet={ofSet} />}
    </section>
  );
}
