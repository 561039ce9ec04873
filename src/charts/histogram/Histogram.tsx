import { useState } from 'react';
import '../charts.css';
import { lineColour, type ClassColour } from '../palette';
import { useScheme } from '../useScheme';
import { useSize } from '../useSize';
import { YGrid } from '../YGrid';
import { binAt, layoutHistogram, shares, stepPath, type Bins, type HistogramLayout } from './geometry';

interface Threshold {
  value: number;
  /** What lies beyond it, such as "40 % above 0.9". */
  label: string;
  /** The side on which the label stands. */
  side: 'left' | 'right';
}

interface HistogramProps extends Bins {
  /** Accessible name, with what the histogram says in words. */
  label: string;
  /** What it shows in numbers: its accessible description. */
  summary?: string;
  /** A chosen class, as an outline over the bars. */
  overlay?: { counts: ArrayLike<number>; colour: ClassColour };
  thresholds?: readonly Threshold[];
  /** Under the x axis. */
  xLabel?: string;
  height?: number;
  formatX: (value: number) => string;
  formatShare: (share: number) => string;
  /** One bin in words: from, to, its share, the overlay's. */
  describe: (from: number, to: number, share: number, overlay?: number) => string;
}

function Axes({ layout, formatX, formatShare, xLabel }: Pick<HistogramProps, 'formatX' | 'formatShare' | 'xLabel'> & { layout: HistogramLayout }) {
  return (
    <>
      <YGrid ticks={layout.yTicks} y={layout.y} left={layout.left} right={layout.right} format={formatShare} />
      {layout.xTicks.map((tick) => (
        <text key={tick} x={layout.x(tick)} y={layout.bottom + 14} textAnchor="middle">
          {formatX(tick)}
        </text>
      ))}
      {xLabel !== undefined && (
        <text x={layout.right} y={layout.bottom + 28} textAnchor="end">
          {xLabel}
        </text>
      )}
    </>
  );
}

/** Counts in equal bins as shares, with threshold marks and one class over it. The arrow keys read bin by bin. */
export function Histogram(props: HistogramProps) {
  const { counts, range, overlay, thresholds = [], height = 150, xLabel } = props;
  const [ref, width] = useSize<HTMLElement>(320);
  const scheme = useScheme();
  const [bin, setBin] = useState<number | null>(null);
  const values = shares(counts);
  const over = overlay && shares(overlay.counts);
  const layout = layoutHistogram(range, over ? [values, over] : [values], width, height);
  const edge = (i: number) => range[0] + ((range[1] - range[0]) * i) / values.length;
  const words = (i: number) => props.describe(edge(i), edge(i + 1), values[i] ?? 0, over?.[i]);
  return (
    <figure className="chart" ref={ref} aria-label={props.label} aria-description={props.summary}>
      <input
        type="range"
        className="chart-scrub"
        style={{ left: layout.left, top: layout.top, width: layout.right - layout.left, height: layout.bottom - layout.top }}
        aria-label={props.label}
        aria-valuetext={words(bin ?? 0)}
        min={0}
        max={Math.max(0, values.length - 1)}
        value={bin ?? 0}
        onFocus={() => setBin(bin ?? 0)}
        onBlur={() => setBin(null)}
        onChange={(event) => setBin(event.currentTarget.valueAsNumber)}
      />
      <i
        className="chart-ring"
        style={{ left: layout.left, top: layout.top, width: layout.right - layout.left, height: layout.bottom - layout.top }}
      />
      <svg
        className="plot"
        width={width}
        height={height + (xLabel === undefined ? 0 : 14)}
        aria-hidden="true"
        onPointerMove={(event) =>
          setBin(binAt(layout, values.length, event.clientX - event.currentTarget.getBoundingClientRect().left))
        }
        onPointerLeave={() => setBin(null)}
      >
        <Axes layout={layout} formatX={props.formatX} formatShare={props.formatShare} xLabel={xLabel} />
        <path d={stepPath(layout, values)} fill="var(--band)" stroke="var(--neutral)" strokeWidth={0.8} />
        {bin !== null && (
          <rect
            x={layout.x(edge(bin))}
            width={Math.max(0.5, layout.x(edge(bin + 1)) - layout.x(edge(bin)))}
            y={layout.y(values[bin]!)}
            height={layout.bottom - layout.y(values[bin]!)}
            fill="var(--neutral)"
          />
        )}
        {over && overlay && (
          <path d={stepPath(layout, over)} fill="none" stroke={lineColour(overlay.colour, scheme)} strokeWidth={1.4} />
        )}
        {bin === null ? (
          thresholds.map(({ value, label, side }) => (
            <text
              key={value}
              x={layout.x(value) + (side === 'left' ? -5 : 5)}
              y={10}
              textAnchor={side === 'left' ? 'end' : 'start'}
            >
              {label}
            </text>
          ))
        ) : (
          <text x={layout.left} y={10} className="strong">
            {words(bin)}
          </text>
        )}
        {thresholds.map(({ value }) => (
          <line
            key={value}
            x1={layout.x(value)}
            x2={layout.x(value)}
            y1={4}
            y2={layout.bottom}
            stroke="var(--ink-2)"
            strokeDasharray="2 2.5"
          />
        ))}
      </svg>
    </figure>
  );
}
