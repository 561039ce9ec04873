import type { TFunction } from 'i18next';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { detectableDifference, seedMean } from '../../analysis/seeds';
import { ErrorDots } from '../../charts/error-dots/ErrorDots';
import type { DotGroup } from '../../charts/error-dots/geometry';
import type { PaperRuns, PaperTables } from '../../contracts';
import { formatFixed, formatTick } from '../../locales/format';
import { useAppStore } from '../context';
import { Segments } from '../Segments';
import { rangesText } from '../summary';
import { TakeAway } from '../takeaway/TakeAway';
import { OpenRows } from './OpenRows';
import { ablationParts, ablationRows, partTables, type Which } from './rows';
import type { Paper } from './usePaper';

const two = (value: number) => formatFixed(value, 2);

function paperGroups(t: TFunction, tables: PaperTables, which: Which): DotGroup[] {
  return ablationParts.map((part) => {
    const numbers = partTables[part];
    const where = t(numbers.length > 1 ? 'paper.tables' : 'paper.table', { number: numbers[0], numbers: numbers.join(', ') });
    return {
      key: part,
      label: t('paper.ablations.head', { what: t(`paper.ablations.groups.${part}`), where }),
      rows: ablationRows(tables, part).map((row) => ({ key: row.id, label: row.name, values: [row[which]] })),
    };
  });
}

/** Rows trained here, one group a network. */
function ownGroups({ rows, runs }: PaperRuns): DotGroup[] {
  const networks = [...new Set(rows.map(({ network }) => network))];
  return networks.map((network) => ({
    key: network,
    label: network,
    rows: rows
      .filter((row) => row.network === network)
      .map(({ id, name }) => {
        const values = runs.filter(({ row }) => row === id).map(({ top1 }) => 100 * (1 - top1));
        return { key: id, label: name, values, mean: seedMean(values) };
      }),
  }));
}

const summaryOf = (t: TFunction, groups: readonly DotGroup[]) => rangesText(t, groups.flatMap(({ rows }) => rows.map(({ label, values }) => ({ label, values }))), two);

function Ours({ runs, groups }: { runs: PaperRuns; groups: readonly DotGroup[] }) {
  const { t } = useTranslation();
  // Rows of one network share a deviation: D is theirs.
  const largest = groups.reduce((a, b) => (b.rows.length > a.rows.length ? b : a));
  const smallest = detectableDifference(largest.rows.map(({ values }) => values));
  return (
    <div data-testid="paper-ours">
      <h3>{t('paper.ablations.ours')}</h3>
      <ErrorDots label={t('paper.ablations.oursChart')} summary={summaryOf(t, groups)} groups={groups} x={t('paper.ablations.oursX')} format={formatTick} mark="point" />
      <p className="outcome">{smallest === undefined ? t('siblings.undetermined') : t('siblings.detectable', { points: two(Math.ceil(smallest * 100 - 1e-9) / 100) })}</p>
      <p className="note">{t('paper.ablations.oursNote', { data: runs.data, recipe: runs.recipe, epochs: formatTick(runs.epochs) })}</p>
      <p className="note">{t('paper.ablations.late')}</p>
    </div>
  );
}

/** Stages, squeeze, excitation, place and NoSqueeze on one axis of error; the paper's beside what was trained here. */
export function AblationsPanel({ paper }: { paper: Paper }) {
  const { t } = useTranslation();
  const store = useAppStore();
  const [which, setWhich] = useState<Which>('top1');
  const { tables, runs, models } = paper;
  const groups = useMemo(() => paperGroups(t, tables, which), [t, tables, which]);
  const ours = useMemo(() => runs && runs.rows.length > 0 && ownGroups(runs), [runs]);
  const title = t('paper.ablations.title');
  const words = { which: t(`paper.${which}`) };
  const label = t('paper.ablations.chart', words);
  const x = t('paper.ablations.x', words);
  return (
    <section className="panel paperWide" aria-labelledby="paper-ablations" data-testid="paper-ablations">
      <div className="panelHead">
        <h2 id="paper-ablations">{title}</h2>
        <TakeAway of={title} make={async () => (await import('../takeaway/parts/paper')).ablationsPart(store.getState(), paper, { groups, ours: ours || undefined, label, x })} />
      </div>
      <div className="paperSides">
        <div>
          <h3>{t('paper.ablations.paper')}</h3>
          <div className="figureControls">
            <Segments label={t('paper.which')} value={which} options={{ top1: t('paper.top1'), top5: t('paper.top5') }} onChange={setWhich} />
          </div>
          <ErrorDots label={label} summary={summaryOf(t, groups)} groups={groups} x={x} format={formatTick} mark="diamond" />
          <p className="note">{t('paper.ablations.paperNote')}</p>
        </div>
        {runs && ours && <Ours runs={runs} groups={ours} />}
      </div>
      {!ours && <p className="note">{t('paper.ablations.notYet')}</p>}
      <OpenRows models={models} rows={[...(runs?.rows.map(({ id, name }) => ({ id, name })) ?? []), ...ablationParts.flatMap((part) => ablationRows(tables, part))]} />
    </section>
  );
}
