import { useLayoutEffect, useMemo, useRef, type KeyboardEvent, type MouseEvent } from 'react';
import { scaleLinear } from 'd3';
import '../charts.css';
import { textWidth } from '../text';
import { useSize } from '../useSize';
import './class-heatmap.css';
import { gridOf, layoutHeatmap, partAt, type HeatmapLayout } from './geometry';
import { paintGrid } from './paint';
import { RampBar } from './RampBar';

export interface HeatmapCell {
  classId: number;
  channel: number;
}

interface ClassHeatmapProps {
  /** Accessible name. */
  label: string;
  /** What it shows in numbers: its accessible description. */
  summary?: string;
  /** Class means, [K, C] flat. */
  values: ArrayLike<number>;
  channels: number;
  /** Class ids from top to bottom, and channel indices from left to right. */
  classOrder: ArrayLike<number>;
  channelOrder: ArrayLike<number>;
  className: (classId: number) => string;
  domain?: readonly [number, number];
  height?: number;
  hover?: HeatmapCell | null;
  format: (value: number) => string;
  /** Beside the legend's bar, such as "mean excitation". */
  legend: string;
  /** What runs down and across, above the plot's left edge. */
  caption?: string;
  /** One cell in words, for screen readers. */
  describe: (cell: HeatmapCell) => string;
  onHover?: (cell: HeatmapCell | null) => void;
  onOpen?: (cell: HeatmapCell) => void;
}

interface Place {
  row: number;
  column: number;
}

function placeOf({ classOrder, channelOrder, hover }: ClassHeatmapProps): Place | undefined {
  if (!hover) return undefined;
  const row = Array.prototype.indexOf.call(classOrder, hover.classId);
  const column = Array.prototype.indexOf.call(channelOrder, hover.channel);
  return row < 0 || column < 0 ? undefined : { row, column };
}

function Crosshair({ props, layout, place }: { props: ClassHeatmapProps; layout: HeatmapLayout; place: Place }) {
  const { classOrder, channelOrder, className, hover } = props;
  const x = ((place.column + 0.5) / channelOrder.length) * layout.width;
  const y = layout.plotTop + ((place.row + 0.5) / classOrder.length) * layout.plotHeight;
  const text = hover ? className(hover.classId) : '';
  const width = textWidth(text, 12) + 12;
  const left = x + 14 + width > layout.width ? Math.max(0, x - 10 - width) : x + 10;
  const top = Math.min(layout.plotTop + layout.plotHeight - 20, Math.max(layout.plotTop, y - 26));
  return (
    <g pointerEvents="none">
      <line x1={0} x2={layout.width} y1={y} y2={y} className="cross" />
      <line x1={x} x2={x} y1={layout.plotTop} y2={layout.plotTop + layout.plotHeight} className="cross" />
      <rect x={left} y={top} width={width} height={20} rx={4} fill="var(--panel)" stroke="var(--grid)" />
      <text x={left + 6} y={top + 14} className="strong">
        {text}
      </text>
    </g>
  );
}

/** Class × channel means as colour. Arrow keys move by class and by channel, Enter opens. */
export function ClassHeatmap(props: ClassHeatmapProps) {
  const { values, channels, classOrder, channelOrder, domain, height = 260, onHover, onOpen } = props;
  const [low, high] = domain ?? [0, 1];
  const [ref, width] = useSize<HTMLElement>(480);
  const canvas = useRef<HTMLCanvasElement>(null);
  const layout = layoutHeatmap(width, height);
  const grid = useMemo(
    () => gridOf(values, channels, classOrder, channelOrder, width, height),
    [values, channels, classOrder, channelOrder, width, height],
  );
  useLayoutEffect(() => {
    if (canvas.current) paintGrid(canvas.current, grid, [low, high]);
  }, [grid, low, high]);
  const place = placeOf(props);
  const cellAt = ({ row, column }: Place): HeatmapCell => ({
    classId: classOrder[Math.min(classOrder.length - 1, Math.max(0, row))]!,
    channel: channelOrder[Math.min(channelOrder.length - 1, Math.max(0, column))]!,
  });
  const { row, column } = place ?? { row: 0, column: 0 };
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Enter') onOpen?.(cellAt({ row, column }));
    const down = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (down === undefined) return;
    event.preventDefault();
    onHover?.(cellAt({ row: row + down, column }));
  };
  const under = (event: MouseEvent<SVGRectElement>): HeatmapCell => {
    const box = event.currentTarget.getBoundingClientRect();
    return cellAt({
      row: partAt(event.clientY - box.top, box.height, classOrder.length),
      column: partAt(event.clientX - box.left, box.width, channelOrder.length),
    });
  };
  const plot = { left: 0, top: layout.plotTop, width, height: layout.plotHeight };
  return (
    <figure className="chart class-heatmap" ref={ref} aria-label={props.label} aria-description={props.summary} style={{ height: layout.height }}>
      <canvas ref={canvas} style={plot} />
      <input
        type="range"
        className="chart-scrub"
        style={plot}
        aria-label={props.label}
        aria-valuetext={props.describe(cellAt({ row, column }))}
        min={0}
        max={Math.max(0, channelOrder.length - 1)}
        value={column}
        onFocus={() => !place && onHover?.(cellAt({ row, column }))}
        onBlur={() => onHover?.(null)}
        onChange={(event) => onHover?.(cellAt({ row, column: event.currentTarget.valueAsNumber }))}
        onKeyDown={press}
      />
      <i className="chart-ring" style={plot} />
      <svg width={width} height={layout.height} aria-hidden="true">
        <RampBar
          layout={layout}
          text={props.legend}
          ticks={scaleLinear([low, high], [0, 1]).ticks(2)}
          domain={[low, high]}
          format={props.format}
        />
        {props.caption !== undefined && (
          <text y={layout.plotTop - 8} className="halo">
            {props.caption}
          </text>
        )}
        <rect
          className="plot"
          y={layout.plotTop}
          width={width}
          height={layout.plotHeight}
          fill="transparent"
          onPointerMove={(event) => onHover?.(under(event))}
          onPointerLeave={() => onHover?.(null)}
          onClick={(event) => onOpen?.(under(event))}
        />
        {place && <Crosshair props={props} layout={layout} place={place} />}
      </svg>
    </figure>
  );
}
