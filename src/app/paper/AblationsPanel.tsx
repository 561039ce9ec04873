import { group as grouped } from 'd3';
import type { TFunction } from 'i18next';
import { type ReactNode, useMemo, useState } from 'react';
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
import { type AblationPart, ablationParts, ablationRows, partTables, type Which } from './rows';
import type { Paper } from './usePaper';
import { runsSource } from './words';

const two = (value: number) => formatFixed(value, 2);

function headOf(t: TFunction, part: AblationPart): string {
  const numbers = partTables[part];
  const where = t(numbers.length > 1 ? 'paper.tables' : 'paper.table', { number: numbers[0], numbers: numbers.join(', ') });
  return t('paper.ablations.head', { what: t(`paper.ablations.groups.${part}`), where });
}

function paperGroups(t: TFunction, tables: PaperTables, which: Which): DotGroup[] {
  return ablationParts.map((part) => ({
    key: part,
    label: headOf(t, part),
    rows: ablationRows(tables, part).map((row) => ({ key: row.id, label: row.name, values: [row[which]] })),
  }));
}

/** In the paper's order, what was trained of it, by its own name: another network than the paper's. Then what was trained beyond that. */
function ownGroups(t: TFunction, tables: PaperTables, { rows, runs }: PaperRuns): DotGroup[] {
  const group = (key: string, label: string, own: PaperRuns['rows']): DotGroup => ({
    key,
    label,
    rows: own.map(({ id, name }) => {
      const errors = (collapsed: boolean) => runs.filter((run) => run.row === id && run.collapsed === collapsed).map(({ top1 }) => 100 * (1 - top1));
      const [values, lost] = [errors(false), errors(true)];
      const mean = seedMean([...values, ...lost]);
      const text = t('paper.ablations.off', { mean: formatFixed(mean.value, 1), values: lost.map((value) => formatFixed(value, 1)).join(', ') });
      return { key: `${key} ${id}`, label: name, values, mean, off: lost.length > 0 ? { values: lost, text } : undefined };
    }),
  });
  const trained = (part: AblationPart) => ablationRows(tables, part).flatMap(({ row }) => rows.find(({ id }) => id === row) ?? []);
  const placed = new Set(ablationParts.flatMap(trained));
  const groups = [
    ...ablationParts.map((part) => group(part, headOf(t, part), trained(part))),
    group('others', t('paper.ablations.groups.others'), rows.filter((row) => !placed.has(row))),
  ];
  return groups.filter(({ rows: own }) => own.length > 0);
}

const summaryOf = (t: TFunction, groups: readonly DotGroup[]) => rangesText(t, groups.flatMap(({ rows }) => rows.map(({ label, values, off }) => ({ label, values: [...values, ...(off?.values ?? [])] }))), two);

const networkName = (t: TFunction, network: string) => (network === 'residual' || network === 'inception' ? t(`paper.ablations.networks.${network}`) : network);

/** What differences its seeds can show, network by network: only rows of one network share a deviation. */
function Detectable({ runs: { rows, runs } }: { runs: PaperRuns }) {
  const { t } = useTranslation();
  const networks = useMemo(() => {
    const errors = (network: string) => rows.filter((row) => row.network === network).map(({ id }) => runs.filter(({ row }) => row === id).map(({ top1 }) => 100 * (1 - top1)));
    return [...new Set(rows.map(({ network }) => network))].map((network) => ({ network, groups: errors(network) })).filter(({ groups }) => groups.length > 1);
  }, [rows, runs]);
  return networks.map(({ network, groups }) => {
    const smallest = detectableDifference(groups);
    const words = { network: networkName(t, network) };
    return (
      <p key={network} className="outcome">
        {smallest === undefined ? t('paper.ablations.undetermined', words) : t('paper.ablations.detectable', { ...words, points: two(Math.ceil(smallest * 100 - 1e-9) / 100) })}
      </p>
    );
  });
}

/** The hidden widths of each stage in depth, equal ones once; a line for all rows that have the same. */
function HiddenWidths({ runs: { rows, runs } }: { runs: PaperRuns }) {
  const { t } = useTranslation();
  const widthsOf = (id: string) => Object.entries(runs.find(({ row }) => row === id)!.hidden);
  const text = (id: string) =>
    [...grouped(widthsOf(id), ([block]) => block.split('_')[1]!)]
      .map(([stage, blocks]) => {
        const widths = blocks.map(([, width]) => formatTick(width!));
        return t('paper.ablations.hiddenStage', { stage, widths: (new Set(widths).size > 1 ? widths : widths.slice(0, 1)).join(', ') });
      })
      .join('; ');
  const lines = [...grouped(rows.filter(({ id }) => widthsOf(id).length > 0), ({ id }) => text(id))];
  if (lines.length === 0) return null;
  return (
    <>
      <p className="note">{t('paper.ablations.hidden')}</p>
      <ul className="note paperWidths" data-testid="paper-hidden">
        {lines.map(([widths, alike]) => (
          <li key={widths}>{t('paper.ablations.hiddenRow', { names: alike.map(({ name }) => name).join(' · '), widths })}</li>
        ))}
      </ul>
    </>
  );
}

function Ours({ runs, groups, choice }: { runs: PaperRuns; groups: readonly DotGroup[]; choice: ReactNode }) {
  const { t } = useTranslation();
  return (
    <div data-testid="paper-ours">
      <h3>{t('paper.ablations.ours')}</h3>
      {choice}
      <ErrorDots label={t('paper.ablations.oursChart')} summary={summaryOf(t, groups)} groups={groups} x={t('paper.ablations.oursX')} format={formatTick} mark="point" />
      <Detectable runs={runs} />
      <p className="note">{t('paper.ablations.oursNote', { source: runsSource(t, runs) })}</p>
      <p className="note">{t('paper.ablations.late')}</p>
      <HiddenWidths runs={runs} />
    </div>
  );
}

/** Stages, squeeze, excitation, place and NoSqueeze on one axis of error; the paper's beside what was trained here. */
export function AblationsPanel({ paper, choice }: { paper: Paper; choice: ReactNode }) {
  const { t } = useTranslation();
  const store = useAppStore();
  const [which, setWhich] = useState<Which>('top1');
  const { tables, runs, models } = paper;
  const groups = useMemo(() => paperGroups(t, tables, which), [t, tables, which]);
  const ours = useMemo(() => runs && runs.rows.length > 0 && ownGroups(t, tables, runs), [t, tables, runs]);
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
        {runs && ours && <Ours runs={runs} groups={ours} choice={choice} />}
      </div>
      {!ours && <p className="note">{t('paper.ablations.notYet')}</p>}
      <OpenRows models={models} rows={[...(runs?.rows.map(({ id, name }) => ({ id, name })) ?? []), ...ablationParts.flatMap((part) => ablationRows(tables, part))]} />
    </section>
  );
}
