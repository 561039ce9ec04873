import type { DifferenceLayout } from './geometry';

/** Lines and ticks; they lie under the bars. */
export function Grid({ layout, format }: { layout: DifferenceLayout; format: (value: number) => string }) {
  return layout.ticks.map((tick) => (
    <g key={tick}>
      <line className={tick === 0 ? 'zero' : 'grid'} x1={layout.left} x2={layout.right} y1={layout.y(tick)} y2={layout.y(tick)} />
      <text x={layout.left - 5} y={layout.y(tick) + 3.5} textAnchor="end">
        {format(tick)}
      </text>
    </g>
  ));
}
