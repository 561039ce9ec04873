import { type ClassColour, lineColour } from '../palette';
import { useScheme } from '../useScheme';
import { textWidth } from '../text';
import { layoutScale, type PullLayout } from './geometry';

export interface PullCellsProps {
  layout: PullLayout;
  /** Short names in depth. */
  names: readonly string[];
  /** [n, n] flat, from × to; NaN where nothing is known. */
  pulls: Float32Array;
  /** The colour scale's end: |pull|. */
  limit: number;
  /** Of the class that the image is, and of the one whose gates are put in. */
  colours: readonly [ClassColour, ClassColour];
  xTitle: string;
  yTitle: string;
  /** At the scale's ends. */
  ends: readonly [string, string];
}

/** Between the scale's bar and the words at its ends. */
const gap = 6;

/** The cells with their axes and scale. */
export function PullCells({ layout, names, pulls, limit, colours, xTitle, yTitle, ends }: PullCellsProps) {
  const scheme = useScheme();
  const { left, top, size, cell, step } = layout;
  const n = names.length;
  const [away, towards] = [lineColour(colours[0], scheme), lineColour(colours[1], scheme)];
  const middle = (i: number) => (i + 0.5) * cell;
  const bottom = top + size;
  const scale = layoutScale(layout, [textWidth(ends[0], 11) + gap, textWidth(ends[1], 11) + gap]);
  return (
    <>
      {names.map((from, row) =>
        names.slice(row).map((to, at) => {
          const value = pulls[row * n + row + at]!;
          const known = !Number.isNaN(value);
          return (
            <rect
              key={`${from} ${to}`}
              x={left + (row + at) * cell + 0.5}
              y={top + row * cell + 0.5}
              width={cell - 1}
              height={cell - 1}
              fill={known ? (value < 0 ? away : towards) : 'none'}
              fillOpacity={known ? Math.min(1, Math.abs(value) / limit) : undefined}
              stroke="var(--grid)"
            />
          );
        }),
      )}
      {names.map((name, i) =>
        i % step === 0 ? (
          <g key={name}>
            <text x={left - 6} y={top + middle(i) + 4} textAnchor="end">
              {name}
            </text>
            <text x={left + middle(i)} y={bottom + 14} textAnchor="middle">
              {name}
            </text>
          </g>
        ) : null,
      )}
      <text transform={`translate(11,${top + size / 2}) rotate(-90)`} textAnchor="middle">
        {yTitle}
      </text>
      <text x={left + size / 2} y={bottom + 30} textAnchor="middle">
        {xTitle}
      </text>
      <g transform={`translate(${scale.x},${bottom + 42})`}>
        {Array.from({ length: scale.length }, (_, i) => {
          const value = (2 * i) / (scale.length - 1) - 1;
          return <rect key={i} x={i} width={1.2} height={9} fill={value < 0 ? away : towards} fillOpacity={Math.abs(value)} />;
        })}
        <text x={-gap} y={9} textAnchor="end">
          {ends[0]}
        </text>
        <text x={scale.length + gap} y={9}>
          {ends[1]}
        </text>
      </g>
    </>
  );
}
