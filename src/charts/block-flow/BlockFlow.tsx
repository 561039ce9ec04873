import { useId, useLayoutEffect, useMemo, useRef, type KeyboardEvent, type MouseEvent } from 'react';
import '../charts.css';
import { useSize } from '../useSize';
import './block-flow.css';
import { mapBox, rowAt } from './geometry';
import { paintTiles } from './paint';
import { Bars, type FlowData, Lines, mapDomain, mapScales, placed, RampGradient, Rows } from './parts';

interface BlockFlowProps extends FlowData {
  /** Accessible name. */
  label: string;
  /** What it shows in numbers: its accessible description. */
  summary?: string;
  /** Beside the colours of the maps that share a scale. */
  legend: string;
  /** Beside the two kinds of lines. */
  plus: string;
  minus: string;
  /** The followed channel in words, for screen readers. */
  describe: (channel: number) => string;
  onFollow: (channel: number) => void;
}

function Legend({ domain, props }: { domain: readonly [number, number]; props: BlockFlowProps }) {
  const id = useId();
  return (
    <div className="flowLegend">
      {mapScales(props.columns, domain, props.legend).map(({ label, domain: [low, high] }, i) => (
        <span key={label}>
          {label} <span className="number">{props.format(low)}</span>
          <svg width={120} height={10} aria-hidden="true">
            <defs>
              <RampGradient id={`${id}${i}`} />
            </defs>
            <rect width={120} height={10} rx={2} fill={`url(#${id}${i})`} />
          </svg>
          <span className="number">{props.format(high)}</span>
        </span>
      ))}
      {props.links.length > 0 && (
        <span>
          {(['plus', 'minus'] as const).map((sign) => (
            <span key={sign} className="sign">
              <svg width={26} height={10} aria-hidden="true">
                <line className="link" data-sign={sign} x1={1} x2={25} y1={5} y2={5} strokeWidth={2} />
              </svg>
              {props[sign]}
            </span>
          ))}
        </span>
      )}
    </div>
  );
}

/** One image through one block: every step as a column, every shown channel as a row; lines follow one channel into the hidden units and back. */
export function BlockFlow(props: BlockFlowProps) {
  const { columns, channels, order, followed, onFollow } = props;
  const [ref, width] = useSize<HTMLElement>(1000);
  const canvas = useRef<HTMLCanvasElement>(null);
  const { rows, layout } = useMemo(() => placed({ columns, order, followed }, width), [columns, order, followed, width]);
  const domain = useMemo(() => mapDomain(columns, channels, rows), [columns, channels, rows]);
  useLayoutEffect(() => {
    const tiles = columns.flatMap(({ key, kind, values, size, domain: own = domain }) => {
      const place = layout.columns.find((candidate) => candidate.key === key)!;
      return kind === 'maps' && size ? rows.map((channel, row) => ({ box: mapBox(layout, place, row), values, size, channels, channel, domain: own })) : [];
    });
    if (canvas.current) paintTiles(canvas.current, layout.width, layout.height, tiles);
  }, [columns, channels, rows, layout, domain]);
  const row = rows.indexOf(followed);
  const press = (event: KeyboardEvent) => {
    const step = { ArrowUp: -1, ArrowDown: 1, ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    onFollow(rows[Math.min(rows.length - 1, Math.max(0, row + step))]!);
  };
  const click = (event: MouseEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const at = rowAt(layout, rows.length, event.clientX - box.left, event.clientY - box.top);
    if (at !== undefined) onFollow(rows[at]!);
  };
  const drawn = { props, layout, rows };
  const cover = { left: 0, top: layout.wide ? layout.columns[0]!.body.top : 0, width, height: layout.height - (layout.wide ? layout.columns[0]!.body.top : 0) };
  return (
    <figure className="chart block-flow" ref={ref} aria-label={props.label} aria-description={props.summary} data-wide={layout.wide || undefined}>
      <div style={{ position: 'relative', height: layout.height }}>
        <canvas ref={canvas} />
        <input
          type="range"
          className="chart-scrub"
          style={cover}
          aria-label={props.label}
          aria-valuetext={props.describe(followed)}
          min={0}
          max={rows.length - 1}
          value={row}
          onChange={(event) => onFollow(rows[event.currentTarget.valueAsNumber]!)}
          onKeyDown={press}
        />
        <i className="chart-ring" style={cover} />
        <svg width={layout.width} height={layout.height} aria-hidden="true" onClick={click}>
          <Lines {...drawn} />
          {columns.map((column, i) => column.kind !== 'maps' && <Bars key={column.key} column={column} place={layout.columns[i]!} drawn={drawn} />)}
          <Rows {...drawn} />
        </svg>
        {columns.map(({ key, title, formula, shape }, i) => {
          const { left, top, width: across, height } = layout.columns[i]!.head;
          return (
            <div key={key} className="flowHead" style={{ left, top, width: across, height }}>
              <b>
                <span className="flowStep">{i + 1}</span> {title}
              </b>
              <span className="formula">{formula}</span>
              <span className="shape">{shape}</span>
            </div>
          );
        })}
      </div>
      <Legend domain={domain} props={props} />
    </figure>
  );
}
