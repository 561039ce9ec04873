import '../charts.css';
import { decimalsOf } from '../decimals';
import { useSize } from '../useSize';
import { YGrid } from '../YGrid';
import { type CostPoint, layoutCosts, type PlacedPoint } from './geometry';

interface CostErrorProps {
  /** Accessible name; the values themselves are read from a table beside it. */
  label: string;
  /** What it shows in numbers: its accessible description. */
  summary?: string;
  points: readonly CostPoint[];
  /** Whether cost is drawn by its logarithm. */
  log: boolean;
  /** What the axes are, with units. */
  x: string;
  y: string;
  height?: number;
  /** `decimals`: at least so many, on an axis with even steps. */
  format: (value: number, decimals?: number) => string;
}

function Head({ from: [x0, y0], to: [x, y] }: { from: readonly [number, number]; to: readonly [number, number] }) {
  const angle = Math.atan2(y - y0, x - x0);
  const corner = (turn: number, length: number) => `${x - length * Math.cos(angle + turn)},${y - length * Math.sin(angle + turn)}`;
  return <polygon points={`${x},${y} ${corner(0.45, 9)} ${corner(-0.45, 9)}`} fill="var(--accent)" />;
}

function Point({ label, to, start, chosen, text, leader }: PlacedPoint) {
  return (
    <g>
      {start ? (
        <>
          <line x1={start[0]} y1={start[1]} x2={to[0]} y2={to[1]} stroke="var(--accent)" strokeWidth={1.8} />
          <circle cx={start[0]} cy={start[1]} r={3.2} fill="var(--panel)" stroke="var(--accent)" strokeWidth={1.5} />
          <Head from={start} to={to} />
        </>
      ) : (
        <circle cx={to[0]} cy={to[1]} r={chosen ? 6 : 4} fill={chosen ? 'var(--accent)' : 'var(--panel)'} stroke="var(--accent)" strokeWidth={1.5} />
      )}
      {leader && <line x1={leader.from[0]} y1={leader.from[1]} x2={leader.to[0]} y2={leader.to[1]} stroke="var(--neutral)" strokeWidth={0.8} />}
      <text x={text.x} y={text.y} textAnchor={text.anchor} className={chosen ? 'halo strong' : 'halo'}>
        {label}
      </text>
    </g>
  );
}

const NARROW = 440;
const TALLEST = 540;

/** Error over cost: a point a network, or an arrow from a network to what was made of it; each with its name. */
export function CostError({ label, summary, points, log, x, y, height: wide = 380, format }: CostErrorProps) {
  const [ref, width] = useSize<HTMLElement>(620);
  // A narrow chart grows taller: its labels need the room.
  const height = width < NARROW ? Math.min(1.4 * wide, TALLEST) : wide;
  const { left, right, top, bottom, xTicks, yTicks, y: toY, points: placed } = layoutCosts(points, { width, height, log, format });
  return (
    <figure className="chart" ref={ref} aria-label={label} aria-description={summary}>
      <svg width={width} height={height} aria-hidden="true">
        <YGrid ticks={yTicks} y={toY} {...{ left, right }} format={(value) => format(value, decimalsOf(yTicks))} />
        {xTicks.map(({ value, px }) => (
          <g key={value}>
            <line className="grid" x1={px} x2={px} y1={bottom} y2={bottom + 5} />
            <text x={px} y={bottom + 17} textAnchor="middle">
              {format(value)}
            </text>
          </g>
        ))}
        <line className="grid" x1={left} x2={right} y1={bottom} y2={bottom} />
        <text transform={`translate(11,${(top + bottom) / 2}) rotate(-90)`} textAnchor="middle">
          {y}
        </text>
        <text x={(left + right) / 2} y={bottom + 34} textAnchor="middle">
          {x}
        </text>
        {placed.map((point) => (
          <Point {...point} key={point.key} />
        ))}
      </svg>
    </figure>
  );
}
