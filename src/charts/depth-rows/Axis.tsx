import { textWidth } from '../text';
import type { DepthBlock, DepthLayout } from './geometry';

interface AxisProps {
  layout: DepthLayout;
  blocks: readonly DepthBlock[];
  stageLabel: (stage: number) => string;
  /** Indices, −1 for none. */
  hovered: number;
  selected: number;
}

/** Bands of the stages with their names above, and the blocks' names below. */
export function Axis({ layout, blocks, stageLabel, hovered, selected }: AxisProps) {
  const { x, step, top, bottom } = layout;
  const baseline = bottom + 14;
  const pointed = hovered >= 0 ? hovered : selected;
  const near = (i: number) =>
    pointed >= 0 && Math.abs(x[i]! - x[pointed]!) < (textWidth(blocks[i]!.label, 11) + textWidth(blocks[pointed]!.label, 11)) / 2 + 4;
  return (
    <g>
      {layout.stages.map((stage, i) => {
        const full = stageLabel(stage.id);
        const room = (i + 1 < layout.stages.length ? stage.x1 : layout.width - 4) - stage.x0;
        const text = textWidth(full, 11) <= room ? full : String(stage.id);
        return (
          <g key={stage.id}>
            {stage.shaded && (
              <rect x={stage.x0} y={top} width={stage.x1 - stage.x0} height={bottom - top} rx={4} fill="var(--stage-band)" />
            )}
            {textWidth(text, 11) <= room && (
              <text x={stage.x0 + 4} y={11}>
                {text}
              </text>
            )}
          </g>
        );
      })}
      {selected >= 0 && (
        <rect
          x={x[selected]! - step / 2 + 0.5}
          y={top + 0.5}
          width={Math.max(1, step - 1)}
          height={bottom - top - 1}
          rx={4}
          fill="var(--accent)"
          fillOpacity={0.08}
          stroke="var(--accent)"
          strokeOpacity={0.5}
        />
      )}
      {blocks.map(
        (block, i) =>
          (i === pointed || (layout.labelled[i] && !near(i))) && (
            <text key={block.id} x={x[i]} y={baseline} textAnchor="middle" className={i === pointed ? 'strong' : undefined}>
              {block.label}
            </text>
          ),
      )}
    </g>
  );
}
