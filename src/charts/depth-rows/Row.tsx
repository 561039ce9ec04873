import { Mark } from '../Mark';
import { verdictColour, verdictOf } from '../verdict';
import { ExtraLines } from './ExtraLines';
import { bandPath, intervalOf, linePath, valueOf, type DepthLayout, type DepthRow, type RowLayout } from './geometry';

const colourOf = (row: RowLayout) => (row.row.tone === 'accent' ? 'var(--accent)' : 'var(--neutral)');

interface IntervalsProps {
  layout: DepthLayout;
  row: RowLayout;
  values: DepthRow['values'];
  /** px from the middle of the block. */
  shift: number;
  outlined?: boolean;
}

function Intervals({ layout, row, values, shift, outlined }: IntervalsProps) {
  const room = layout.step - 2 * Math.abs(shift);
  const size = Math.min(3.4, Math.max(1.2, room * 0.22));
  const thick = Math.min(5, Math.max(1.5, room * 0.4));
  return values.map((mark, i) => {
    const interval = intervalOf(mark);
    const value = valueOf(mark);
    if (value === undefined) return null;
    const verdict = verdictOf(interval ?? { low: value, high: value });
    const x = layout.x[i]! + shift;
    return (
      <g key={x}>
        {interval && (
          <line
            x1={x}
            x2={x}
            y1={row.y(interval.low)}
            y2={row.y(interval.high)}
            stroke={verdictColour[verdict]}
            strokeWidth={thick}
            strokeLinecap="round"
            strokeOpacity={0.3}
          />
        )}
        <Mark verdict={verdict} x={x} y={row.y(value)} size={size} outlined={outlined} />
      </g>
    );
  });
}

function Line({ layout, row }: { layout: DepthLayout; row: RowLayout }) {
  const values = row.row.values.map(valueOf);
  const radius = Math.min(3.2, layout.step * 0.2);
  return (
    <>
      <path d={bandPath(layout, row)} fill={colourOf(row)} fillOpacity={0.18} />
      <path
        d={linePath(layout.x, row.y, values)}
        fill="none"
        stroke={colourOf(row)}
        strokeWidth={Math.min(1.8, Math.max(1.2, layout.step / 12))}
        strokeLinejoin="round"
      />
      {radius > 1.2 &&
        values.map(
          (value, i) =>
            value !== undefined && (
              <circle
                key={layout.x[i]}
                cx={layout.x[i]}
                cy={row.y(value)}
                r={radius}
                fill="var(--panel)"
                stroke={colourOf(row)}
                strokeWidth={Math.min(1.8, radius * 0.6)}
              />
            ),
        )}
    </>
  );
}

/** Of the two intervals of a block from its middle, px. */
const dodge = (layout: DepthLayout): number => Math.min(8, layout.step * 0.2);

/** One row's grid, marks and extra lines. */
export function Row({ layout, row }: { layout: DepthLayout; row: RowLayout }) {
  const { y, ticks } = row;
  const right = layout.width - layout.right;
  if (row.row.empty !== undefined && row.row.values.every((value) => value === undefined)) {
    return (
      <text x={(layout.left + right) / 2} y={(row.top + row.bottom) / 2 + 4} textAnchor="middle">
        {row.row.empty}
      </text>
    );
  }
  return (
    <g>
      {ticks.map((tick) => (
        <g key={tick}>
          <line
            className={tick === 0 && y.domain()[0]! < 0 ? 'zero' : 'grid'}
            x1={layout.left}
            x2={right}
            y1={y(tick)}
            y2={y(tick)}
          />
          <text x={layout.left - 6} y={y(tick) + 3.5} textAnchor="end">
            {row.row.format(tick)}
          </text>
        </g>
      ))}
      <ExtraLines layout={layout} row={row} />
      {row.row.mark === 'line' && <Line layout={layout} row={row} />}
      {row.row.mark === 'interval' && (
        <>
          <Intervals layout={layout} row={row} values={row.row.values} shift={row.row.beside ? -dodge(layout) : 0} />
          {row.row.beside && <Intervals layout={layout} row={row} values={row.row.beside} shift={dodge(layout)} outlined />}
        </>
      )}
    </g>
  );
}
