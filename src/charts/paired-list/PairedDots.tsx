import { scaleLinear } from 'd3';
import '../charts.css';
import { lineColour, type ClassColour } from '../palette';
import { useScheme } from '../useScheme';

export interface PairedDot {
  colour: ClassColour;
  mean: number;
  /** Half the length of the bar, such as one standard deviation; undefined: no bar. */
  spread?: number;
}

interface PairedDotsProps {
  dots: readonly PairedDot[];
  domain?: readonly [number, number];
  width?: number;
  height?: number;
}

/** Means with their spread, one under the other on one scale, for a row of a list; the numbers stand beside it as text. */
export function PairedDots({ dots, domain = [0, 1], width = 124, height = 20 }: PairedDotsProps) {
  const scheme = useScheme();
  const x = scaleLinear(domain, [4, width - 4]).clamp(true);
  const y = (i: number) => ((i + 0.5) * height) / dots.length;
  return (
    <svg width={width} height={height} aria-hidden="true" className="paired-dots">
      <line x1={4} x2={width - 4} y1={height / 2} y2={height / 2} stroke="var(--grid)" />
      {dots.map(({ colour, mean, spread }, i) => {
        const paint = lineColour(colour, scheme);
        return (
          <g key={i}>
            {spread !== undefined && (
              <line x1={x(mean - spread)} x2={x(mean + spread)} y1={y(i)} y2={y(i)} stroke={paint} strokeOpacity={0.32} strokeWidth={4.5} strokeLinecap="round" />
            )}
            <circle cx={x(mean)} cy={y(i)} r={3} fill={paint} />
          </g>
        );
      })}
    </svg>
  );
}
