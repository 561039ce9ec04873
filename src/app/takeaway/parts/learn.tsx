import i18next from 'i18next';
import { GrowthDrawing } from '../../../charts/growth/GrowthDrawing';
import type { GrowthRow } from '../../../charts/growth/Growth';
import type { ModuleBox } from '../../../charts/module-drawing/geometry';
import { ModuleDrawing } from '../../../charts/module-drawing/ModuleDrawing';
import { DepthDrawing } from '../../../charts/depth-rows/DepthDrawing';
import { type DepthBlock, type DepthRow, valueOf } from '../../../charts/depth-rows/geometry';
import type { Cell } from '../../../export/table';
import { formatCount } from '../../../locales/format';
import type { State } from '../../../store/store';
import type { Part } from '../offers';
import { drawn, look } from '../render';
import { profileLine, sourceOf } from '../source';

/** One unit or module as boxes, and each box as a row. */
export function modulePart(state: State, name: string, title: string, boxes: readonly ModuleBox[]): Part {
  const source = sourceOf(state);
  const chart = () => ({ ...drawn(<ModuleDrawing label="" summary="" boxes={boxes} />, 620), x: 0, y: 0 });
  const rows = () => boxes.map((box): Cell[] => [box.id, box.title, box.shape, box.numbers, box.from.join(' ')]);
  return {
    figures: [{ name, title, make: () => ({ name, title, legend: [], charts: [chart()], source }) }],
    tables: [{ name, title, source, columns: ['value', 'operation', 'shape', 'range', 'from'].map((column) => ({ name: column })), rows }],
  };
}

/** All SE modules of the network under other reductions. */
export function reductionPart(state: State, title: string, rows: readonly GrowthRow[]): Part {
  const name = 'reduction';
  const source = sourceOf(state);
  const chart = () => ({ ...drawn(<GrowthDrawing label={i18next.t('learn.cost.label')} head={i18next.t('learn.cost.parameters')} rows={rows} format={formatCount} />, 520), x: 0, y: 0 });
  const legend = [{ label: i18next.t('takeaway.oneBlock.own'), colour: look.line.plus, mark: 'band' as const }];
  return {
    figures: [{ name, title, make: () => ({ name, title, legend, charts: [chart()], source }) }],
    tables: [
      {
        name,
        title,
        source,
        columns: [{ name: 'r' }, { name: 'parameters' }, { name: 'macs', unit: 'multiply-adds an image' }, { name: 'this_network' }],
        rows: () => rows.map(({ key, values, own }): Cell[] => [Number(key), ...values, own]),
      },
    ],
  };
}

/** What of the class spread is chance, and what a class mean hides. */
export function doubtPart(state: State, title: string, blocks: readonly DepthBlock[], rows: readonly DepthRow[]): Part {
  const name = 'spread and chance';
  const source = sourceOf(state, profileLine(state));
  const chart = () => ({ ...drawn(<DepthDrawing blocks={blocks} rows={rows} stageLabel={(stage) => i18next.t('rows.stage', { stage })} rowHeight={90} />, 780), x: 0, y: 0 });
  const series = rows.flatMap(({ key, values, extra = [] }) => [{ key, values }, ...extra]);
  return {
    figures: [{ name, title, make: () => ({ name, title, legend: [], axes: i18next.t('takeaway.rows.axesMoment'), charts: [chart()], source }) }],
    tables: [
      {
        name,
        title,
        source,
        columns: [{ name: 'block' }, ...series.map(({ key }) => ({ name: key, unit: key === 'above' ? 'share above 0.9' : 'excitation' }))],
        rows: () => blocks.map(({ id }, i): Cell[] => [id, ...series.map(({ values }) => valueOf(values[i]))]),
      },
    ],
  };
}
