import { useState, type KeyboardEvent } from 'react';
import type { BlockId } from '../../contracts';
import '../charts.css';
import { scrubTo } from '../scrub';
import { useSize } from '../useSize';
import './depth-rows.css';
import { Axis } from './Axis';
import { layoutDepth, type DepthBlock, type DepthLayout, type DepthRow, type RowLayout } from './geometry';
import { Guide } from './Guide';
import { Row } from './Row';

interface DepthRowsProps {
  /** Accessible name of the chart. */
  label: string;
  /** What it shows in numbers: its accessible description. */
  summary?: string;
  blocks: readonly DepthBlock[];
  rows: readonly DepthRow[];
  stageLabel: (stage: number) => string;
  /** All rows' values at one block, in a sentence, for screen readers. */
  describe: (block: BlockId) => string;
  hover?: BlockId | null;
  selected?: BlockId | null;
  /** Height of a row's plot, px. */
  rowHeight?: number;
  onHover?: (block: BlockId | null) => void;
  onSelect?: (block: BlockId) => void;
  onRowClick?: (key: string) => void;
}

/** One button a block, over the whole height; the arrow keys move between them. */
function Columns({ layout, ...props }: DepthRowsProps & { layout: DepthLayout }) {
  const { blocks, selected, onHover, onSelect } = props;
  const [entry, setEntry] = useState(0);
  const press = (event: KeyboardEvent<HTMLButtonElement>, index: number) => {
    const to = scrubTo(event.key, index, blocks.length);
    const next = to === undefined ? undefined : event.currentTarget.parentElement?.children[to];
    if (!(next instanceof HTMLElement)) return;
    event.preventDefault();
    next.focus();
  };
  return (
    <div className="depth-columns" style={{ left: layout.left, top: layout.top, height: layout.height - layout.top }}>
      {blocks.map((block, index) => (
        <button
          key={block.id}
          type="button"
          tabIndex={index === Math.min(entry, blocks.length - 1) ? 0 : -1}
          aria-label={props.describe(block.id)}
          aria-pressed={block.id === selected}
          style={{ width: layout.step }}
          onPointerEnter={() => onHover?.(block.id)}
          onFocus={() => {
            setEntry(index);
            onHover?.(block.id);
          }}
          onBlur={() => onHover?.(null)}
          onKeyDown={(event) => press(event, index)}
          onClick={() => onSelect?.(block.id)}
        />
      ))}
    </div>
  );
}

interface TitleProps {
  layout: DepthLayout;
  row: RowLayout;
  onClick?: (key: string) => void;
}

function Title({ layout, row: { row, titleTop, noteBelow }, onClick }: TitleProps) {
  const text = (
    <>
      <b>{row.title}</b>
      {row.expanded !== undefined && <i aria-hidden="true" />}
      {row.note !== undefined && <span className={noteBelow ? 'below' : undefined}>{row.note}</span>}
    </>
  );
  const style = { left: layout.titleLeft, top: titleTop, maxWidth: layout.width - layout.titleLeft };
  const className = row.minor ? 'depth-title minor' : 'depth-title';
  if (row.expanded === undefined) {
    return (
      <div className={className} style={style}>
        {text}
      </div>
    );
  }
  return (
    <button type="button" className={className} style={style} aria-expanded={row.expanded} onClick={() => onClick?.(row.key)}>
      {text}
    </button>
  );
}

/** Rows of marks over one axis of all SE blocks in depth. Arrow keys move by block, Enter selects. */
export function DepthRows(props: DepthRowsProps) {
  const { blocks, rows } = props;
  const [ref, width] = useSize<HTMLElement>(720);
  const layout = layoutDepth(blocks, rows, width, props.rowHeight);
  const indexOf = (id: BlockId | null | undefined) => blocks.findIndex((block) => block.id === id);
  const hovered = indexOf(props.hover);
  return (
    <figure className="chart" ref={ref} aria-label={props.label} aria-description={props.summary} onPointerLeave={() => props.onHover?.(null)}>
      <svg width={width} height={layout.height} aria-hidden="true">
        <Axis
          layout={layout}
          blocks={blocks}
          stageLabel={props.stageLabel}
          hovered={hovered}
          selected={indexOf(props.selected)}
        />
        {layout.rows.map((row) => (
          <Row key={row.row.key} layout={layout} row={row} />
        ))}
        {hovered >= 0 && <Guide layout={layout} index={hovered} />}
      </svg>
      <Columns {...props} layout={layout} />
      {layout.rows.map((row) => (
        <Title key={row.row.key} layout={layout} row={row} onClick={props.onRowClick} />
      ))}
    </figure>
  );
}
