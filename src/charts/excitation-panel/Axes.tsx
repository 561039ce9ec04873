import { textColour, type Scheme } from '../palette';
import { endLabels, settled, xAt, type Channels, type PanelLayout } from './geometry';
import type { ClassCurve } from './paint';

interface TicksProps {
  layout: PanelLayout;
  ticks: number[];
  y: (value: number) => number;
  format: (value: number) => string;
  zero: boolean;
}

const Ticks = ({ layout, ticks, y, format, zero }: TicksProps) =>
  ticks.map((tick) => (
    <g key={tick}>
      <line className={zero && tick === 0 ? 'zero' : 'grid'} x1={layout.left} x2={layout.right} y1={y(tick)} y2={y(tick)} />
      <text x={layout.left - 5} y={y(tick) + 3.5} textAnchor="end">
        {format(tick)}
      </text>
    </g>
  ));

interface AxesProps {
  layout: PanelLayout;
  format: (value: number) => string;
  formatRest: (value: number) => string;
}

/** Grid and ticks of both plots; they lie under the canvas. */
export const Axes = ({ layout, format, formatRest }: AxesProps) => (
  <>
    <Ticks layout={layout} ticks={layout.ticks} y={layout.y} format={format} zero={false} />
    {layout.rest && <Ticks layout={layout} ticks={layout.rest.ticks} y={layout.rest.y} format={formatRest} zero />}
  </>
);

interface EndLabelsProps {
  layout: PanelLayout;
  order: Channels;
  classes: readonly ClassCurve[];
  image?: { label: string; excitation: Channels };
  scheme: Scheme;
}

/** The curves' names at their right ends. */
export function EndLabels({ layout, order, classes, image, scheme }: EndLabelsProps) {
  const named = [
    ...classes.map(({ key, label, mean, colour }) => ({ key, label, values: mean, colour: textColour(colour, scheme) })),
    ...(image ? [{ key: 'image', label: image.label, values: image.excitation, colour: 'var(--ink)' }] : []),
  ];
  const places = endLabels(named.map(({ values }) => values), order, layout);
  const from = xAt(layout, settled(order.length).at(-1)!) + 2;
  return named.map(({ key, label, colour }, i) => (
    <g key={key}>
      <path
        d={`M${from},${places[i]!.end}H${layout.right}L${layout.right + 10},${places[i]!.label}`}
        fill="none"
        stroke={colour}
        strokeOpacity={0.5}
      />
      <text x={layout.right + 14} y={places[i]!.label + 4} style={{ fill: colour, fontWeight: 600 }}>
        {label}
      </text>
    </g>
  ));
}
