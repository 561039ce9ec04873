import { useId } from 'react';
import { interpolateViridis } from 'd3';
import type { HeatmapLayout } from './geometry';

interface RampBarProps {
  layout: HeatmapLayout;
  text: string;
  ticks: number[];
  domain: readonly [number, number];
  format: (value: number) => string;
}

const stops = Array.from({ length: 17 }, (_, i) => i / 16);

/** The legend's bar of colours with ticks under it. */
export function RampBar({ layout: { legend }, text, ticks, domain: [low, high], format }: RampBarProps) {
  const id = useId();
  return (
    <>
      <defs>
        <linearGradient id={id}>
          {stops.map((stop) => (
            <stop key={stop} offset={stop} stopColor={interpolateViridis(stop)} />
          ))}
        </linearGradient>
      </defs>
      <text x={legend.left - 10} y={legend.top + 9} textAnchor="end">
        {text}
      </text>
      <rect x={legend.left} y={legend.top} width={legend.width} height={legend.height} rx={2} fill={`url(#${id})`} />
      {ticks.map((tick) => (
        <text
          key={tick}
          x={legend.left + ((tick - low) / (high - low)) * legend.width}
          y={legend.top + legend.height + 12}
          textAnchor="middle"
        >
          {format(tick)}
        </text>
      ))}
    </>
  );
}
