import type { Estimate } from '../../contracts';
import '../charts.css';
import { Mark } from '../Mark';
import { verdictColour, verdictOf } from '../verdict';
import { layoutMini } from './geometry';

interface MiniIntervalProps {
  /** Undefined: only the line of zero. */
  estimate?: Estimate;
  /** Shared by all rows of a list; zero inside. */
  domain: readonly [number, number];
  width?: number;
  height?: number;
  /** The numbers in words; without it the drawing is hidden from screen readers. */
  label?: string;
}

/** A point with its interval on a scale shared by a list. */
export function MiniInterval({ estimate, domain, width = 74, height = 14, label }: MiniIntervalProps) {
  const at = layoutMini(estimate ?? { value: 0, low: 0, high: 0 }, domain, width);
  const verdict = estimate && verdictOf(estimate);
  const middle = height / 2;
  return (
    <span className="chart" style={{ display: 'inline-block', width, verticalAlign: 'middle' }} title={label}>
      <svg width={width} height={height} aria-hidden="true">
        <line className="zero" x1={at.zero} x2={at.zero} y1={0} y2={height} />
        {verdict && (
          <>
            <line
              x1={at.low}
              x2={at.high}
              y1={middle}
              y2={middle}
              stroke={verdictColour[verdict]}
              strokeOpacity={0.3}
              strokeWidth={5}
              strokeLinecap="round"
            />
            {at.cut.low && <path d={`M5,${middle - 4}l-4,4l4,4`} fill="none" stroke={verdictColour[verdict]} strokeWidth={at.beyond ? 2 : 1} />}
            {!at.beyond && <Mark verdict={verdict} x={at.value} y={middle} size={3} />}
          </>
        )}
      </svg>
      {label !== undefined && <span className="chart-unseen">{label}</span>}
    </span>
  );
}
