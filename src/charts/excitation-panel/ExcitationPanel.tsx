import { useMemo, type MouseEvent } from 'react';
import '../charts.css';
import { useSize } from '../useSize';
import { Axes, EndLabels } from './Axes';
import './excitation-panel.css';
import { rankAt } from '../scrub';
import type { Channels, PanelLayout } from './geometry';
import { HoverMarks } from './HoverMarks';
import type { ClassCurve, ImageCurve, Ribbon } from './paint';
import { usePaint } from './usePaint';
import { useScene } from './useScene';

export interface ExcitationPanelProps {
  /** Such as SE_5_2. */
  title: string;
  /** Such as "1024 ch." */
  channelsLabel: string;
  /** Accessible name. */
  label: string;
  /** What it shows in numbers: its accessible description. */
  summary?: string;
  /** Channel indices from left to right. */
  order: Channels;
  /** 10th and 90th percentile over all classes. */
  ribbon?: Ribbon;
  /** The curve of 'all'. */
  all?: Channels;
  classes: readonly ClassCurve[];
  /** Keys of the classes that show mean ± sd; keep a list's identity. */
  bandOf?: string | readonly string[];
  /** Whether curves of more channels than pixels show their columns' extremes; without, their means only. */
  extremes?: boolean;
  image?: ImageCurve;
  /** Says why class curves are drawn faded; undefined: they aren't. */
  faded?: string;
  /** The plot under it: each curve minus its scaled 'all'; one `limit` for all panels. */
  residual?: { limit: number; ribbon?: Ribbon; height?: number };
  domain?: readonly [number, number];
  height?: number;
  /** Names at the right ends, where the panel is wide enough. */
  directLabels?: boolean;
  hoverChannel?: number | null;
  format: (value: number) => string;
  formatRest?: (value: number) => string;
  /** The values at one channel in a sentence, for screen readers. */
  describe: (channel: number) => string;
  onHover?: (channel: number | null) => void;
  /** From the title (null) or at a channel. */
  onOpen?: (channel: number | null) => void;
}

interface ScrubProps {
  props: ExcitationPanelProps;
  layout: PanelLayout;
  rank: number;
}

/** The native slider that takes the keyboard: arrows move by channel, Enter opens. */
function Scrub({ props: { order, label, hoverChannel, describe, onHover, onOpen }, layout, rank }: ScrubProps) {
  const channel = order[Math.max(0, rank)] ?? 0;
  const style = {
    left: layout.left,
    top: layout.top,
    width: layout.right - layout.left,
    height: (layout.rest?.bottom ?? layout.bottom) - layout.top,
  };
  return (
    <>
      <input
        type="range"
        className="chart-scrub"
        style={style}
        aria-label={label}
        aria-valuetext={describe(channel)}
        min={0}
        max={Math.max(0, order.length - 1)}
        value={Math.max(0, rank)}
        onFocus={() => typeof hoverChannel !== 'number' && onHover?.(channel)}
        onBlur={() => onHover?.(null)}
        onChange={(event) => onHover?.(order[event.currentTarget.valueAsNumber] ?? null)}
        onKeyDown={(event) => event.key === 'Enter' && onOpen?.(channel)}
      />
      <i className="chart-ring" style={style} />
    </>
  );
}

/** One block's excitation of every channel: classes, all of them as a ribbon, and the chosen image on top. */
export function ExcitationPanel(props: ExcitationPanelProps) {
  const { title, channelsLabel, order, hoverChannel, faded, onHover, onOpen } = props;
  const [ref, width] = useSize<HTMLElement>(220);
  const scene = useScene(props, width);
  const { layout, classes, image, scheme } = scene;
  const canvas = usePaint(scene);
  const rank = useMemo(
    () => (typeof hoverChannel === 'number' ? Array.prototype.indexOf.call(order, hoverChannel) : -1),
    [order, hoverChannel],
  );
  const channelUnder = (event: MouseEvent<SVGSVGElement>): number | null => {
    const px = event.clientX - event.currentTarget.getBoundingClientRect().left;
    return order.length > 0 ? order[rankAt(layout, order.length, px)]! : null;
  };
  const point = (event: MouseEvent<SVGSVGElement>) => {
    const channel = channelUnder(event);
    if (channel !== hoverChannel) onHover?.(channel);
  };
  return (
    <figure className="chart excitation-panel" ref={ref} aria-label={props.label} aria-description={props.summary}>
      <div className="head">
        {onOpen ? (
          <button type="button" onClick={() => onOpen(null)}>
            {title}
          </button>
        ) : (
          <b>{title}</b>
        )}
        <span>{channelsLabel}</span>
      </div>
      <div className="plots" style={{ height: layout.height }}>
        <svg width={width} height={layout.height} aria-hidden="true">
          <Axes layout={layout} format={props.format} formatRest={props.formatRest ?? props.format} />
        </svg>
        <canvas ref={canvas} />
        <Scrub props={props} layout={layout} rank={rank} />
        <svg
          className="plot over"
          width={width}
          height={layout.height}
          aria-hidden="true"
          onPointerDown={point}
          onPointerMove={point}
          onPointerLeave={() => onHover?.(null)}
          onClick={(event) => onOpen?.(channelUnder(event))}
        >
          <rect width={width} height={layout.height} fill="transparent" />
          {layout.right < width - 4 && (
            <EndLabels layout={layout} order={order} classes={classes} image={image} scheme={scheme} />
          )}
          {rank >= 0 && (
            <HoverMarks
              layout={layout}
              count={order.length}
              rank={rank}
              channel={order[rank]!}
              classes={classes}
              image={image}
              scheme={scheme}
            />
          )}
        </svg>
      </div>
      {faded !== undefined && <figcaption>{faded}</figcaption>}
    </figure>
  );
}
