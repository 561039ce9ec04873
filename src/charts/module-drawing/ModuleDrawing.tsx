import { useId } from 'react';
import '../charts.css';
import { useSize } from '../useSize';
import { layoutModule, LINE, type ModuleBox } from './geometry';
import './module-drawing.css';

interface ModuleDrawingProps {
  /** Accessible name. */
  label: string;
  /** What it shows in words: its accessible description. */
  summary: string;
  /** In order of execution. */
  boxes: readonly ModuleBox[];
}

/** A module as boxes and lines, from its input at the top to its output. */
export function ModuleDrawing({ label, summary, boxes }: ModuleDrawingProps) {
  const [ref, room] = useSize<HTMLElement>(560);
  const arrow = useId();
  const { width, height, narrow, boxes: places, edges } = layoutModule(boxes, room);
  return (
    <figure className="chart module-drawing" data-narrow={narrow || undefined} ref={ref} aria-label={label} aria-description={summary}>
      <svg width={width} height={height} aria-hidden="true">
        <g className="module">
          <defs>
            <marker id={arrow} viewBox="0 0 8 8" refX={7.5} refY={4} markerWidth={7} markerHeight={7} orient="auto">
              <path className="arrow" d="M0,0.5 8,4 0,7.5Z" />
            </marker>
          </defs>
          {edges.map(({ key, path }) => (
            <path key={key} className="edge" d={path} markerEnd={`url(#${arrow})`} />
          ))}
          {places.map(({ id, left, top, width: across, height: tall }, i) => {
            const { title, shape, numbers, accent } = boxes[i]!;
            const x = left + across / 2;
            const lines = [title, shape, ...(numbers === undefined ? [] : [numbers])];
            const first = top + (tall - LINE * lines.length) / 2 + 11;
            return (
              <g key={id} data-accent={accent || undefined} data-box={id}>
                <rect x={left} y={top} width={across} height={tall} rx={6} />
                {lines.map((text, line) => (
                  <text key={line} x={x} y={first + line * LINE} textAnchor="middle" className={line === 0 ? 'strong' : undefined}>
                    {text}
                  </text>
                ))}
              </g>
            );
          })}
        </g>
      </svg>
    </figure>
  );
}
