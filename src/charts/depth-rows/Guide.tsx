import { textWidth } from '../text';
import { valueOf, type DepthLayout, type RowLayout } from './geometry';

function Value({ layout, row, index }: { layout: DepthLayout; row: RowLayout; index: number }) {
  const value = valueOf(row.row.values[index]);
  if (value === undefined) return null;
  const x = layout.x[index]!;
  const text = row.row.format(value);
  const flip = x + 10 + textWidth(text, 11) > layout.width - layout.right + 4;
  const y = Math.min(row.bottom - 3, Math.max(row.top + 6, row.y(value) - 6));
  return (
    <>
      {row.row.mark === 'line' && <circle cx={x} cy={row.y(value)} r={3.6} fill="var(--ink)" />}
      <text x={flip ? x - 8 : x + 8} y={y} textAnchor={flip ? 'end' : 'start'} className="halo strong">
        {text}
      </text>
    </>
  );
}

/** The vertical line through all rows at one block, with each row's value. */
export function Guide({ layout, index }: { layout: DepthLayout; index: number }) {
  const x = layout.x[index];
  return (
    <g>
      <line className="guide" x1={x} x2={x} y1={layout.top} y2={layout.bottom} />
      {layout.rows.map((row) => (
        <Value key={row.row.key} layout={layout} row={row} index={index} />
      ))}
    </g>
  );
}
