import i18next from 'i18next';
import type { DepthBlock, DepthRow } from '../../../charts/depth-rows/geometry';
import { DepthDrawing } from '../../../charts/depth-rows/DepthDrawing';
import type { SeedGroup } from '../../../charts/seed-points/geometry';
import { SeedPoints } from '../../../charts/seed-points/SeedPoints';
import { settingKey } from '../../../analysis/outcome';
import type { Siblings } from '../../../contracts';
import type { Cell, Table } from '../../../export/table';
import { formatCount, formatFixed } from '../../../locales/format';
import type { State } from '../../../store/store';
import { siblingName, siblingRecipe } from '../../siblings/words';
import type { FigureOffer, Part } from '../offers';
import { drawn, look } from '../render';
import { sourceOf } from '../source';

interface Chosen {
  groups: readonly SeedGroup[];
  bar?: { size: number; label: string };
  /** Words for both axes. */
  x: string;
  y: string;
  nameX: (x: number) => string;
  /** What so many networks can tell. */
  detectable: string;
}

const sourceLines = (state: State, siblings: Siblings) => sourceOf(state, `${siblingRecipe(i18next.t, siblings)}. n = ${formatCount(siblings.rows[0]?.runs[0]?.n ?? 0)}.`);

function runsTable(state: State, siblings: Siblings): Table {
  const blocks = [...new Set(siblings.rows.flatMap((row) => row.blocks))];
  return {
    name: 'networks',
    title: i18next.t('takeaway.siblings.seeds'),
    source: sourceLines(state, siblings),
    columns: [
      { name: 'row' },
      { name: 'name' },
      { name: 'seed' },
      { name: 'parameters' },
      { name: 'macs' },
      { name: 'n', unit: 'images' },
      { name: 'top1', unit: 'share' },
      { name: 'top5', unit: 'share' },
      ...blocks.map((block) => ({ name: `${block} class_spread`, unit: 'excitation' })),
    ],
    rows: () => siblings.rows.flatMap((row) => row.runs.map(({ seed, n, top1, top5, spread }): Cell[] => [row.id, siblingName(i18next.t, siblings.rows, row), seed, row.parameters, row.macs, n, top1, top5, ...blocks.map((block) => spread[block])])),
  };
}

function removedTable(state: State, siblings: Siblings): Table {
  return {
    name: 'removed after training',
    title: i18next.t('takeaway.siblings.removed'),
    source: sourceLines(state, siblings),
    columns: [{ name: 'row' }, { name: 'seed' }, { name: 'gates' }, { name: 'n', unit: 'images' }, { name: 'top1', unit: 'share' }],
    rows: () => siblings.rows.flatMap(({ id, runs }) => runs.flatMap(({ seed, n, tail }) => tail.map(({ setting, top1 }): Cell[] => [id, seed, settingKey(setting) || 'live', n, top1]))),
  };
}

function pointsFigure(state: State, siblings: Siblings, { groups, bar, x, y, nameX, detectable }: Chosen): FigureOffer {
  const t = i18next.t;
  const title = t('takeaway.siblings.title');
  const has = (mark: SeedGroup['mark']) => groups.some((group) => group.mark === mark);
  const accent = '#3346c8';
  const make = () => ({
    name: 'siblings',
    title,
    legend: [
      { label: t('takeaway.siblings.trained'), colour: accent, textColour: look.ink, mark: 'point' as const },
      ...(has('open') ? [{ label: t('takeaway.siblings.frozen'), colour: accent, textColour: look.ink, mark: 'open' as const }] : []),
      ...(has('cross') ? [{ label: t('takeaway.siblings.off'), colour: look.ink2, textColour: look.ink, mark: 'cross' as const }] : []),
    ],
    axes: `${t('takeaway.axis.accuracy', { x, y })} ${detectable}`,
    charts: [{ ...drawn(<SeedPoints label={title} groups={groups} bar={bar} height={320} format={(value) => formatFixed(value, 1)} formatX={formatCount} nameX={nameX} />, 720), x: 0, y: 0 }],
    source: sourceLines(state, siblings),
  });
  return { name: 'siblings', title, make };
}

/** Networks trained otherwise, as shown. */
export function siblingsPart(state: State, siblings: Siblings, chosen: Chosen): Part {
  return { figures: [pointsFigure(state, siblings, chosen)], tables: [runsTable(state, siblings), removedTable(state, siblings)] };
}

/** Class spread of each row. */
export function siblingSpreadPart(state: State, siblings: Siblings, { blocks, rows }: { blocks: readonly DepthBlock[]; rows: readonly DepthRow[] }): Part {
  const t = i18next.t;
  const title = t('siblings.spread');
  const make = () => ({
    name: 'siblings spread',
    title,
    subtitle: t('siblings.spreadNote'),
    legend: [],
    axes: t('takeaway.rows.axesMoment'),
    charts: [{ ...drawn(<DepthDrawing blocks={blocks} rows={rows} stageLabel={(stage) => t('rows.stage', { stage })} rowHeight={80} />, 780), x: 0, y: 0 }],
    source: sourceLines(state, siblings),
  });
  const table: Table = {
    name: 'siblings spread',
    title,
    source: sourceLines(state, siblings),
    columns: [{ name: 'network' }, { name: 'block' }, { name: 'class_spread', unit: 'excitation, mean over seeds' }],
    rows: () => rows.flatMap((row) => blocks.map(({ id }, i): Cell[] => [row.title, id, row.values[i] as number | undefined])),
  };
  return { figures: [{ name: 'siblings spread', title, make }], tables: [table] };
}
