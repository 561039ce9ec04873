import '../charts.css';
import type { ProbabilityRow } from './geometry';
import './probability-bars.css';

interface ProbabilityBarsProps {
  label: string;
  rows: readonly ProbabilityRow[];
  format: (probability: number) => string;
  /** Shown after the name of the image's label. */
  truthMark?: string;
}

const percent = (value: number) => `${Math.min(100, Math.max(0, 100 * value))}%`;

/** Class probabilities, before → after: the bar is what is now, the tick what was before. */
export function ProbabilityBars({ label, rows, format, truthMark = '✓' }: ProbabilityBarsProps) {
  return (
    <ol className="chart probability-bars" aria-label={label}>
      {rows.map(({ id, label: name, before, after, truth }) => (
        <li key={id}>
          <span className="name" title={name}>
            {name}
            {truth && <b> {truthMark}</b>}
          </span>
          <span className="track" aria-hidden="true">
            <i style={{ width: percent(after ?? before) }} />
            {after !== undefined && <u style={{ left: percent(before) }} />}
          </span>
          <span className="numbers">
            {after === undefined ? format(before) : `${format(before)} → ${format(after)}`}
          </span>
        </li>
      ))}
    </ol>
  );
}
