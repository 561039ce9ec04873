import { Fragment, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { formatCount, formatPercent, formatSigned } from '../../locales/format';
import { useAppStore } from '../context';
import { TakeAway } from '../takeaway/TakeAway';
import { NetworkMark, NetworkName } from './NetworkMark';
import type { Side, Two } from './sides';
import { type StageCost, stageCosts, stageRows, type StageRow } from './stages';

const measures = ['parameters', 'macs'] as const;

function Cell({ cost, measure }: { cost: StageCost | undefined; measure: (typeof measures)[number] }) {
  const { t } = useTranslation();
  if (!cost) return <td>–</td>;
  const se = cost.ofSe[measure];
  return (
    <td>
      {formatCount(cost.total[measure])}
      <small>{se > 0 ? t('pair.stages.ofSe', { value: formatCount(se) }) : t('pair.stages.noSe')}</small>
    </td>
  );
}

/** Stages and what they have, a row each; the whole last. */
function useStageRows({ a, b }: Two): { rows: StageRow[]; total: StageRow } {
  return useMemo(() => {
    const rows = stageRows(stageCosts(a.plan, a.cost), stageCosts(b.plan, b.cost));
    const whole = ({ plan, cost }: Two['a']): StageCost => ({ stage: undefined, blocks: plan.blocks.length, se: plan.se.length, total: cost.total, ofSe: cost.se });
    return { rows, total: { stage: undefined, a: whole(a), b: whole(b) } };
  }, [a, b]);
}

function Change({ row: { a, b }, measure }: { row: StageRow; measure: (typeof measures)[number] }) {
  const [before, after] = [a?.total[measure] ?? 0, b?.total[measure] ?? 0];
  return (
    <td>
      {formatSigned(after - before, 0)}
      {before > 0 && after !== before && <small>{`${after > before ? '+' : ''}${formatPercent(after / before - 1)}`}</small>}
    </td>
  );
}

function Blocks({ cost }: { cost: StageCost | undefined }) {
  const { t } = useTranslation();
  if (!cost || cost.blocks === 0) return <td>–</td>;
  return (
    <td>
      {cost.blocks}
      <small>{cost.se > 0 ? t('pair.stages.blocksSe', { value: cost.se }) : t('pair.stages.noSe')}</small>
    </td>
  );
}

function Row({ row, name }: { row: StageRow; name: string }) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <Blocks cost={row.a} />
      <Blocks cost={row.b} />
      {measures.map((measure) => (
        <Fragment key={measure}>
          <Cell cost={row.a} measure={measure} />
          <Cell cost={row.b} measure={measure} />
          <Change row={row} measure={measure} />
        </Fragment>
      ))}
    </tr>
  );
}

function NetworkHead({ side: { key, label } }: { side: Side }) {
  return (
    <th scope="col">
      <NetworkMark side={key} />
      <span className="visuallyHidden">{label}</span>
    </th>
  );
}

/** Parameters and multiply-adds of both, stage by stage. */
export function StagesPanel({ two }: { two: Two }) {
  const { t } = useTranslation();
  const store = useAppStore();
  const { rows, total } = useStageRows(two);
  const title = t('pair.stages.title');
  const nameOf = ({ stage }: StageRow) => (stage === undefined ? t('pair.stages.outside') : t('rows.stage', { stage }));
  const sizes = [two.a, two.b].map(({ manifest }) => manifest.preprocessing.size.join(' × '));
  return (
    <section className="panel" aria-labelledby="pair-stages-title" data-testid="pair-stages">
      <div className="panelHead">
        <h2 id="pair-stages-title">{title}</h2>
        <TakeAway of={title} make={async () => (await import('../takeaway/parts/pair')).stagesPart(store.getState(), two, { rows, total })} />
      </div>
      <p className="networkNames">
        <NetworkName side={two.a} />
        <NetworkName side={two.b} />
      </p>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className="outcomeTable pairScroll" tabIndex={0} role="region" aria-label={t('pair.taken.stages')}>
        <table className="numbers pairStages">
          <thead>
            <tr>
              <th scope="col" rowSpan={2}>
                {t('pair.stages.stage')}
              </th>
              <th scope="colgroup" colSpan={2}>
                {t('pair.stages.blocksTitle')}
              </th>
              {measures.map((measure) => (
                <th scope="colgroup" colSpan={3} key={measure}>
                  {t(`outcome.table.${measure}`)}
                </th>
              ))}
            </tr>
            <tr>
              {[two.a, two.b].map((side) => (
                <NetworkHead side={side} key={side.key} />
              ))}
              {measures.flatMap((measure) => [
                ...[two.a, two.b].map((side) => <NetworkHead side={side} key={`${measure} ${side.key}`} />),
                <th scope="col" key={measure}>
                  {t('outcome.table.change')}
                </th>,
              ])}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row key={row.stage ?? 'outside'} row={row} name={nameOf(row)} />
            ))}
          </tbody>
          <tfoot>
            <Row row={total} name={t('pair.stages.total')} />
          </tfoot>
        </table>
      </div>
      <p className="note">{sizes[0] === sizes[1] ? t('pair.stages.note', { size: sizes[0] }) : t('pair.stages.sizes', { a: sizes[0], b: sizes[1] })}</p>
    </section>
  );
}
