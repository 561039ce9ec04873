import { useContext } from 'react';
import { textWidth } from '../text';
import { FixedWidth } from '../useSize';
import { Axis } from './Axis';
import { layoutDepth, type DepthBlock, type DepthRow, type RowLayout } from './geometry';
import { Row } from './Row';

interface DepthDrawingProps {
  blocks: readonly DepthBlock[];
  rows: readonly DepthRow[];
  stageLabel: (stage: number) => string;
  rowHeight?: number;
}

function Title({ row: { row, titleTop, noteBelow }, left }: { row: RowLayout; left: number }) {
  const note = noteBelow ? { x: left, y: titleTop + 28 } : { x: left + textWidth(row.title, 12.5) + 8, y: titleTop + 13 };
  return (
    <>
      <text x={left} y={titleTop + 13} className={row.minor ? undefined : 'strong'} style={{ fontSize: 12 }}>
        {row.title}
      </text>
      {row.note !== undefined && <text {...note}>{row.note}</text>}
    </>
  );
}

/** The rows as one SVG, for a file. */
export function DepthDrawing({ blocks, rows, stageLabel, rowHeight }: DepthDrawingProps) {
  const layout = layoutDepth(blocks, rows, useContext(FixedWidth) ?? 760, rowHeight);
  return (
    <svg width={layout.width} height={layout.height}>
      <Axis layout={layout} blocks={blocks} stageLabel={stageLabel} hovered={-1} selected={-1} />
      {layout.rows.map((row) => (
        <g key={row.row.key}>
          <Row layout={layout} row={row} />
          <Title row={row} left={layout.titleLeft} />
        </g>
      ))}
    </svg>
  );
}
