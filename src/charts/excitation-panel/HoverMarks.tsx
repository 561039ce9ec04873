import { lineColour, type Scheme } from '../palette';
import { settled, xAt, type PanelLayout } from './geometry';
import type { ClassCurve, ImageCurve } from './paint';

interface HoverMarksProps {
  layout: PanelLayout;
  /** Channels drawn, and the rank and index of the one pointed at. */
  count: number;
  rank: number;
  channel: number;
  classes: readonly ClassCurve[];
  image?: ImageCurve;
  scheme: Scheme;
}

/** The guide at one channel with a dot on each curve. */
export function HoverMarks({ layout, count, rank, channel, classes, image, scheme }: HoverMarksProps) {
  const x = xAt(layout, settled(count)[rank]!);
  const { rest } = layout;
  const inside = (y: number) => rest !== undefined && y >= rest.top && y <= rest.bottom;
  const dot = (key: string, y: number, colour: string) => (
    <circle key={key} cx={x} cy={y} r={3} fill={colour} stroke="var(--panel)" strokeWidth={1} />
  );
  return (
    <g pointerEvents="none">
      <line className="guide" x1={x} x2={x} y1={layout.top} y2={rest?.bottom ?? layout.bottom} />
      {classes.map(({ key, mean, colour }) => dot(key, layout.y(mean[channel]!), lineColour(colour, scheme)))}
      {image && dot('image', layout.y(image.excitation[channel]!), 'var(--ink)')}
      {rest &&
        classes.map(
          ({ key, colour, rest: values }) =>
            values && inside(rest.y(values[channel]!)) && dot(`${key} rest`, rest.y(values[channel]!), lineColour(colour, scheme)),
        )}
      {rest && image?.rest && inside(rest.y(image.rest[channel]!)) && dot('image rest', rest.y(image.rest[channel]!), 'var(--ink)')}
    </g>
  );
}
