import { verdictColour, type Verdict } from './verdict';

interface MarkProps {
  verdict: Verdict;
  x: number;
  y: number;
  /** Half the mark's width, px. */
  size: number;
}

/** The point of an interval: a filled diamond for a loss, a hollow circle where zero is inside, a filled triangle for a gain. */
export function Mark({ verdict, x, y, size: r }: MarkProps) {
  const colour = verdictColour[verdict];
  if (verdict === 'unclear') {
    return <circle cx={x} cy={y} r={r * 0.9} fill="var(--panel)" stroke={colour} strokeWidth={Math.min(1.6, r * 0.5)} />;
  }
  const points =
    verdict === 'loss'
      ? [[0, -1.25], [1.25, 0], [0, 1.25], [-1.25, 0]]
      : [[0, -1.3], [1.2, 0.9], [-1.2, 0.9]];
  return <polygon points={points.map(([dx, dy]) => `${x + dx! * r},${y + dy! * r}`).join(' ')} fill={colour} />;
}
