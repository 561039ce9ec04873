import type { Estimate } from '../../contracts';
import '../charts.css';
import { Mark } from '../Mark';
import { useSize } from '../useSize';
import { verdictColour, verdictOf } from '../verdict';
import { layoutChange } from './geometry';

interface ChangeIntervalProps {
  /** Paired change with its interval; negative is lost. */
  estimate: Estimate;
  /** The least half-width of the scale, so that it needn't move between settings. */
  limit?: number;
  /** The change in words: the chart's accessible name. */
  label: string;
  /** Under the line of zero, such as "no change". */
  noChange: string;
  /** Words at the ends for the scale's limit, such as "1.5 points lost" and "1.5 gained". */
  ends: (limit: number) => [string, string];
}

/** A paired change and its interval around no change. */
export function ChangeInterval({ estimate, limit, label, noChange, ends }: ChangeIntervalProps) {
  const [ref, width] = useSize<HTMLElement>(284);
  const at = layoutChange(estimate, width, limit);
  const verdict = verdictOf(estimate);
  const [lost, gained] = ends(at.limit);
  return (
    <figure className="chart" ref={ref} aria-label={label}>
      <svg width={width} height={48} aria-hidden="true">
        <line className="grid" x1={at.ends[0]} x2={at.ends[1]} y1={15} y2={15} />
        {at.ends.map((end) => (
          <line key={end} className="grid" x1={end} x2={end} y1={11} y2={19} />
        ))}
        <line x1={at.centre} x2={at.centre} y1={1} y2={29} stroke="var(--ink-2)" strokeDasharray="2 2.5" />
        <line
          x1={at.low}
          x2={at.high}
          y1={15}
          y2={15}
          stroke={verdictColour[verdict]}
          strokeOpacity={0.28}
          strokeWidth={10}
          strokeLinecap="round"
        />
        <Mark verdict={verdict} x={at.value} y={15} size={5} />
        <text x={at.ends[0] - 6} y={43}>
          {lost}
        </text>
        <text x={at.centre} y={43} textAnchor="middle">
          {noChange}
        </text>
        <text x={at.ends[1] + 6} y={43} textAnchor="end">
          {gained}
        </text>
      </svg>
    </figure>
  );
}
