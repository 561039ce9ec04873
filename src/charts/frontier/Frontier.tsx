import { type KeyboardEvent, type PointerEvent, useState } from 'react';
import '../charts.css';
import { scrubTo } from '../scrub';
import { textWidth } from '../text';
import { useSize } from '../useSize';
import './frontier.css';
import { YGrid } from '../YGrid';
import { type FrontierLayout, type FrontierPoint, layoutFrontier, nearest } from './geometry';

interface FrontierProps {
  /** Accessible name. */
  label: string;
  /** What it shows in numbers: its accessible description. */
  summary?: string;
  points: readonly FrontierPoint[];
  /** Places of the points that no other beats, from the costliest to the cheapest: joined by a line. */
  front: readonly number[];
  /** Places with a name beside them. */
  names?: readonly { at: number; text: string }[];
  chosen?: string;
  hover?: string;
  x: string;
  height?: number;
  format: (y: number) => string;
  formatX: (x: number) => string;
  /** A point in words, for screen readers. */
  describe: (key: string) => string;
  onHover?: (key: string | undefined) => void;
  onSelect?: (key: string) => void;
}

interface Drawn extends FrontierProps {
  layout: FrontierLayout;
}

function Axes({ layout, format, formatX, x: title }: Drawn) {
  const { left, right, bottom, x, y, xTicks, yTicks } = layout;
  return (
    <>
      <YGrid ticks={yTicks} {...{ y, left, right, format }} />
      {xTicks.map((tick) => (
        <text key={tick} x={x(tick)} y={bottom + 16} textAnchor="middle">
          {formatX(tick)}
        </text>
      ))}
      <text x={right} y={bottom + 33} textAnchor="end">
        {title}
      </text>
    </>
  );
}

function Points({ layout, points, front, chosen, hover }: Drawn) {
  const { places } = layout;
  return points.map(({ key, mark }, i) => {
    const { x, y, low, high } = places[i]!;
    const best = front.includes(i);
    const strong = best || key === hover || key === chosen;
    return (
      <g key={key}>
        <line x1={x} x2={x} y1={low} y2={high} stroke="var(--accent)" strokeWidth={strong ? 2.4 : 1.4} strokeOpacity={strong ? 0.45 : 0.2} strokeLinecap="round" />
        <circle cx={x} cy={y} r={best ? 4.6 : 3.4} fill={mark === 'filled' ? 'var(--accent)' : 'var(--panel)'} fillOpacity={mark === 'filled' && !strong ? 0.55 : 1} stroke="var(--accent)" strokeWidth={1.4} strokeOpacity={strong ? 1 : 0.6} />
        {(key === chosen || key === hover) && <circle cx={x} cy={y} r={8} fill="none" stroke="var(--ink)" strokeWidth={key === chosen ? 1.8 : 1} />}
      </g>
    );
  });
}

function Names({ layout: { places, left, right }, names = [] }: Drawn) {
  return names.map(({ at, text }) => {
    const { x, y } = places[at]!;
    const half = textWidth(text, 11) / 2;
    const middle = Math.max(left + half, Math.min(right - half, x));
    return (
      <g key={text}>
        <rect x={middle - half - 3} y={y - 23} width={2 * half + 6} height={15} rx={3} fill="var(--panel)" fillOpacity={0.9} />
        <text className="halo strong" x={middle} y={y - 12} textAnchor="middle">
          {text}
        </text>
      </g>
    );
  });
}

/** One button a point, for the keyboard: one is in the tab order, the arrow keys go from the lightest to the heaviest. */
function Buttons({ layout, points, chosen, describe, onHover, onSelect }: Drawn) {
  const at = layout.order.findIndex((i) => points[i]!.key === chosen);
  const [entry, setEntry] = useState(0);
  const focused = at >= 0 ? at : Math.min(entry, points.length - 1);
  const press = (event: KeyboardEvent<HTMLButtonElement>, rank: number) => {
    const to = scrubTo(event.key, rank, points.length);
    const next = to === undefined ? undefined : event.currentTarget.parentElement?.children[to];
    if (!(next instanceof HTMLElement)) return;
    event.preventDefault();
    next.focus();
  };
  return (
    <div className="frontier-points">
      {layout.order.map((i, rank) => {
        const { key } = points[i]!;
        return (
          <button
            key={key}
            type="button"
            tabIndex={rank === focused ? 0 : -1}
            aria-label={describe(key)}
            aria-pressed={key === chosen}
            style={{ left: layout.places[i]!.x - 9, top: layout.places[i]!.y - 9 }}
            onFocus={() => {
              setEntry(rank);
              onHover?.(key);
            }}
            onBlur={() => onHover?.(undefined)}
            onKeyDown={(event) => press(event, rank)}
            onClick={() => onSelect?.(key)}
          />
        );
      })}
    </div>
  );
}

/** What many networks reach over what they cost, each with its interval, and the line of those that none beats. A click or Enter takes a point. */
export function Frontier(props: FrontierProps) {
  const { label, summary, points, front, height = 300, format, formatX, onHover, onSelect } = props;
  const [ref, width] = useSize<HTMLElement>(720);
  const layout = layoutFrontier(points, { width, height, format, formatX });
  const drawn = { ...props, layout };
  const under = (event: PointerEvent<SVGSVGElement>) => {
    const { left, top } = event.currentTarget.getBoundingClientRect();
    const at = nearest(layout, [event.clientX - left, event.clientY - top]);
    return at === undefined ? undefined : points[at]!.key;
  };
  return (
    <figure className="chart" ref={ref} aria-label={label} aria-description={summary}>
      <svg
        className="plot"
        width={width}
        height={height}
        aria-hidden="true"
        onPointerMove={(event) => onHover?.(under(event))}
        onPointerLeave={() => onHover?.(undefined)}
        onPointerUp={(event) => {
          const key = under(event);
          if (key !== undefined) onSelect?.(key);
        }}
      >
        <Axes {...drawn} />
        <path d={front.map((i, rank) => `${rank === 0 ? 'M' : 'L'}${layout.places[i]!.x},${layout.places[i]!.y}`).join('')} fill="none" stroke="var(--accent)" strokeWidth={1.8} />
        <Points {...drawn} />
        <Names {...drawn} />
      </svg>
      <Buttons {...drawn} />
    </figure>
  );
}
