import { useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import '../charts.css';
import { prepareCanvas } from '../canvas';
import { lineColour, type ClassColour } from '../palette';
import { useScheme } from '../useScheme';
import { useSize } from '../useSize';
import { rankAt } from '../scrub';
import { barsOf, channelsBetween, layoutDifference, type DifferenceLayout } from './geometry';
import { Grid } from './Grid';
import { paintBars } from './paint';

interface DifferencePanelProps {
  /** Accessible name. */
  label: string;
  /** What it shows in numbers: its accessible description. */
  summary?: string;
  /** Channel indices from left to right. */
  order: ArrayLike<number>;
  /** First minus second, [C]; compared by identity. */
  difference: ArrayLike<number>;
  /** Colours of bars above and below zero. */
  colours: readonly [ClassColour, ClassColour];
  /** The scale's end, the same for all panels, and px for a difference of one. */
  limit: number;
  unit: number;
  hoverChannel?: number | null;
  /** Channels that are open, marked. */
  opened?: readonly number[];
  format: (value: number) => string;
  /** One channel in words, for screen readers. */
  describe: (channel: number) => string;
  onHover?: (channel: number | null) => void;
  /** One channel by a click, a group by dragging; by keyboard Enter, and Shift with arrows. */
  onOpen?: (channels: number[]) => void;
}

interface Brush {
  from: number;
  to: number;
}

interface MarksProps {
  layout: DifferenceLayout;
  order: ArrayLike<number>;
  rank: number;
  brush: Brush | undefined;
  opened: readonly number[] | undefined;
}

/** The channel pointed at, what is being brushed, and what is open. */
function Marks({ layout, order, rank, brush, opened }: MarksProps) {
  const step = (layout.right - layout.left) / order.length;
  const ranks = useMemo(() => opened?.map((channel) => Array.prototype.indexOf.call(order, channel)).filter((at) => at >= 0), [order, opened]);
  const span = brush ?? (ranks && ranks.length > 0 ? { from: Math.min(...ranks), to: Math.max(...ranks) } : undefined);
  return (
    <g pointerEvents="none">
      {span && (
        <rect
          x={layout.left + Math.min(span.from, span.to) * step - 1}
          y={layout.top}
          width={(Math.abs(span.to - span.from) + 1) * step + 2}
          height={layout.bottom - layout.top}
          fill="var(--accent)"
          fillOpacity={0.12}
          stroke="var(--accent)"
          strokeOpacity={0.8}
        />
      )}
      {rank >= 0 && <line className="guide" x1={layout.left + (rank + 0.5) * step} x2={layout.left + (rank + 0.5) * step} y1={layout.top} y2={layout.bottom} />}
    </g>
  );
}

/** Where one group opens the gates more (up) or less (down) than another. */
export function DifferencePanel(props: DifferencePanelProps) {
  const { label, order, difference, colours, limit, unit, hoverChannel, onHover, onOpen } = props;
  const [ref, width] = useSize<HTMLElement>(220);
  const canvas = useRef<HTMLCanvasElement>(null);
  const scheme = useScheme();
  const layout = useMemo(() => layoutDifference(width, limit, unit), [width, limit, unit]);
  const bars = useMemo(() => barsOf(difference, order, layout), [difference, order, layout]);
  const [up, down] = [lineColour(colours[0], scheme), lineColour(colours[1], scheme)];
  useLayoutEffect(() => {
    const context = canvas.current && prepareCanvas(canvas.current, layout.width, layout.height);
    if (context) paintBars(context, layout, bars, [up, down]);
  }, [layout, bars, up, down]);
  const rank = useMemo(() => (typeof hoverChannel === 'number' ? Array.prototype.indexOf.call(order, hoverChannel) : -1), [order, hoverChannel]);
  const [brush, setBrush] = useState<Brush>();
  const under = (event: PointerEvent<SVGSVGElement>) => rankAt(layout, order.length, event.clientX - event.currentTarget.getBoundingClientRect().left);
  const open = ({ from, to }: Brush) => {
    setBrush(undefined);
    onOpen?.(channelsBetween(order, from, to));
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Enter') return open(brush ?? { from: Math.max(0, rank), to: Math.max(0, rank) });
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step === undefined || !event.shiftKey) return event.key.startsWith('Shift') ? undefined : setBrush(undefined);
    event.preventDefault();
    const from = brush?.from ?? Math.max(0, rank);
    const to = Math.min(order.length - 1, Math.max(0, (brush?.to ?? from) + step));
    setBrush({ from, to });
    onHover?.(order[to]!);
  };
  const plot = { left: layout.left, top: layout.top, width: layout.right - layout.left, height: layout.bottom - layout.top };
  return (
    <figure className="chart difference-panel" ref={ref} aria-label={label} aria-description={props.summary} style={{ height: layout.height }}>
      <svg width={width} height={layout.height} aria-hidden="true">
        <Grid layout={layout} format={props.format} />
      </svg>
      <canvas ref={canvas} />
      <input
        type="range"
        className="chart-scrub"
        style={plot}
        aria-label={label}
        aria-valuetext={props.describe(order[Math.max(0, rank)] ?? 0)}
        min={0}
        max={Math.max(0, order.length - 1)}
        value={Math.max(0, rank)}
        onFocus={() => typeof hoverChannel !== 'number' && onHover?.(order[0]!)}
        onBlur={() => onHover?.(null)}
        onChange={(event) => onHover?.(order[event.currentTarget.valueAsNumber] ?? null)}
        onKeyDown={press}
      />
      <i className="chart-ring" style={plot} />
      <svg
        className="plot"
        style={{ position: 'absolute', left: 0, top: 0 }}
        width={width}
        height={layout.height}
        aria-hidden="true"
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          const at = under(event);
          setBrush({ from: at, to: at });
          onHover?.(order[at]!);
        }}
        onPointerMove={(event) => {
          const at = under(event);
          if (brush && event.buttons > 0) setBrush({ from: brush.from, to: at });
          if (order[at] !== hoverChannel) onHover?.(order[at]!);
        }}
        onPointerUp={() => brush && open(brush)}
        onPointerCancel={() => setBrush(undefined)}
        onPointerLeave={() => onHover?.(null)}
      >
        <rect width={width} height={layout.height} fill="transparent" />
        <Marks layout={layout} order={order} rank={rank} brush={brush} opened={props.opened} />
      </svg>
    </figure>
  );
}
