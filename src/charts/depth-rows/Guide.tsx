import { textWidth } from '../text';
import { valueOf, type DepthLayout, type RowLayout } from './geometry';

function Value({ layout, row, index }: { layout: DepthLayout; row: RowLayout; index: number }) {
  const value = valueOf(row.row.values[index]);
  if (value === undefined) return null;
  const x = layout.x[index]!;
  const text = row.row.readout?.(index) ?? row.row.format(value);
  const width = textWidth(text, 11.5) + 10;
  const left = x + 8 + width > layout.width ? x - 8 - width : x + 8;
  const top = Math.min(row.bottom - 17, Math.max(row.top - 4, row.y(value) - 20));
  return (
    <>
      {row.row.mark === 'line' && <circle cx={x} cy={row.y(value)} r={3.6} fill="var(--ink)" />}
      <rect x={left} y={top} width={width} height={17} rx={4} fill="var(--panel)" stroke="var(--grid)" />
      <text x={left + width / 2} y={top + 12.5} textAnchor="middle" className="strong">
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
