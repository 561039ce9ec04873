import { useState } from 'react';
import '../charts.css';
import { textWidth } from '../text';
import { useSize } from '../useSize';
import { YGrid } from '../YGrid';
import { layoutLosses, type LossBins } from './geometry';

interface ClassLossesProps extends LossBins {
  /** Accessible name. */
  label: string;
  /** What it shows in numbers: its accessible description. */
  summary?: string;
  x: string;
  y: string;
  /** Words for the bars and for the outline. */
  legend: readonly [bars: string, outline: string];
  height?: number;
  format: (points: number) => string;
  /** One bin in words: its middle in points, classes in it, and by chance. */
  describe: (points: string, count: number, expected: number) => string;
}

/** How many classes lose or gain how much, beside what chance would bring. The arrow keys read bin by bin. */
export function ClassLosses({ label, summary, x: xTitle, y: yTitle, legend, height = 220, format, describe, ...bins }: ClassLossesProps) {
  const [ref, width] = useSize<HTMLElement>(560);
  const [bin, setBin] = useState<number | null>(null);
  const { left, right, top, bottom, x, y, xTicks, yTicks, bars, outline } = layoutLosses(bins, width, height);
  const last = bars.length - 1;
  const words = (i: number) => describe(format(bins.range[0] + (i + 0.5) * bins.width), bins.counts[i]!, bins.expected[i]!);
  const first = Math.min(last, Math.max(0, bins.counts.findIndex((count) => count > 0)));
  const area = { left, top, width: right - left, height: bottom - top };
  return (
    <figure className="chart" ref={ref} aria-label={label} aria-description={summary}>
      <input
        type="range"
        className="chart-scrub"
        style={area}
        aria-label={label}
        aria-valuetext={words(bin ?? first)}
        min={0}
        max={last}
        value={bin ?? first}
        onFocus={() => setBin(bin ?? first)}
        onBlur={() => setBin(null)}
        onChange={(event) => setBin(event.currentTarget.valueAsNumber)}
      />
      <i className="chart-ring" style={area} />
      <svg
        className="plot"
        width={width}
        height={height}
        aria-hidden="true"
        onPointerMove={(event) => {
          const px = event.clientX - event.currentTarget.getBoundingClientRect().left;
          setBin(Math.min(last, Math.max(0, Math.floor((x.invert(px) - bins.range[0]) / bins.width))));
        }}
        onPointerLeave={() => setBin(null)}
      >
        <YGrid ticks={yTicks} {...{ y, left, right }} format={String} />
        {xTicks.map((tick) => (
          <text key={tick} x={x(tick)} y={bottom + 15} textAnchor="middle">
            {format(tick)}
          </text>
        ))}
        <text x={right} y={bottom + 32} textAnchor="end">
          {xTitle}
        </text>
        <text transform={`translate(10,${(top + bottom) / 2}) rotate(-90)`} textAnchor="middle">
          {yTitle}
        </text>
        {bars.map((bar, i) => (
          <rect key={bar.x} {...bar} fill={i === bin ? 'var(--neutral)' : 'var(--band)'} />
        ))}
        <path d={outline} fill="none" stroke="var(--ink-2)" strokeWidth={1.3} strokeDasharray="4 2" />
        <line className="zero" x1={x(0)} x2={x(0)} y1={top - 4} y2={bottom} />
        {bin === null ? (
          <Legend words={legend} left={left} />
        ) : (
          <text x={left} y={12} className="strong">
            {words(bin)}
          </text>
        )}
      </svg>
    </figure>
  );
}

function Legend({ words: [bars, outline], left }: { words: readonly [string, string]; left: number }) {
  const second = left + textWidth(bars, 11) + 38;
  return (
    <>
      <rect x={left} y={3} width={12} height={10} fill="var(--band)" />
      <text x={left + 17} y={12}>
        {bars}
      </text>
      <line x1={second} x2={second + 16} y1={8} y2={8} stroke="var(--ink-2)" strokeWidth={1.3} strokeDasharray="4 2" />
      <text x={second + 21} y={12}>
        {outline}
      </text>
    </>
  );
}
