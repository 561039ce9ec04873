import i18next from 'i18next';
import { sortedOrder, type StandingOut, standOut } from '../../../analysis/curves';
import type { RankedClass } from '../../../analysis/groups';
import { hedgesG } from '../../../analysis/hedges';
import type { BlockSeparation } from '../../../analysis/separation';
import { DifferenceDrawing } from '../../../charts/difference-panel/DifferenceDrawing';
import { MatrixDrawing } from '../../../charts/distance-matrix/MatrixDrawing';
import type { BlockId, BlockStatistics, GateMode, ImageResult } from '../../../contracts';
import type { DistanceSet } from '../../../engine/comparisonClient';
import { type Drawing, type Figure, inGrid } from '../../../export/figure';
import type { Cell, Table } from '../../../export/table';
import { formatFixed, formatSigned, formatTick } from '../../../locales/format';
import type { State } from '../../../store/store';
import { subjectCurve } from '../../compare/curves';
import type { Compared } from '../../compare/measured';
import type { Pair } from '../../compare/subjects';
import type { BlockData } from '../../figure/curves';
import type { Part } from '../offers';
import { drawn } from '../render';
import { profileLine, sourceOf } from '../source';
import { classNames, wordnetOf } from './names';
import { classEntry, otherEntries, panelDrawing } from './panels';

const width = 336;
const unit = 170;

const pairName = ({ a, b }: Pair) => `${a.label} - ${b.label}`;
const countsLine = ({ a, b }: Pair) => `${a.label}: n = ${a.n}; ${b.label}: n = ${b.n}.`;
const sourceLines = (state: State, pair: Pair) => sourceOf(state, countsLine(pair), profileLine(state));

/** Every channel with means, sd, Welch's interval, adjusted p and Hedges' g; what a single image doesn't have is missing. */
function separationTable(state: State, { pair, separation }: Compared): Table {
  const { a, b } = pair;
  return {
    name: pairName(pair),
    title: i18next.t('takeaway.compare.channels'),
    source: sourceLines(state, pair),
    columns: [
      { name: 'block' },
      { name: 'channel' },
      ...[a, b].flatMap(({ label }) => [
        { name: `${label} mean`, unit: 'excitation' },
        { name: `${label} sd`, unit: 'excitation' },
        { name: `${label} n`, unit: 'images' },
      ]),
      { name: 'difference', unit: 'excitation' },
      { name: 'low', unit: 'excitation', source: 'Welch’s 95 % interval' },
      { name: 'high', unit: 'excitation', source: 'Welch’s 95 % interval' },
      { name: 'p_adjusted', source: 'Welch’s test, after Benjamini and Hochberg over all channels' },
      { name: 'hedges_g', unit: 'pooled sd' },
    ],
    rows: function* () {
      for (const { block, difference, half, adjusted } of separation.blocks) {
        const [one, other] = [a.moments(block), b.moments(block)];
        for (let c = 0; c < difference.length; c++) {
          const [d, h] = [difference[c]!, half?.[c]];
          const [first, second] = [one, other].map(({ n, mean, std }) => ({ n, mean: mean[c]!, sd: std?.[c] ?? Number.NaN })) as [{ n: number; mean: number; sd: number }, { n: number; mean: number; sd: number }];
          yield [block, c, first.mean, first.sd, first.n, second.mean, second.sd, second.n, d, h === undefined ? undefined : d - h, h === undefined ? undefined : d + h, adjusted?.[c], hedgesG(first, second)];
        }
      }
    },
  };
}

export const channelsPart = (state: State, compared: Compared): Part => ({ figures: [], tables: [separationTable(state, compared)] });

interface DrawnPair {
  data: BlockData;
  separation: BlockSeparation;
}

/** Both curves and under them their difference, on one scale. */
function pairDrawing(pair: Pair, { data, separation }: DrawnPair, limit: number, sd: boolean): Drawing {
  const t = i18next.t;
  const { a, b } = pair;
  const order = sortedOrder(data.statistics.all);
  const classes = [subjectCurve(a, data), subjectCurve(b, data)];
  const distance = t('takeaway.compare.distance', { distance: formatFixed(separation.distance, 2) });
  const above = panelDrawing({ title: separation.block, channelsLabel: distance, order, classes, bandOf: sd ? [a.key, b.key] : [], height: unit }, undefined, width);
  const titles = { xTitle: t('takeaway.axis.sorted'), yTitle: t('takeaway.axis.difference') };
  const below = drawn(
    <DifferenceDrawing order={order} difference={separation.difference} colours={[a.colour, b.colour]} limit={limit} unit={unit} format={(value) => formatSigned(value, value === 0 ? 0 : 1)} {...titles} />,
    width,
  );
  return { width, height: above.height + below.height, markup: `${above.markup}<g transform="translate(0,${above.height})">${below.markup}</g>` };
}

/** The two compared, block by block. */
export function pairPart(state: State, { pair, separation }: Compared, shown: readonly DrawnPair[], { limit, sd }: { limit: number; sd: boolean }): Part {
  const t = i18next.t;
  const { a, b } = pair;
  const title = t('takeaway.compare.title', { a: a.label, b: b.label });
  const name = `${pairName(pair)} curves`;
  const make = (): Figure => ({
    name,
    title,
    subtitle: t('figure.subtitle.sorted'),
    legend: [a, b].flatMap((subject) => [classEntry(subject), ...(sd && subject.n > 1 ? [{ ...classEntry(subject), label: t('takeaway.figure.band', { name: subject.label }), mark: 'pale' as const }] : [])]),
    axes: t('takeaway.compare.axes', { a: a.label, b: b.label }),
    charts: inGrid(
      shown.map((block) => pairDrawing(pair, block, limit, sd)),
      3,
      16,
    ),
    source: sourceLines(state, pair),
  });
  const blocks: Table = {
    name: `${pairName(pair)} blocks`,
    title: t('takeaway.compare.blocks'),
    source: sourceLines(state, pair),
    columns: [{ name: 'block' }, { name: 'distance', unit: 'excitation' }],
    rows: () => separation.blocks.map(({ block, distance }): Cell[] => [block, distance]),
  };
  return { figures: [{ name, title, make }], tables: [blocks] };
}

/** Class × class distances: the figure of the shown block, the numbers of all. */
export function distancesPart(state: State, { blocks, order, limit }: DistanceSet, { block, ids }: { block: BlockId; ids: readonly BlockId[] }): Part {
  const t = i18next.t;
  const name = classNames(state.manifest);
  const count = order.length;
  const places = Uint32Array.from(order, () => 0);
  for (let place = 0; place < count; place++) places[order[place]!] = place;
  const of = (id: number): Cell[] => [name(id), wordnetOf(state.manifest, id), places[id]];
  const title = t('takeaway.compare.distances', { block });
  const make = (): Figure => ({
    name: `distances ${block}`,
    title,
    legend: [],
    charts: [
      {
        ...drawn(
          <MatrixDrawing
            title={block}
            distances={blocks[ids.indexOf(block)]!}
            order={order}
            limit={limit}
            format={formatTick}
            legend={t('compare.distances.legend')}
            axisTitle={t('takeaway.axis.classesAlike')}
          />,
          560,
        ),
        x: 0,
        y: 0,
      },
    ],
    source: sourceOf(state, profileLine(state)),
  });
  const table: Table = {
    name: 'distances',
    title: t('takeaway.compare.distancesTable'),
    source: sourceOf(state, profileLine(state)),
    columns: [...['a', 'b'].flatMap((side) => [side, `${side}_wordnet`, `${side}_place`].map((of) => ({ name: of }))), ...ids.map((id) => ({ name: id, unit: 'excitation' }))],
    rows: function* () {
      for (let a = 0; a < count; a++) {
        for (let b = a + 1; b < count; b++) yield [...of(a), ...of(b), ...blocks.map((distances) => distances[a * count + b])];
      }
    },
  };
  return { figures: [{ name: `distances ${block}`, title, make }], tables: [table] };
}

/** Classes by how far they open some channels. */
export function openedPart(state: State, { block, channels }: { block: BlockId; channels: readonly number[] }, ranked: readonly RankedClass[]): Part {
  const name = classNames(state.manifest);
  const what = `${block}, ${channels.length === 1 ? channels[0] : `${channels.length} channels`}`;
  const table: Table = {
    name: `classes by ${block} ${channels[0]}${channels.length > 1 ? ` and ${channels.length - 1} more` : ''}`,
    title: i18next.t('takeaway.compare.opened', { what }),
    source: sourceOf(state, `${block}: ${channels.join(', ')}.`, profileLine(state)),
    columns: [{ name: 'place' }, { name: 'class' }, { name: 'class_name' }, { name: 'wordnet' }, { name: 'n', unit: 'images' }, { name: 'mean', unit: 'excitation' }, { name: 'half_of_95_interval', unit: 'excitation' }],
    rows: () => ranked.map(({ id, value, half }, i): Cell[] => [i + 1, id, name(id), wordnetOf(state.manifest, id), state.profile?.count[id], value, half]),
  };
  return { figures: [], tables: [table] };
}

/** Of both subjects: the channels that differ most from 'all'. */
export function standOutPart(state: State, pair: Pair, statistics: readonly BlockStatistics[]): Part {
  const table: Table = {
    name: `${pairName(pair)} standing out`,
    title: i18next.t('takeaway.compare.standOut'),
    source: sourceLines(state, pair),
    columns: [{ name: 'of' }, { name: 'block' }, { name: 'place' }, { name: 'channel' }, { name: 'difference_from_all', unit: 'excitation' }, { name: 'in_sd', unit: 'sd' }],
    rows: () =>
      [pair.a, pair.b].flatMap((subject) =>
        statistics.flatMap(({ block, all, allStd }) =>
          standOut(subject.moments(block).mean, all, allStd, 10).map(({ channel, difference, deviations }: StandingOut, i): Cell[] => [subject.label, block, i + 1, channel, difference, deviations]),
        ),
      ),
  };
  return { figures: [], tables: [table] };
}

interface Modes {
  name: string;
  blocks: readonly BlockId[];
  statistics: BlockStatistics;
  results: Partial<Record<GateMode, ImageResult>>;
}

/** One image with some gates live, frozen and off. */
export function modesPart(state: State, { name, blocks, statistics, results }: Modes): Part {
  const t = i18next.t;
  const { block, all, p10, p90 } = statistics;
  const title = t('takeaway.compare.modes', { name });
  const found = (Object.keys(results) as GateMode[]).flatMap((mode) => (results[mode] ? [{ mode, result: results[mode] }] : []));
  const order = sortedOrder(all);
  const source = sourceOf(state, t('takeaway.source.gates', { what: blocks.join(', ') }), t('takeaway.source.image', { name }));
  const make = (): Figure => ({
    name: `${name} modes`,
    title,
    subtitle: t('compare.gates.note', { blocks: blocks.join(', '), block }),
    legend: otherEntries({ image: name, gate: true, ribbon: state.profile?.classes }),
    charts: inGrid(
      found.map(({ mode, result }) =>
        panelDrawing(
          {
            title: t(`gates.${mode}`),
            channelsLabel: block,
            order,
            ribbon: { low: p10, high: p90 },
            classes: [],
            image: { label: name, excitation: result.excitation[block]!, gate: mode === 'live' ? undefined : result.gate[block] },
            height: unit,
          },
          'sorted',
          width,
        ),
      ),
      3,
      16,
    ),
    source,
  });
  const names = classNames(state.manifest);
  const table: Table = {
    name: `${name} modes`,
    title,
    source,
    columns: [{ name: 'class' }, { name: 'class_name' }, { name: 'wordnet' }, ...found.map(({ mode }) => ({ name: `probability_${mode}`, unit: 'share' }))],
    rows: () => Array.from({ length: found[0]?.result.probabilities.length ?? 0 }, (_, id): Cell[] => [id, names(id), wordnetOf(state.manifest, id), ...found.map(({ result }) => result.probabilities[id])]),
  };
  return found.length > 0 ? { figures: [{ name: `${name} modes`, title, make }], tables: [table] } : { figures: [], tables: [] };
}
