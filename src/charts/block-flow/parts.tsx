import { interpolateViridis } from 'd3';
import { bandPath, barOf, type ColumnPlace, type ColumnSpec, domainOf, type FlowLayout, layoutFlow, linkPath, mapBox, rowCentre, rowsFor, shownChannels } from './geometry';
import { cellsOf } from './paint';

export interface FlowColumn extends ColumnSpec {
  title: string;
  /** How it is made of what is before it, and its shape. */
  formula: string;
  shape: string;
  /** maps: [H, W, C] flat; channels: [C]; units: [count]. */
  values: Float32Array;
  /** Of maps. */
  size?: readonly [number, number];
  /** The ends of a scale of its maps' own; maps without one share a scale. */
  domain?: readonly [number, number];
}

/** What flows between the followed channel and every unit: one value a unit. */
export interface FlowLinks {
  from: string;
  to: string;
  values: Float32Array;
}

/** What of a block is drawn, on the page and in a file. */
export interface FlowData {
  columns: readonly FlowColumn[];
  channels: number;
  /** All channels, those that are shown first. */
  order: readonly number[];
  followed: number;
  links: readonly FlowLinks[];
  nameOf: (channel: number) => string;
  format: (value: number) => string;
}

export interface Drawn {
  props: FlowData;
  layout: FlowLayout;
  rows: readonly number[];
}

/** Rows and columns of so many pixels. */
export function placed({ columns, order, followed }: Pick<FlowData, 'columns' | 'order' | 'followed'>, width: number): Omit<Drawn, 'props'> {
  const count = Math.min(order.length, rowsFor(width));
  return { rows: shownChannels(order, count, followed), layout: layoutFlow(columns, count, width) };
}

const stops = Array.from({ length: 9 }, (_, i) => i / 8);

export const RampGradient = ({ id }: { id: string }) => (
  <linearGradient id={id}>
    {stops.map((stop) => (
      <stop key={stop} offset={stop} stopColor={interpolateViridis(stop)} />
    ))}
  </linearGradient>
);

/** The scale of the shown maps that have none of their own. */
export function mapDomain(columns: readonly FlowColumn[], channels: number, rows: readonly number[]): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const { kind, values, size, domain } of columns) {
    if (kind !== 'maps' || !size || domain) continue;
    for (const channel of rows) {
      for (const value of cellsOf({ values, size, channels, channel })) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
    }
  }
  return high > low ? [low, high] : [0, 1];
}

/** Each scale of the maps in words and ends: the shared one, named by `shared`, then those of their own. */
export function mapScales(columns: readonly FlowColumn[], domain: readonly [number, number], shared: string): { label: string; domain: readonly [number, number] }[] {
  return [{ label: shared, domain }, ...columns.flatMap(({ title, domain: own }) => (own ? [{ label: `${title}:`, domain: own }] : []))];
}

/** All rows lead to all units: a quiet surface behind the lines of the followed channel. */
function Fan({ layout, a, b, counts }: { layout: FlowLayout; a: ColumnPlace; b: ColumnPlace; counts: [number, number] }) {
  const ends = (place: ColumnPlace, count: number) => [barOf(layout, place, 0, count, 0, [0, 1]), barOf(layout, place, count - 1, count, 0, [0, 1])] as const;
  const [a0, a1] = ends(a, counts[0]);
  const [b0, b1] = ends(b, counts[1]);
  return <path className="fan" d={bandPath(layout, b, [a0.leave, b0.enter], [a1.leave, b1.enter])} />;
}

/** What the followed channel gives to the hidden units, and gets from them. */
export function Lines({ props, layout, rows }: Drawn) {
  const { columns, links, followed } = props;
  const row = rows.indexOf(followed);
  return links.map(({ from, to, values }) => {
    const places = [from, to].map((key) => layout.columns.find((place) => place.key === key)!);
    const data = [from, to].map((key) => columns.find((column) => column.key === key)!);
    const counts = data.map(({ kind, count }) => (kind === 'units' ? count : rows.length)) as [number, number];
    const most = Math.max(...Array.from(values, Math.abs)) || 1;
    const end = (side: 0 | 1, unit: number) => {
      const units = data[side]!.kind === 'units';
      const bar = barOf(layout, places[side]!, units ? unit : row, counts[side], 0, [0, 1]);
      return side === 0 ? bar.leave : bar.enter;
    };
    return (
      <g key={`${from} ${to}`}>
        <Fan layout={layout} a={places[0]!} b={places[1]!} counts={counts} />
        {Array.from(values, (value, unit) => {
          const share = Math.abs(value) / most;
          if (share < 0.04) return null;
          return (
            <path
              key={unit}
              className="link"
              data-sign={value < 0 ? 'minus' : 'plus'}
              d={linkPath(layout, places[1]!, end(0, unit), end(1, unit))}
              strokeWidth={0.5 + 2.5 * share}
              strokeOpacity={0.25 + 0.65 * share}
            />
          );
        })}
      </g>
    );
  });
}

/** The numbers of one column. */
export function Bars({ column, place, drawn: { props, layout, rows } }: { column: FlowColumn; place: ColumnPlace; drawn: Drawn }) {
  const units = column.kind === 'units';
  const values = units ? Array.from(column.values) : rows.map((channel) => column.values[channel]!);
  const domain = domainOf(values);
  return (
    <g data-column={column.key}>
      {values.map((value, i) => {
        const bar = barOf(layout, place, i, values.length, value, domain);
        const followed = !units && rows[i] === props.followed;
        return (
          <g key={i} data-followed={followed || undefined}>
            <rect className={units ? 'unit' : 'bar'} x={bar.left} y={bar.top} width={bar.width} height={bar.height} rx={1.5} />
            {!units && (
              <text className={followed ? 'strong' : undefined} x={bar.text.x} y={bar.text.y} textAnchor={layout.wide ? 'start' : 'middle'}>
                {props.format(value)}
              </text>
            )}
          </g>
        );
      })}
    </g>
  );
}

/** Names of the channels, and frames around their maps. */
export function Rows({ props, layout, rows }: Drawn) {
  const { body } = layout.columns[0]!;
  const maps = layout.columns.filter(({ kind }) => kind === 'maps');
  return rows.map((channel, row) => {
    const followed = channel === props.followed;
    const at = rowCentre(layout, row);
    const [x, y] = layout.wide ? [body.left - 8, body.top + at + 4] : [at, body.top - 6];
    return (
      <g key={channel}>
        <text className={followed ? 'strong' : undefined} x={x} y={y} textAnchor={layout.wide ? 'end' : 'middle'}>
          {props.nameOf(channel)}
        </text>
        {maps.map((place) => {
          const { left, top, width, height } = mapBox(layout, place, row);
          return <rect key={place.key} className="frame" data-followed={followed || undefined} x={left - 1} y={top - 1} width={width + 2} height={height + 2} rx={3} />;
        })}
      </g>
    );
  });
}
