import { useContext } from 'react';
import { FixedWidth } from '../useSize';
import { layoutPull } from './geometry';
import { PullCells, type PullCellsProps } from './PullCells';

/** The matrix as one SVG, for a file. */
export function PullDrawing(props: Omit<PullCellsProps, 'layout'>) {
  const layout = layoutPull(useContext(FixedWidth) ?? 480, props.names.length);
  return (
    <svg width={layout.width} height={layout.height}>
      <PullCells {...props} layout={layout} />
    </svg>
  );
}
