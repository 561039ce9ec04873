import i18next from 'i18next';
import { singleBlockOutcomes, paired } from '../../../analysis/outcome';
import { DepthDrawing } from '../../../charts/depth-rows/DepthDrawing';
import type { DepthBlock, DepthRow } from '../../../charts/depth-rows/geometry';
import type { BlockStatistics, Estimate } from '../../../contracts';
import type { Cell, Column, Table } from '../../../export/table';
import type { State } from '../../../store/store';
import type { Moment } from '../../evolution/moment';
import { trainingShare } from '../../evolution/moment';
import { stageOf } from '../../gates/quick';
import type { Part } from '../offers';
import { drawn } from '../render';
import { profileLine, recordLine, sourceOf } from '../source';
import { pointsTable } from './evolution';

const excitation = (name: string): Column => ({ name, unit: 'excitation' });
const share = (name: string): Column => ({ name, unit: 'share' });
const points = (name: string): Column[] => ['', '_low', '_high'].map((end) => ({ name: `${name}${end}`, unit: 'points of top-1', source: 'record' }));
const flips = (name: string): Column[] => ['lost', 'gained'].map((way) => ({ name: `${name}_${way}`, unit: 'images', source: 'record' }));

const columns: Column[] = [
  { name: 'block' },
  { name: 'stage' },
  { name: 'channels' },
  ...['class_spread', 'class_spread_low', 'class_spread_high', 'image_spread'].map(excitation),
  share('class_share'),
  ...['scale', 'rest', 'mean'].map(excitation),
  ...['above_0.9', 'below_0.1', 'flattening'].map(share),
  { name: 'traits' },
  ...points('frozen_change'),
  ...flips('frozen'),
  ...points('off_change'),
  ...flips('off'),
  { name: 'n', unit: 'images', source: 'record' },
];

const inPoints = ({ value, low, high }: Estimate): Cell[] => [value, low, high].map((part) => 100 * part);

/** Every statistic of every block, and what freezing it or switching it off alone does. */
function blocksTable(state: State, statistics: readonly BlockStatistics[]): Table {
  const { record } = state;
  const ids = statistics.map(({ block }) => block);
  const alone = { frozen: record ? singleBlockOutcomes(record, ids, 'frozen') : {}, off: record ? singleBlockOutcomes(record, ids, 'off') : {} };
  return {
    name: 'blocks',
    title: i18next.t('takeaway.rows.table'),
    source: sourceOf(state, profileLine(state), recordLine(state)),
    columns,
    rows: () =>
      statistics.map((row): Cell[] => {
        const outcomes = [alone.frozen[row.block], alone.off[row.block]];
        return [
          row.block,
          Number(stageOf(row.block)),
          row.channels,
          row.spread.value,
          row.spread.low,
          row.spread.high,
          row.imageSpread,
          row.share,
          row.scale,
          row.rest,
          row.mean,
          row.above09,
          row.below01,
          row.flattening,
          row.traits.join('; '),
          ...outcomes.flatMap((outcome): Cell[] => (outcome ? [...inPoints(paired(outcome).change.top1), outcome.lost, outcome.gained] : [undefined, undefined, undefined, undefined, undefined])),
          record?.images,
        ];
      }),
  };
}

interface Drawn {
  blocks: readonly DepthBlock[];
  rows: readonly DepthRow[];
  statistics: readonly BlockStatistics[];
  moment?: Moment;
}

/** The rows as they are opened on the page, at a point of training where one is looked at. */
export function rowsPart(state: State, { blocks, rows, statistics, moment }: Drawn): Part {
  const t = i18next.t;
  const title = t('takeaway.rows.title');
  return {
    figures: [
      {
        name: 'blocks in depth',
        title,
        make: () => {
          const drawing = drawn(<DepthDrawing blocks={blocks} rows={rows} stageLabel={(stage) => t('rows.stage', { stage })} rowHeight={90} />, 780);
          return {
            name: 'blocks in depth',
            title,
            subtitle: moment && t('takeaway.training.curves', { percent: trainingShare(moment.point.share) }),
            legend: [],
            axes: t(moment ? 'takeaway.rows.axesMoment' : 'takeaway.rows.axes'),
            charts: [{ ...drawing, x: 0, y: 0 }],
            source: moment ? sourceOf(state, moment.evolution.images) : sourceOf(state, profileLine(state), recordLine(state)),
          };
        },
      },
    ],
    tables: [blocksTable(state, statistics), ...(moment ? [pointsTable(state, moment.evolution)] : [])],
  };
}
