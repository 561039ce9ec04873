import { useContext } from 'react';
import { AxisTitles, titleRoom } from '../AxisTitles';
import { namedInks } from '../canvas';
import { Painted } from '../Painted';
import { FixedWidth } from '../useSize';
import { Axes, EndLabels } from './Axes';
import type { ExcitationPanelProps } from './ExcitationPanel';
import { settled } from './geometry';
import { paintPanel } from './paint';
import { useScene } from './useScene';

export interface PanelDrawingProps extends Omit<ExcitationPanelProps, 'label' | 'describe' | 'hoverChannel' | 'onHover' | 'onOpen'> {
  xTitle?: string;
  yTitle: string;
  restTitle?: string;
}

const head = 20;

/** The panel as one SVG, for a file: no pointer, the same scene and paint. */
export function PanelDrawing(props: PanelDrawingProps) {
  const width = useContext(FixedWidth) ?? 330;
  const scene = useScene({ ...props, label: '', describe: () => '' }, width - titleRoom.left);
  const { layout, order, classes, image, scheme } = scene;
  const { rest } = layout;
  const foot = (props.xTitle === undefined ? 0 : titleRoom.bottom) + (props.faded === undefined ? 0 : 14);
  return (
    <svg width={width} height={head + layout.height + foot}>
      <g transform={`translate(${titleRoom.left},0)`}>
        <text x={layout.left} y={13} className="strong">
          {props.title}
        </text>
        <text x={layout.right} y={13} textAnchor="end">
          {props.channelsLabel}
        </text>
      </g>
      <g transform={`translate(${titleRoom.left},${head})`}>
        <Axes layout={layout} format={props.format} formatRest={props.formatRest ?? props.format} />
        <Painted paint={(surface) => paintPanel(surface, scene, settled(order.length), namedInks)} />
        {layout.right < width - titleRoom.left - 4 && <EndLabels layout={layout} order={order} classes={classes} image={image} scheme={scheme} />}
        <AxisTitles
          x={props.xTitle}
          y={[
            { text: props.yTitle, top: layout.top, bottom: layout.bottom },
            ...(rest && props.restTitle ? [{ text: props.restTitle, top: rest.top, bottom: rest.bottom }] : []),
          ]}
          left={layout.left}
          right={layout.right}
          bottom={layout.height}
        />
        {props.faded !== undefined && (
          <text x={layout.left} y={layout.height + titleRoom.bottom + 11}>
            {props.faded}
          </text>
        )}
      </g>
    </svg>
  );
}
