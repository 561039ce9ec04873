import '../charts.css';
import { useSize } from '../useSize';
import { YGrid } from '../YGrid';
import { BAR, layoutSeeds, type SeedBar, type SeedGroup, type SeedLayout } from './geometry';

interface SeedPointsProps {
  /** Accessible name; the values themselves are read from a table beside it. */
  label: string;
  /** What it shows in numbers: its accessible description. */
  summary?: string;
  groups: readonly SeedGroup[];
  bar?: SeedBar;
  height?: number;
  format: (y: number) => string;
  formatX: (x: number) => string;
  /** What costs that. */
  nameX: (x: number) => string;
}

function Point({ mark, x, y }: { mark: SeedGroup['mark']; x: number; y: number }) {
  if (mark === 'cross') {
    return <path d={`M${x - 4},${y - 4}l8,8m0,-8l-8,8`} stroke="var(--ink-2)" strokeWidth={1.6} />;
  }
  const filled = mark === 'filled';
  return <circle cx={x} cy={y} r={4} fill={filled ? 'var(--accent)' : 'var(--panel)'} fillOpacity={filled ? 0.75 : 1} stroke="var(--accent)" strokeWidth={1.5} />;
}

function Bar({ layout: { left, y }, bar: { size, label } }: { layout: SeedLayout; bar: SeedBar }) {
  const top = y.domain()[1]!;
  const [from, to] = [y(top), y(top - size)];
  const x = left + BAR;
  return (
    <g>
      <path d={`M${x - 4},${from}h8M${x},${from}V${to}M${x - 4},${to}h8`} stroke="var(--neutral)" strokeWidth={1.5} fill="none" />
      <text x={x + 8} y={(from + to) / 2 + 4} className="halo">
        {label}
      </text>
    </g>
  );
}

/** Every seed a point, at what its network costs. */
export function SeedPoints({ label, summary, groups, bar, height = 246, format, formatX, nameX }: SeedPointsProps) {
  const [ref, width] = useSize<HTMLElement>(560);
  const layout = layoutSeeds(groups, { width, height, label: formatX, name: nameX, format, bar });
  const { left, right, y, yTicks, places, points, bottom } = layout;
  return (
    <figure className="chart" ref={ref} aria-label={label} aria-description={summary}>
      <svg width={width} height={height} aria-hidden="true">
        <YGrid ticks={yTicks} {...{ y, left, right, format }} />
        {places.map(({ x, px, labelled, namePx }) => (
          <g key={x}>
            <line className="grid" x1={px} x2={px} y1={bottom} y2={bottom + 5} />
            {labelled && (
              <text x={px} y={bottom + 18} textAnchor="middle">
                {formatX(x)}
              </text>
            )}
            {namePx !== undefined && (
              <text className="strong" x={namePx} y={bottom + 33} textAnchor="middle">
                {nameX(x)}
              </text>
            )}
          </g>
        ))}
        {bar && <Bar layout={layout} bar={bar} />}
        {points.map((group, g) => group.map(([px, py], i) => <Point key={`${groups[g]!.key} ${i}`} mark={groups[g]!.mark} x={px} y={py} />))}
      </svg>
    </figure>
  );
}
