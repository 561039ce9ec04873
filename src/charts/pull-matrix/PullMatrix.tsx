import { type KeyboardEvent, type MouseEvent, useMemo } from 'react';
import '../charts.css';
import { useSize } from '../useSize';
import { layoutPull, rangeAt } from './geometry';
import { PullCells, type PullCellsProps } from './PullCells';
import './pull-matrix.css';

/** Consecutive blocks, as places in depth, both included. */
interface Range {
  from: number;
  to: number;
}

interface PullMatrixProps extends Omit<PullCellsProps, 'layout'> {
  /** Accessible name. */
  label: string;
  /** What it shows in numbers: its accessible description. */
  summary?: string;
  /** The range whose numbers stand beside it. */
  chosen: Range;
  /** One range in words, for screen readers. */
  describe: (range: Range) => string;
  onChoose: (range: Range) => void;
}

/** How far gates of another class, put in from one block to another, pull an image to that class. Arrow keys move both ends. */
export function PullMatrix(props: PullMatrixProps) {
  const { label, names, chosen, describe, onChoose } = props;
  const [ref, width] = useSize<HTMLElement>(400);
  const n = names.length;
  const layout = useMemo(() => layoutPull(width, n), [width, n]);
  const { left, top, cell, size } = layout;
  const pointed = (event: MouseEvent<SVGRectElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const range = rangeAt(layout, n, event.clientX - box.left + left, event.clientY - box.top + top);
    if (range.from !== chosen.from || range.to !== chosen.to) onChoose(range);
  };
  const press = (event: KeyboardEvent) => {
    const down = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (down === undefined) return;
    event.preventDefault();
    const from = Math.min(n - 1, Math.max(0, chosen.from + down));
    onChoose({ from, to: Math.max(from, chosen.to) });
  };
  const square = { left, top, width: size, height: size };
  return (
    <figure className="chart pull-matrix" ref={ref} aria-label={label} aria-description={props.summary} style={{ height: layout.height }}>
      <input
        type="range"
        className="chart-scrub"
        style={square}
        aria-label={label}
        aria-valuetext={describe(chosen)}
        min={0}
        max={Math.max(0, n - 1)}
        value={chosen.to}
        onChange={(event) => onChoose({ from: Math.min(chosen.from, event.currentTarget.valueAsNumber), to: event.currentTarget.valueAsNumber })}
        onKeyDown={press}
      />
      <i className="chart-ring" style={square} />
      <svg className="over" width={width} height={layout.height} aria-hidden="true">
        <PullCells {...props} layout={layout} />
        <rect className="chosen" x={left + chosen.to * cell} y={top + chosen.from * cell} width={cell} height={cell} />
        <rect className="plot" x={left} y={top} width={size} height={size} fill="transparent" onPointerDown={pointed} onPointerMove={pointed} />
      </svg>
    </figure>
  );
}
