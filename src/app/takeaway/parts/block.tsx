import i18next from 'i18next';
import { BINS, countsOf, totalCounts } from '../../../analysis/histogram';
import { Histogram } from '../../../charts/histogram/Histogram';
import type { Profile } from '../../../contracts';
import type { Cell, Table } from '../../../export/table';
import { formatFixed, formatPercent } from '../../../locales/format';
import type { State } from '../../../store/store';
import type { BlockData, ChosenClass } from '../../figure/curves';
import type { Part } from '../offers';
import { drawn, look } from '../render';
import { profileLine, sourceOf } from '../source';
import { channelsTable } from './channels';
import { blockDrawing, curvesOf, panelFigure } from './figure';
import { classEntry } from './panels';

const percent = (value: number) => formatPercent(value, 0);

function binsTable(state: State, data: BlockData, chosen: readonly ChosenClass[], [low, high]: Profile['range']): Table {
  const { hist } = data.profile;
  const { block } = data.statistics;
  const total = totalCounts(hist);
  const edge = (i: number) => low + ((high - low) * i) / BINS;
  return {
    name: `${block} bins`,
    title: i18next.t('takeaway.block.bins', { block }),
    source: sourceOf(state, profileLine(state)),
    columns: [{ name: 'from', unit: 'excitation' }, { name: 'to', unit: 'excitation' }, { name: 'all', unit: 'images x channels' }, ...chosen.map(({ label }) => ({ name: label, unit: 'images x channels' }))],
    rows: () => Array.from(total, (count, i): Cell[] => [edge(i), edge(i + 1), count, ...chosen.map(({ id }) => countsOf(hist, id)[i])]),
  };
}

function factsTable(state: State, { statistics }: BlockData): Table {
  const { block, mean, spread, imageSpread, share, scale, rest, flattening, above09, below01, traits, channels } = statistics;
  const rows: Cell[][] = [
    ['channels', channels, undefined, undefined, 'channels'],
    ['mean', mean, undefined, undefined, 'excitation'],
    ['class_spread', spread.value, spread.low, spread.high, 'excitation'],
    ['image_spread', imageSpread, undefined, undefined, 'excitation'],
    ['class_share', share, undefined, undefined, 'share'],
    ['scale', scale, undefined, undefined, 'excitation'],
    ['rest', rest, undefined, undefined, 'excitation'],
    ['flattening', flattening, undefined, undefined, 'share'],
    ['above_0.9', above09, undefined, undefined, 'share'],
    ['below_0.1', below01, undefined, undefined, 'share'],
    ...traits.map((trait): Cell[] => [`trait: ${trait}`, 1]),
  ];
  return {
    name: `${block} numbers`,
    title: i18next.t('takeaway.block.facts', { block }),
    source: sourceOf(state, profileLine(state)),
    columns: [{ name: 'quantity' }, { name: 'value' }, { name: 'low' }, { name: 'high' }, { name: 'unit' }],
    rows: () => rows,
  };
}

function histogramFigure(state: State, data: BlockData, sd: ChosenClass | undefined, range: Profile['range']) {
  const t = i18next.t;
  const { block, above09, below01 } = data.statistics;
  const title = t('takeaway.block.histogram', { block });
  const name = `${block} values`;
  const make = () => ({
    name,
    title,
    legend: [{ label: t('takeaway.block.allImages'), colour: '#cdd2e1', textColour: look.ink, mark: 'band' as const }, ...(sd ? [classEntry(sd)] : [])],
    axes: t('takeaway.block.histogramAxes'),
    charts: [
      {
        ...drawn(
          <Histogram
            label={title}
            counts={totalCounts(data.profile.hist)}
            range={range}
            overlay={sd && { counts: countsOf(data.profile.hist, sd.id), colour: sd.colour }}
            thresholds={[
              { value: 0.9, label: t('block.above', { percent: percent(above09) }), side: 'left' },
              { value: 0.1, label: t('block.below', { percent: percent(below01) }), side: 'right' },
            ]}
            xLabel={t('figure.y')}
            height={220}
            formatX={(value) => formatFixed(value, 1)}
            formatShare={percent}
            describe={() => ''}
          />,
          560,
        ),
        x: 0,
        y: 0,
      },
    ],
    source: sourceOf(state, profileLine(state)),
  });
  return { name, title, make };
}

/** An opened block. */
export function blockPart(state: State, data: BlockData, chosen: readonly ChosenClass[], { limit, range }: { limit: number; range: Profile['range'] }): Part {
  const { block } = data.statistics;
  const title = i18next.t('takeaway.block.title', { block });
  const curves = curvesOf(state, data, chosen);
  const extremes = chosen.length + Number(curves.image !== undefined) <= 2;
  const make = () => ({
    name: block,
    title,
    ...panelFigure(state, chosen, { curves: [curves], limit }),
    charts: [{ ...blockDrawing(state, curves, limit, { width: 900, height: 320, extremes }), x: 0, y: 0 }],
  });
  return {
    figures: [{ name: block, title, make }, histogramFigure(state, data, chosen.find(({ id }) => id === state.sdClass), range)],
    tables: [channelsTable(state, [curves], i18next.t('takeaway.block.channels', { block }), `${block} channels`), factsTable(state, data), binsTable(state, data, chosen, range)],
  };
}
