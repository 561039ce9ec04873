import i18next from 'i18next';
import { tango, wilson } from '../../../analysis/intervals';
import type { BlockPair } from '../../../analysis/pairBlocks';
import { ChangeInterval } from '../../../charts/change-interval/ChangeInterval';
import { DepthDrawing } from '../../../charts/depth-rows/DepthDrawing';
import { type DepthBlock, intervalOf, valueOf } from '../../../charts/depth-rows/geometry';
import type { Estimate, Outcome } from '../../../contracts';
import { type Figure, inGrid, type LegendEntry } from '../../../export/figure';
import type { Cell, Column, Table } from '../../../export/table';
import { formatCount } from '../../../locales/format';
import type { State } from '../../../store/store';
import type { ChosenClass } from '../../figure/curves';
import { dataOf, type Ground } from '../../pair/accuracy';
import { type DepthAnswer, valueIn } from '../../pair/depth';
import type { Empty, SideCurves } from '../../pair/panels';
import { pairName } from '../../pair/names';
import type { Said, SaidOfBoth } from '../../pair/said';
import type { Side, Two } from '../../pair/sides';
import type { StageCost, StageRow } from '../../pair/stages';
import { changeInPoints, pairedSentence, pointsWord } from '../../pair/words';
import type { FigureOffer, Part } from '../offers';
import { drawn, look } from '../render';
import { sourceOf } from '../source';
import { classEntry, otherEntries, panelDrawing } from './panels';

/** Both networks with their data; what is said of the numbers stands between. */
const sourceLines = (state: State, { b }: Two, ...lines: string[]): string[] =>
  sourceOf(state, i18next.t('pair.taken.second', { name: b.manifest.name, id: b.manifest.id, data: dataOf(b.manifest) }), ...lines);

const sides = ['a', 'b'] as const;
const entriesOf = ({ a, b }: Two): LegendEntry[] => [a, b].map(({ key, label }) => ({ label, colour: look.ink, mark: key === 'a' ? 'line' : 'dashed' }));
const ends = (name: string, unit: string): Column[] => ['', '_low', '_high'].map((end) => ({ name: `${name}${end}`, unit }));
const threeOf = (value: Estimate | number | undefined): Cell[] => [valueOf(value), intervalOf(value)?.low, intervalOf(value)?.high];

/** The three questions over the depth of both. */
export function depthPart(state: State, two: Two, { columns, answers }: { columns: readonly DepthBlock[]; answers: readonly DepthAnswer[] }): Part {
  const t = i18next.t;
  const title = t('pair.taken.depth');
  const name = 'two networks in depth';
  const profiles = [two.a, two.b].flatMap(({ label, profile }) => (profile ? [`${label}: ${profile.profile.images}.`] : []));
  const source = sourceLines(state, two, ...profiles);
  const make = (): Figure => ({
    name,
    title,
    legend: entriesOf(two),
    axes: t('pair.taken.axes'),
    charts: [{ ...drawn(<DepthDrawing blocks={columns} rows={answers.map(({ row }) => row)} stageLabel={(stage) => t('rows.stage', { stage })} rowHeight={90} />, 780), x: 0, y: 0 }],
    source,
  });
  const units = { classes: 'excitation', images: 'excitation', matters: 'points of top-1' };
  const names = { classes: 'class_spread', images: 'image_spread', matters: 'frozen_change' };
  const table: Table = {
    name,
    title,
    source,
    columns: [{ name: 'network' }, { name: 'block' }, { name: 'stage' }, { name: 'place', unit: 'columns from the first' }, ...answers.flatMap(({ row: { key } }) => ends(names[key as keyof typeof names], units[key as keyof typeof units]))],
    rows: () => sides.flatMap((key) => [...two.blocks.at[key]].map(([block, place]): Cell[] => [two[key].label, block, Number(block.split('_')[1]), place, ...answers.flatMap((answer) => threeOf(answer[key]?.get(block)))])),
  };
  const pairs: Table = {
    name: 'pairs of blocks',
    title: t('pair.blocks.title'),
    source,
    columns: [{ name: 'stage' }, { name: 'first' }, { name: 'second' }, ...answers.flatMap(({ row: { key } }) => sides.map((side): Column => ({ name: `${names[key as keyof typeof names]}_${side === 'a' ? 'first' : 'second'}`, unit: units[key as keyof typeof units] })))],
    rows: () => two.blocks.pairs.map(({ stage, ...pair }): Cell[] => [stage, pair.a, pair.b, ...answers.flatMap((answer) => sides.map((side) => valueIn(answer[side], pair[side])))]),
  };
  return { figures: [{ name, title, make }], tables: [table, pairs] };
}

interface Shown {
  drawings: readonly { pair: BlockPair; a: SideCurves | Empty; b: SideCurves | Empty }[];
  chosen: readonly ChosenClass[];
}

/** The panels two in a row, the first network's at the left. */
export function blocksPart(state: State, two: Two, { drawings, chosen }: Shown): Part {
  const t = i18next.t;
  const title = t('pair.blocks.title');
  const name = 'blocks in pairs';
  const source = sourceLines(state, two);
  const all = drawings.flatMap(({ pair, ...both }) => sides.flatMap((key) => (typeof both[key] === 'string' ? [] : [{ pair, key, curves: both[key] }])));
  const image = all.find(({ curves }) => curves.image)?.curves.image?.label;
  const make = (): Figure => ({
    name,
    title,
    subtitle: t('pair.blocks.sub'),
    legend: [...chosen.map(classEntry), ...otherEntries({ image })],
    axes: t('pair.blocks.note'),
    charts: inGrid(
      all.map(({ key, curves: { block, channels, order, ribbon, classes, image } }) =>
        panelDrawing({ title: `${block}, ${two[key].label}`, channelsLabel: t('figure.channels', { value: formatCount(channels) }), order, ribbon, classes, image }, 'sorted', 336),
      ),
      2,
      18,
    ),
    source,
  });
  const table: Table = {
    name,
    title: t('pair.taken.blocks'),
    source,
    columns: [{ name: 'pair' }, { name: 'network' }, { name: 'block' }, { name: 'place' }, { name: 'channel' }, { name: 'all', unit: 'excitation' }, ...chosen.flatMap(({ label }) => [{ name: `${label} mean`, unit: 'excitation' }, { name: `${label} sd`, unit: 'excitation' }]), { name: image ?? 'image', unit: 'excitation' }],
    rows: function* () {
      for (const { pair, key, curves } of all) {
        const own = chosen.map((entry) => curves.classes.find((curve) => curve.key === entry.key));
        for (let place = 0; place < curves.order.length; place++) {
          const channel = curves.order[place]!;
          yield [pairName(pair), two[key].label, curves.block, place, channel, curves.all?.[channel], ...own.flatMap((curve): Cell[] => [curve?.mean[channel], curve?.sd?.[channel]]), curves.image?.excitation[channel]];
        }
      }
    },
  };
  return { figures: all.length > 0 ? [{ name, title, make }] : [], tables: [table] };
}

export function stagesPart(state: State, two: Two, { rows, total }: { rows: readonly StageRow[]; total: StageRow }): Part {
  const title = i18next.t('pair.taken.stages');
  const of = (cost: StageCost | undefined): Cell[] => [cost?.blocks, cost?.se, cost?.total.parameters, cost?.ofSe.parameters, cost?.total.macs, cost?.ofSe.macs];
  const line = (stage: Cell, row: StageRow): Cell[][] => sides.flatMap((key) => (row[key] ? [[stage, two[key].label, ...of(row[key])]] : []));
  const table: Table = {
    name: 'cost by stage',
    title,
    source: sourceLines(state, two),
    columns: [{ name: 'stage' }, { name: 'network' }, ...['blocks', 'blocks_with_se', 'parameters', 'se_parameters', 'macs', 'se_macs'].map((name) => ({ name }))],
    rows: () => [...rows.flatMap((row) => line(row.stage ?? 'stem and classifier', row)), ...line('all', total)],
  };
  return { figures: [], tables: [table] };
}

/** Each with Wilson's interval, and where the images are the same the change with Tango's. */
export function accuracyPart(state: State, two: Two, named: readonly { ground: Ground; name: string }[]): Part {
  const title = i18next.t('pair.taken.accuracy');
  const accuracy = (ground: Ground, side: Side): Cell[] => {
    const right = ground[side.key];
    return right ? [right.n, ...threeOf(wilson(right.top1, right.n)), ...threeOf(wilson(right.top5, right.n))] : Array<Cell>(7).fill(undefined);
  };
  const change = ({ outcome }: Ground): Cell[] => (outcome ? [...threeOf(tango(outcome.gained, outcome.lost, outcome.n)), outcome.lost, outcome.gained] : Array<Cell>(5).fill(undefined));
  const table: Table = {
    name: 'accuracy of two networks',
    title,
    source: sourceLines(state, two),
    columns: [
      { name: 'images' },
      { name: 'network' },
      { name: 'n', unit: 'images' },
      ...ends('top1', 'share'),
      ...ends('top5', 'share'),
      ...ends('change_to_second', 'share'),
      { name: 'only_first_right', unit: 'images' },
      { name: 'only_second_right', unit: 'images' },
      { name: 'not_paired' },
    ],
    rows: () => named.flatMap(({ ground, name }) => [two.a, two.b].map((side): Cell[] => [name, side.label, ...accuracy(ground, side), ...change(ground), ground.why])),
  };
  const figures = named.flatMap(({ ground, name }) => (ground.outcome ? [accuracyFigure(state, two, name, ground.outcome)] : []));
  return { figures, tables: [table] };
}

function accuracyFigure(state: State, two: Two, name: string, outcome: Outcome): FigureOffer {
  const t = i18next.t;
  const file = `accuracy of two networks, ${name}`;
  const title = pairedSentence(t, two, outcome);
  const make = (): Figure => ({
    name: file,
    title,
    subtitle: name,
    legend: [],
    axes: t('takeaway.outcome.axes'),
    charts: [{ ...drawn(<ChangeInterval estimate={changeInPoints(outcome)} label={title} noChange={t('pair.accuracy.noChange')} ends={(limit) => [pointsWord(t, -limit), pointsWord(t, limit)]} />, 420), x: 0, y: 0 }],
    source: sourceLines(state, two),
  });
  return { name: file, title: `${t('pair.taken.accuracy')}: ${name}`, make };
}

export function imagesPart(state: State, two: Two, rows: readonly SaidOfBoth[]): Part {
  const title = i18next.t('pair.taken.images');
  const of = (answer: Said | undefined): Cell[] => [answer?.id, answer?.name, answer?.probability];
  const table: Table = {
    name: 'predictions of two networks',
    title,
    source: sourceLines(state, two),
    columns: [{ name: 'image' }, ...sides.flatMap((key) => ['class', 'class_name', 'probability'].map((name) => ({ name: `${key === 'a' ? 'first' : 'second'}_${name}` }))), { name: 'same' }],
    rows: () => rows.map(({ image, a, b, same }): Cell[] => [image.name, ...of(a), ...of(b), same]),
  };
  return { figures: [], tables: [table] };
}
