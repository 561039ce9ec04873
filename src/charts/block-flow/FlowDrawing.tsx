import { useContext, useId } from 'react';
import { pictureOf } from '../canvas';
import { pixelsOf } from '../class-heatmap/paint';
import { textWidth } from '../text';
import { FixedWidth } from '../useSize';
import { mapBox } from './geometry';
import { cellsOf } from './paint';
import { Bars, type Drawn, type FlowColumn, type FlowData, Lines, mapDomain, mapScales, placed, RampGradient, Rows } from './parts';

/** Words over a column. */
function Head({ column: { title, formula, shape }, drawn: { layout }, index }: { column: FlowColumn; drawn: Drawn; index: number }) {
  const { head } = layout.columns[index]!;
  return (
    <g transform={`translate(${head.left},${head.top})`}>
      <text y={14} className="strong" style={{ fontSize: 13 }}>
        {index + 1} {title}
      </text>
      <text y={33} style={{ fontSize: 12.5, fontStyle: 'italic', fontFamily: 'Georgia, serif', fill: 'var(--ink)' }}>
        {formula}
      </text>
      <text y={51}>{shape}</text>
    </g>
  );
}

function Maps({ column, drawn: { props, layout, rows }, index, domain }: { column: FlowColumn; drawn: Drawn; index: number; domain: readonly [number, number] }) {
  const { values, size } = column;
  if (!size) return null;
  const [down, across] = size;
  return rows.map((channel, row) => {
    const { left, top, width, height } = mapBox(layout, layout.columns[index]!, row);
    const cells = cellsOf({ values, size, channels: props.channels, channel });
    return (
      <image
        key={channel}
        href={pictureOf(pixelsOf({ columns: across, rows: down, cells }, domain), across, down)}
        x={left}
        y={top}
        width={width}
        height={height}
        preserveAspectRatio="none"
        style={{ imageRendering: 'pixelated' }}
      />
    );
  });
}

/** The scales of the maps one beside the other: where the words of each begin, and its ramp. */
function scalesInRow({ columns, format }: FlowData, domain: readonly [number, number], legend: string) {
  let left = 0;
  return mapScales(columns, domain, legend).map((scale) => {
    const start = left;
    const ramp = start + textWidth(`${scale.label} ${format(scale.domain[0])}`, 11) + 16;
    left = ramp + 126 + textWidth(format(scale.domain[1]), 11) + 24;
    return { ...scale, start, ramp };
  });
}

/** The flow as one SVG, for a file. */
export function FlowDrawing({ legend, ...props }: FlowData & { legend: string }) {
  const id = useId();
  const { columns, channels, format } = props;
  const { rows, layout } = placed(props, useContext(FixedWidth) ?? 1100);
  const domain = mapDomain(columns, channels, rows);
  const drawn = { props, layout, rows };
  const foot = layout.height + 22;
  const scales = scalesInRow(props, domain, legend);
  return (
    <svg width={layout.width} height={foot + 10}>
      <defs>
        <RampGradient id={id} />
      </defs>
      <g className="flow">
        <Lines {...drawn} />
        {columns.map((column, i) => (
          <g key={column.key}>
            <Head column={column} drawn={drawn} index={i} />
            {column.kind === 'maps' ? <Maps column={column} drawn={drawn} index={i} domain={column.domain ?? domain} /> : <Bars column={column} place={layout.columns[i]!} drawn={drawn} />}
          </g>
        ))}
        <Rows {...drawn} />
      </g>
      {scales.map(({ label, domain: [low, high], start, ramp }) => (
        <g key={label}>
          <text x={start} y={foot}>
            {label}
          </text>
          <text x={ramp - 6} y={foot} textAnchor="end">
            {format(low)}
          </text>
          <rect x={ramp} y={foot - 9} width={120} height={10} rx={2} fill={`url(#${id})`} />
          <text x={ramp + 126} y={foot}>
            {format(high)}
          </text>
        </g>
      ))}
    </svg>
  );
}
