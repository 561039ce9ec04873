import { useId, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CostError } from '../../charts/cost-error/CostError';
import type { CostPoint } from '../../charts/cost-error/geometry';
import { Growth } from '../../charts/growth/Growth';
import type { Manifest } from '../../contracts';
import { formatCompact, formatCount, formatFixed, formatPercent, formatTick } from '../../locales/format';
import { withRounding } from '../block/rounded';
import { useAppState, useAppStore } from '../context';
import { Segments } from '../Segments';
import { TakeAway } from '../takeaway/TakeAway';
import { OpenRows } from './OpenRows';
import { reducedCost } from './reduced';
import { partTables, rowsOf, type Which } from './rows';
import type { Paper } from './usePaper';

/** What the network on screen costs at each reduction, the chosen one marked. */
function OwnCost({ manifest, reductions, r }: { manifest: Manifest; reductions: readonly number[]; r: number }) {
  const { t } = useTranslation();
  const own = manifest.architecture.se.r;
  const costs = useMemo(() => new Map([...reductions, own].map((at) => [at, reducedCost(manifest, at)])), [manifest, reductions, own]);
  const { name } = manifest;
  if (manifest.architecture.se.blocks.length === 0) return <p className="note">{t('paper.reduction.none', { name })}</p>;
  const { total, se } = costs.get(r)!;
  return (
    <>
      <p data-testid="own-cost">
        {t('paper.reduction.own', { name, r, parameters: formatCount(total.parameters), macs: formatCompact(total.macs), se: formatCount(se.parameters), share: formatPercent(se.parameters / total.parameters) })}{' '}
        {r !== own && t('paper.reduction.was', { r: own, parameters: formatCount(costs.get(own)!.total.parameters) })}
      </p>
      <Growth
        label={t('paper.reduction.growth')}
        heads={[t('paper.reduction.parameters'), t('paper.reduction.macs')]}
        rows={reductions.map((at) => ({ key: String(at), label: formatCount(at), values: [costs.get(at)!.se.parameters, costs.get(at)!.se.macs], own: at === r }))}
        format={formatCount}
        own={t('paper.reduction.chosen')}
      />
    </>
  );
}

/** Table 10: error over parameters for each reduction; the chosen one also redraws what the network on screen would cost. */
export function ReductionPanel({ paper }: { paper: Paper }) {
  const { t } = useTranslation();
  const store = useAppStore();
  const slider = useId();
  const manifest = useAppState((state) => state.manifest);
  const [which, setWhich] = useState<Which>('top1');
  const rows = useMemo(() => rowsOf(paper.tables, partTables.reduction), [paper]);
  const reduced = useMemo(() => rows.flatMap(({ r, ...row }) => (r === undefined ? [] : [{ r, ...row }])).sort((a, b) => a.r - b.r), [rows]);
  const reductions = useMemo(() => reduced.map(({ r }) => r), [reduced]);
  const [wanted, setWanted] = useState<number>();
  const r = wanted ?? (manifest && reductions.includes(manifest.architecture.se.r) ? manifest.architecture.se.r : reductions[0]!);
  const chosen = reduced.find((row) => row.r === r)!;
  const points = useMemo(
    () => rows.flatMap((row): CostPoint[] => (row.parameters === undefined ? [] : [{ key: row.id, label: row.name, at: [row.parameters, row[which]], chosen: row.r === r }])),
    [rows, which, r],
  );
  const title = t('paper.reduction.title');
  const words = { which: t(`paper.${which}`) };
  const label = t('paper.reduction.chart', words);
  const axes = { x: t('paper.millions'), y: t('paper.error', words) };
  const value = t('paper.reduction.value', { ...words, error: formatFixed(chosen[which], 2), parameters: formatTick(chosen.parameters ?? NaN) });
  return (
    <section className="panel" aria-labelledby="paper-reduction" data-testid="paper-reduction">
      <div className="panelHead">
        <h2 id="paper-reduction">
          {title} <span className="sub">{t('paper.table', { number: partTables.reduction })}</span>
        </h2>
        <TakeAway of={title} make={async () => (await import('../takeaway/parts/paper')).reductionPart(store.getState(), paper, { points, label, ...axes }, reductions)} />
      </div>
      <div className="figureControls">
        <Segments label={t('paper.which')} value={which} options={{ top1: t('paper.top1'), top5: t('paper.top5') }} onChange={setWhich} />
      </div>
      <CostError label={label} summary={points.map(({ label: name, at }) => `${name}: ${formatFixed(at[1], 2)}`).join(', ')} points={points} log={false} {...axes} height={260} format={formatTick} />
      <div className="paperSlider">
        <label htmlFor={slider}>{t('paper.reduction.slider')}</label>
        <input
          id={slider}
          type="range"
          min={0}
          max={reductions.length - 1}
          step={1}
          value={reductions.indexOf(r)}
          aria-valuetext={`${t('paper.reduction.at', { r })}: ${value}`}
          onChange={(event) => setWanted(reductions[event.currentTarget.valueAsNumber])}
        />
        <output className="number">{t('paper.reduction.at', { r })}</output>
      </div>
      <p className="readout">{value}</p>
      {manifest && <OwnCost manifest={manifest} reductions={reductions} r={r} />}
      <p className="note">{withRounding(t, t('paper.reduction.note'), manifest?.architecture.se)}</p>
      <OpenRows models={paper.models} rows={rows} />
    </section>
  );
}
