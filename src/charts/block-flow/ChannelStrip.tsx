import { type MouseEvent, type KeyboardEvent } from 'react';
import '../charts.css';
import { rankAt, scrubTo } from '../scrub';
import { useSize } from '../useSize';
import './channel-strip.css';
import { STRIP, type StripLine, StripLines } from './StripDrawing';

interface ChannelStripProps {
  /** Accessible name, and the same for eyes. */
  label: string;
  /** What it shows in numbers: its accessible description. */
  summary?: string;
  /** One line each: its name and value by channel. */
  lines: readonly StripLine[];
  /** Channels from left to right. */
  order: readonly number[];
  followed: number;
  describe: (channel: number) => string;
  onFollow: (channel: number) => void;
}

/** Every channel of a block in one row, to choose one of them by pointer or by keyboard. */
export function ChannelStrip({ label, summary, lines, order, followed, describe, onFollow }: ChannelStripProps) {
  const [ref, width] = useSize<HTMLElement>(1000);
  const at = order.indexOf(followed);
  const height = lines.length * STRIP;
  const cover = { left: 0, top: 0, width, height };
  const follow = (event: MouseEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    onFollow(order[rankAt(box, order.length, event.clientX)]!);
  };
  const press = (event: KeyboardEvent) => {
    const next = scrubTo(event.key, at, order.length);
    if (next === undefined) return;
    event.preventDefault();
    onFollow(order[next]!);
  };
  const x = ((at + 0.5) / order.length) * width;
  return (
    <figure className="chart channel-strip" ref={ref} style={{ height }} aria-label={label} aria-description={summary}>
      <input
        type="range"
        className="chart-scrub"
        style={cover}
        aria-label={label}
        aria-valuetext={describe(followed)}
        min={0}
        max={order.length - 1}
        value={at}
        onChange={(event) => onFollow(order[event.currentTarget.valueAsNumber]!)}
        onKeyDown={press}
      />
      <i className="chart-ring" style={cover} />
      <svg width={width} height={height} aria-hidden="true" onPointerDown={follow} onPointerMove={(event) => event.buttons === 1 && follow(event)}>
        <rect width={width} height={height} fill="transparent" />
        <StripLines lines={lines} order={order} width={width} />
        <line className="guide" x1={x} x2={x} y1={0} y2={height} />
      </svg>
    </figure>
  );
}
