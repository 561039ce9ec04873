import i18next from 'i18next';
import type { JudgedClaim } from '../../../analysis/paperClaims';
import { CostError } from '../../../charts/cost-error/CostError';
import type { CostPoint } from '../../../charts/cost-error/geometry';
import { ErrorDots } from '../../../charts/error-dots/ErrorDots';
import type { DotGroup } from '../../../charts/error-dots/geometry';
import type { BlockId, PaperRuns, PaperTables } from '../../../contracts';
import { inGrid } from '../../../export/figure';
import type { Cell, Table } from '../../../export/table';
import { formatTick } from '../../../locales/format';
import type { State } from '../../../store/store';
import { reducedCost } from '../../paper/reduced';
import { ablationParts, partTables } from '../../paper/rows';
import type { Paper } from '../../paper/usePaper';
import { runsSource } from '../../paper/words';
import type { Part } from '../offers';
import { drawn } from '../render';
import { sourceOf } from '../source';

interface Drawn {
  points: readonly CostPoint[];
  label: string;
  x: string;
  y: string;
}

/** On what the runs were trained, and whether collapsed ones are among them. */
const runsLines = (runs: PaperRuns): string[] => [runsSource(i18next.t, runs), ...(runs.leftOut ? [i18next.t('paper.collapsed.left')] : [])];
const paperLine = ({ source }: PaperTables) => i18next.t('paper.source', { ...source });
/** Nothing of it was measured with the network on screen. */
const sourceWithout = (state: State, ...lines: string[]) => sourceOf({ ...state, manifest: undefined }, ...lines);

function printed(state: State, { tables }: Paper, name: string, title: string, numbers: readonly number[]): Table {
  return {
    name,
    title,
    source: sourceWithout(state, paperLine(tables)),
    columns: [
      { name: 'table' }, { name: 'row' }, { name: 'without_se' }, { name: 'r' }, { name: 'top1_error', unit: '%' }, { name: 'top5_error', unit: '%' },
      { name: 'multiply_adds', unit: 'billions' }, { name: 'parameters', unit: 'millions' },
    ],
    rows: () =>
      tables.tables
        .filter(({ number }) => numbers.includes(number))
        .flatMap(({ number, rows }) => rows.map((row): Cell[] => [number, row.name, rows.find(({ id }) => id === row.base)?.name, row.r, row.top1, row.top5, row.gflops, row.parameters])),
  };
}

function costFigure(state: State, { tables }: Paper, name: string, title: string, { points, label, x, y }: Drawn, log: boolean): Part['figures'][number] {
  const make = () => ({
    name,
    title,
    legend: [],
    axes: log ? i18next.t('paper.takeaway.axes') : i18next.t('paper.takeaway.single'),
    charts: [{ ...drawn(<CostError label={label} points={points} log={log} x={x} y={y} format={formatTick} />, 720), x: 0, y: 0 }],
    source: sourceWithout(state, paperLine(tables)),
  });
  return { name, title, make };
}

/** Tables 2 and 3, as shown. */
export function systemsPart(state: State, paper: Paper, shown: Drawn): Part {
  const title = i18next.t('paper.systems.title');
  return { figures: [costFigure(state, paper, 'paper systems', title, shown, true)], tables: [printed(state, paper, 'paper systems', title, partTables.systems)] };
}

/** Table 10, as shown, and what the network on screen would cost. */
export function reductionPart(state: State, paper: Paper, shown: Drawn, reductions: readonly number[]): Part {
  const title = i18next.t('paper.reduction.title');
  const { manifest } = state;
  const own: Table[] = manifest
    ? [
        {
          name: 'reduction cost',
          title: `${title}: ${manifest.name}`,
          source: sourceOf(state, i18next.t('paper.reduction.note')),
          columns: [{ name: 'r' }, { name: 'parameters' }, { name: 'macs' }, { name: 'se_parameters' }, { name: 'se_macs' }],
          rows: () =>
            reductions.map((r): Cell[] => {
              const { total, se } = reducedCost(manifest, r);
              return [r, total.parameters, total.macs, se.parameters, se.macs];
            }),
        },
      ]
    : [];
  return { figures: [costFigure(state, paper, 'paper reduction', title, shown, false)], tables: [printed(state, paper, 'paper reduction', title, [partTables.reduction]), ...own] };
}

function runsTable(state: State, runs: PaperRuns): Table {
  return {
    name: 'paper runs',
    title: i18next.t('paper.ablations.ours'),
    source: sourceWithout(state, ...runsLines(runs)),
    columns: [{ name: 'row' }, { name: 'name' }, { name: 'seed' }, { name: 'n', unit: 'images' }, { name: 'top1', unit: 'share' }, { name: 'parameters' }, { name: 'macs' }, { name: 'time', unit: 'minutes' }, { name: 'collapsed' }],
    rows: () => runs.runs.map(({ row, seed, n, top1, parameters, macs, minutes, collapsed }): Cell[] => [row, runs.rows.find(({ id }) => id === row)?.name, seed, n, top1, parameters, macs, minutes, collapsed]),
  };
}

/** Hidden width and class spread of each block of each run. */
function runBlocksTable(state: State, runs: PaperRuns): Table {
  const title = i18next.t('paper.ablations.blocks');
  return {
    name: 'paper runs by block',
    title,
    source: sourceWithout(state, ...runsLines(runs)),
    columns: [{ name: 'row' }, { name: 'name' }, { name: 'seed' }, { name: 'block' }, { name: 'hidden_width' }, { name: 'class_spread' }],
    rows: () =>
      runs.runs.flatMap(({ row, seed, hidden, spread }) => {
        const blocks = [...new Set([...Object.keys(hidden), ...Object.keys(spread)])] as BlockId[];
        return blocks.map((block): Cell[] => [row, runs.rows.find(({ id }) => id === row)?.name, seed, block, hidden[block], spread[block]]);
      }),
  };
}

/** Tables 11 to 16, and what was trained here, as shown. */
export function ablationsPart(state: State, paper: Paper, { groups, ours, label, x }: { groups: readonly DotGroup[]; ours: readonly DotGroup[] | undefined; label: string; x: string }): Part {
  const t = i18next.t;
  const title = t('paper.ablations.title');
  const { runs } = paper;
  const make = () => ({
    name: 'paper ablations',
    title,
    legend: [],
    axes: t('paper.ablations.paperNote') + (ours ? ` ${t('paper.ablations.late')}` : ''),
    charts: inGrid(
      [
        drawn(<ErrorDots label={label} groups={groups} x={x} format={formatTick} mark="diamond" />, 460),
        ...(ours ? [drawn(<ErrorDots label={t('paper.ablations.oursChart')} groups={ours} x={t('paper.ablations.oursX')} format={formatTick} mark="point" />, 460)] : []),
      ],
      2,
      30,
    ),
    source: [...(ours && runs ? runsLines(runs) : []), ...sourceWithout(state, paperLine(paper.tables))],
  });
  return {
    figures: [{ name: 'paper ablations', title, make }],
    tables: [printed(state, paper, 'paper ablations', title, ablationParts.flatMap((part) => [...partTables[part]])), ...(runs && ours ? [runsTable(state, runs), runBlocksTable(state, runs)] : [])],
  };
}

/** Every claim with its interval and verdict. */
export function claimsPart(state: State, runs: PaperRuns, judged: readonly JudgedClaim[], sentence: (one: JudgedClaim) => string): Part {
  const table: Table = {
    name: 'paper claims',
    title: i18next.t('paper.claims.title'),
    source: sourceWithout(state, ...runsLines(runs), i18next.t('paper.claims.note')),
    columns: [{ name: 'claim' }, { name: 'table' }, { name: 'section' }, { name: 'difference', unit: 'points' }, { name: 'low' }, { name: 'high' }, { name: 'confidence' }, { name: 'interval' }, { name: 'verdict' }],
    rows: () => judged.map((one): Cell[] => [sentence(one), one.claim.table, one.claim.section, one.points.value, one.points.low, one.points.high, one.confidence, one.method, one.verdict]),
  };
  return { figures: [], tables: [table] };
}
