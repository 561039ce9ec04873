import { useLayoutEffect, useMemo, useRef, type KeyboardEvent, type MouseEvent } from 'react';
import '../charts.css';
import { gridOf, partAt } from '../class-heatmap/geometry';
import { useScheme } from '../useScheme';
import { useSize } from '../useSize';
import './distance-matrix.css';
import { pixelsOf } from './paint';
import { Scale } from './Scale';

export interface ClassPair {
  a: number;
  b: number;
}

interface DistanceMatrixProps {
  /** Accessible name. */
  label: string;
  /** What it shows in numbers: its accessible description. */
  summary?: string;
  /** [K, K] flat; NaN where nothing is known. */
  distances: Float32Array;
  /** Class ids from left to right and from top to bottom. */
  order: ArrayLike<number>;
  /** The colour scale's end, the same for all blocks. */
  limit: number;
  /** The compared pair, framed. */
  chosen?: ClassPair;
  hover?: ClassPair | null;
  format: (value: number) => string;
  /** Beside the scale. */
  legend: string;
  /** One pair in words, for screen readers. */
  describe: (pair: ClassPair) => string;
  onHover?: (pair: ClassPair | null) => void;
  onOpen?: (pair: ClassPair) => void;
}

interface Frame {
  pair: ClassPair;
  kind: 'chosen' | 'hover';
}

/** Both cells of a pair: the matrix is symmetric. */
function Frames({ frames, order, size }: { frames: readonly Frame[]; order: ArrayLike<number>; size: number }) {
  const cell = size / order.length;
  const side = Math.max(cell, 7);
  return frames.flatMap(({ pair: { a, b }, kind }) => {
    const [i, j] = [a, b].map((id) => Array.prototype.indexOf.call(order, id)) as [number, number];
    if (i < 0 || j < 0) return [];
    return [
      [i, j],
      [j, i],
    ].map(([row, column], at) => (
      <rect
        key={`${kind} ${at}`}
        className={kind}
        x={(column! + 0.5) * cell - side / 2}
        y={(row! + 0.5) * cell - side / 2}
        width={side}
        height={side}
        rx={1.5}
      />
    ));
  });
}

/** Class × class distances as colour. Arrow keys move in both directions, Enter or a click opens the pair. */
export function DistanceMatrix(props: DistanceMatrixProps) {
  const { label, distances, order, limit, chosen, hover, onHover, onOpen } = props;
  const [ref, size] = useSize<HTMLElement>(260);
  const canvas = useRef<HTMLCanvasElement>(null);
  const scheme = useScheme();
  const count = order.length;
  const grid = useMemo(() => gridOf(distances, count, order, order, count, count), [distances, order, count]);
  useLayoutEffect(() => {
    if (!canvas.current) return;
    canvas.current.width = grid.columns;
    canvas.current.height = grid.rows;
    canvas.current.getContext('2d')?.putImageData(new ImageData(pixelsOf(grid, limit, scheme), grid.columns, grid.rows), 0, 0);
  }, [grid, limit, scheme]);
  const place = (id: number) => Math.max(0, Array.prototype.indexOf.call(order, id));
  const current = hover ?? chosen ?? { a: order[0]!, b: order[Math.min(1, count - 1)]! };
  const moved = (row: number, column: number): ClassPair => ({
    a: order[Math.min(count - 1, Math.max(0, row))]!,
    b: order[Math.min(count - 1, Math.max(0, column))]!,
  });
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Enter') onOpen?.(current);
    const down = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (down === undefined) return;
    event.preventDefault();
    onHover?.(moved(place(current.a) + down, place(current.b)));
  };
  const under = (event: MouseEvent<SVGRectElement>): ClassPair => {
    const box = event.currentTarget.getBoundingClientRect();
    return moved(partAt(event.clientY - box.top, box.height, count), partAt(event.clientX - box.left, box.width, count));
  };
  const frames: Frame[] = [...(chosen ? [{ pair: chosen, kind: 'chosen' as const }] : []), ...(hover ? [{ pair: hover, kind: 'hover' as const }] : [])];
  const square = { left: 0, top: 0, width: size, height: size };
  return (
    <figure className="chart distance-matrix" ref={ref} aria-label={label} aria-description={props.summary} style={{ height: size + 20 }}>
      <canvas ref={canvas} style={square} />
      <input
        type="range"
        className="chart-scrub"
        style={square}
        aria-label={label}
        aria-valuetext={props.describe(current)}
        min={0}
        max={Math.max(0, count - 1)}
        value={place(current.b)}
        onFocus={() => !hover && onHover?.(current)}
        onBlur={() => onHover?.(null)}
        onChange={(event) => onHover?.(moved(place(current.a), event.currentTarget.valueAsNumber))}
        onKeyDown={press}
      />
      <i className="chart-ring" style={square} />
      <svg width={size} height={size + 20} aria-hidden="true">
        <Frames frames={frames} order={order} size={size} />
        <rect
          className="plot"
          width={size}
          height={size}
          fill="transparent"
          onPointerMove={(event) => onHover?.(under(event))}
          onPointerLeave={() => onHover?.(null)}
          onClick={(event) => onOpen?.(under(event))}
        />
        <Scale limit={limit} legend={props.legend} format={props.format} top={size + 8} width={size} />
      </svg>
    </figure>
  );
}
