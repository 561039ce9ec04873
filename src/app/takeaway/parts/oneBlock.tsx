import i18next from 'i18next';
import { channelRange } from '../../../analysis/blockFlow';
import { FlowDrawing } from '../../../charts/block-flow/FlowDrawing';
import { StripDrawing } from '../../../charts/block-flow/StripDrawing';
import type { GrowthRow } from '../../../charts/growth/Growth';
import { GrowthDrawing } from '../../../charts/growth/GrowthDrawing';
import type { BlockId, Plan } from '../../../contracts';
import type { Figure } from '../../../export/figure';
import type { Cell, Column, Table } from '../../../export/table';
import { formatCount, formatFixed } from '../../../locales/format';
import type { State } from '../../../store/store';
import { followedChannel, flowSteps, type FlowSteps, legendOf, linksOf } from '../../block/flow';
import { withRounding } from '../../block/rounded';
import type { Explained } from '../../block/useExplained';
import type { Part } from '../offers';
import { drawn, look } from '../render';
import { gatesLine, sourceOf } from '../source';

const width = 1100;
const two = (value: number): string => formatFixed(value, 2);

function source(state: State, { image, setting }: Explained): string[] {
  const gates = gatesLine({ ...state, history: { ...state.history, setting } });
  return sourceOf(state, `${i18next.t('takeaway.source.image', { name: image.name })} ${gates}`);
}

/** A value of the plan without the block before it, `squeeze`. */
const short = (value: string): string => value.split('.').at(-1)!;

/** A row for each channel: the range of its maps, and its numbers. */
function channelsTable(state: State, shown: Explained, { columns, channels, byGate }: FlowSteps): Table {
  const { block } = shown.explained;
  const read = columns.flatMap(({ key, kind, values }): { column: Column; of: (channel: number) => number }[] => {
    if (kind === 'channels') return [{ column: { name: short(key) }, of: (channel) => values[channel]! }];
    if (kind !== 'maps') return [];
    return ([0, 1] as const).map((end) => ({ column: { name: `${short(key)}_${end === 0 ? 'low' : 'high'}` }, of: (channel) => channelRange(values, channels, channel)[end] }));
  });
  return {
    name: `${block} ${shown.image.name} channels`,
    title: i18next.t('takeaway.oneBlock.channels', { block }),
    source: source(state, shown),
    columns: [{ name: 'channel' }, ...read.map(({ column }) => column)],
    rows: () => byGate.map((channel): Cell[] => [channel, ...read.map(({ of }) => of(channel))]),
  };
}

/** Every value of every map, before and after. */
function mapsTable(state: State, shown: Explained, { columns, channels }: FlowSteps): Table {
  const { block } = shown.explained;
  const maps = columns.filter(({ kind }) => kind === 'maps');
  const across = maps[0]!.size![1];
  return {
    name: `${block} ${shown.image.name} maps`,
    title: i18next.t('takeaway.oneBlock.maps', { block }),
    source: source(state, shown),
    columns: [{ name: 'row' }, { name: 'column' }, { name: 'channel' }, ...maps.map(({ key }) => ({ name: short(key) }))],
    rows: function* () {
      for (let i = 0; i < maps[0]!.values.length; i++) {
        const place = Math.floor(i / channels);
        yield [Math.floor(place / across), place % across, i % channels, ...maps.map(({ values }) => values[i])];
      }
    },
  };
}

/** The hidden units, and what the followed channel gives to each and gets from it. */
function unitsTables(state: State, shown: Explained, { columns }: FlowSteps, channel: number, links: ReturnType<typeof linksOf>): Table[] {
  const { block } = shown.explained;
  return columns
    .filter(({ kind }) => kind === 'units')
    .map(({ key, values }) => {
      const given = links.find(({ to }) => to === key);
      const got = links.find(({ from }) => from === key);
      return {
        name: `${block} ${shown.image.name} ${short(key)} of ${channel}`,
        title: i18next.t('takeaway.oneBlock.units', { block, channel }),
        source: source(state, shown),
        columns: [{ name: 'unit' }, { name: short(key) }, ...(given ? [{ name: `from_channel_${channel}` }] : []), ...(got ? [{ name: `to_channel_${channel}` }] : [])],
        rows: () => Array.from(values, (value, unit): Cell[] => [unit, value, ...[given, got].flatMap((link) => (link ? [link.values[unit]] : []))]),
      };
    });
}

/** One image through one block, as it stands on the page. */
export function oneBlockPart(state: State, plan: Plan, shown: Explained): Part {
  const t = i18next.t;
  const { explained, image } = shown;
  const { block } = explained;
  const flow = flowSteps(t, plan, shown);
  const channel = followedChannel(flow, state.channel);
  const links = linksOf(explained, flow.steps, channel);
  const title = t('takeaway.oneBlock.title', { block, name: image.name });
  const name = `${block} ${image.name}`;
  const make = (): Figure => {
    const above = drawn(
      <FlowDrawing columns={flow.columns} channels={flow.channels} order={flow.strongest} followed={channel} links={links} nameOf={String} format={two} legend={legendOf(t, flow.columns)} />,
      width,
    );
    const below = drawn(<StripDrawing title={t('oneBlock.strip', { value: formatCount(flow.channels) })} lines={flow.lines} order={flow.byGate} />, width);
    return {
      name,
      title,
      subtitle: t('oneBlock.flow', { block }),
      legend: (['plus', 'minus'] as const).map((sign) => ({ label: t(`oneBlock.${sign}`), colour: look.line[sign], mark: sign === 'plus' ? 'line' : 'dashed' })),
      axes: t('takeaway.oneBlock.axes', { channel }),
      charts: [
        { ...above, x: 0, y: 0 },
        { ...below, x: 0, y: above.height + 14 },
      ],
      source: source(state, shown),
    };
  };
  return { figures: [{ name, title, make }], tables: [channelsTable(state, shown, flow), ...unitsTables(state, shown, flow, channel, links), mapsTable(state, shown, flow)] };
}

/** What the block costs, and would cost with another r or other channels. */
export function costPart(state: State, block: BlockId, { byR, byC }: Record<'byR' | 'byC', readonly GrowthRow[]>): Part {
  const t = i18next.t;
  const title = t('takeaway.oneBlock.cost', { block });
  const name = `${block} cost`;
  const both = [
    ['r', t('oneBlock.cost.byR'), byR],
    ['C', t('oneBlock.cost.byC'), byC],
  ] as const;
  const make = (): Figure => ({
    name,
    title,
    subtitle: withRounding(t, t('oneBlock.cost.note'), state.manifest?.architecture.se),
    legend: [{ label: t('takeaway.oneBlock.own'), colour: look.line.plus, mark: 'band' }],
    charts: both.map(([, label, rows], i) => ({ ...drawn(<GrowthDrawing label={label} head={t('oneBlock.cost.parameters')} rows={rows} format={formatCount} />, 420), x: i * 460, y: 0 })),
    source: sourceOf(state),
  });
  const table: Table = {
    name,
    title,
    source: sourceOf(state),
    columns: [{ name: 'varied' }, { name: 'at' }, { name: 'parameters' }, { name: 'macs', unit: 'multiply-adds an image' }, { name: 'this_network' }],
    rows: () => both.flatMap(([varied, , rows]) => rows.map(({ key, values, own }): Cell[] => [varied, Number(key), ...values, own])),
  };
  return { figures: [{ name, title, make }], tables: [table] };
}
