import '../charts.css';
import { decimalsOf } from '../decimals';
import { useSize } from '../useSize';
import { type DotGroup, type DotLayout, layoutDots } from './geometry';

interface ErrorDotsProps {
  /** Accessible name; the values themselves are read from a table beside it. */
  label: string;
  /** What it shows in numbers: its accessible description. */
  summary?: string;
  groups: readonly DotGroup[];
  /** What the axis is, with its unit. */
  x: string;
  /** `decimals`: at least so many, on the axis. */
  format: (value: number, decimals?: number) => string;
  /** Diamonds: single values as somebody printed them; points: one a run. */
  mark: 'diamond' | 'point';
}

function Row({ row: { y, label, values, mean, off }, layout: { left, right, x }, mark }: { row: DotLayout['rows'][number]; layout: DotLayout; mark: ErrorDotsProps['mark'] }) {
  const inside = (value: number) => Math.min(Math.max(x(value), left), right);
  return (
    <g>
      <line className="grid" x1={left} x2={right} y1={y} y2={y} />
      <text x={left - 6} y={y + 3.5} textAnchor="end">
        {label}
      </text>
      {mean && Number.isFinite(mean.low) && <line x1={inside(mean.low)} x2={inside(mean.high)} y1={y} y2={y} stroke="var(--ink-2)" strokeWidth={2} />}
      {values.map((value, i) =>
        mark === 'diamond' ? (
          <path key={i} d={`M${x(value) - 5},${y}l5,-5l5,5l-5,5z`} fill="var(--panel)" stroke="var(--neutral)" strokeWidth={1.8} />
        ) : (
          <circle key={i} cx={x(value)} cy={y} r={3.2} fill="var(--accent)" fillOpacity={0.55} stroke="var(--accent)" />
        ),
      )}
      {mean && inside(mean.value) === x(mean.value) && <line x1={x(mean.value)} x2={x(mean.value)} y1={y - 7} y2={y + 7} stroke="var(--ink)" strokeWidth={2} />}
      {off && (
        <text className="halo" x={right} y={y - 7} textAnchor="end">
          {off.text}
        </text>
      )}
    </g>
  );
}

/** Errors on one axis: a row a network, in groups; every run a point, with mean and interval where there are several. */
export function ErrorDots({ label, summary, groups, x: title, format, mark }: ErrorDotsProps) {
  const [ref, width] = useSize<HTMLElement>(560);
  const layout = layoutDots(groups, width, title);
  const { height, bottom, x, ticks, titleAt, heads, rows } = layout;
  return (
    <figure className="chart" ref={ref} aria-label={label} aria-description={summary}>
      <svg width={width} height={height} aria-hidden="true">
        {ticks.map((tick) => (
          <g key={tick}>
            <line className="grid" x1={x(tick)} x2={x(tick)} y1={8} y2={bottom + 4} />
            <text x={x(tick)} y={bottom + 17} textAnchor="middle">
              {format(tick, decimalsOf(ticks))}
            </text>
          </g>
        ))}
        <text x={titleAt} y={bottom + 34} textAnchor="middle">
          {title}
        </text>
        {heads.map(({ key, label: head, y }) => (
          <text key={key} x={0} y={y} className="halo strong">
            {head}
          </text>
        ))}
        {rows.map((row) => (
          <Row key={row.key} row={row} layout={layout} mark={mark} />
        ))}
      </svg>
    </figure>
  );
}
