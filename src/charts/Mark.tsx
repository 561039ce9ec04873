import { verdictColour, type Verdict } from './verdict';

interface MarkProps {
  verdict: Verdict;
  x: number;
  y: number;
  /** Half the mark's width, px. */
  size: number;
  /** Of a second one beside it: nothing is filled, and where zero is inside it is a square. */
  outlined?: boolean;
}

/** The point of an interval: a filled diamond for a loss, a hollow circle where zero is inside, a filled triangle for a gain. */
export function Mark({ verdict, x, y, size: r, outlined = false }: MarkProps) {
  const colour = verdictColour[verdict];
  const stroke = Math.min(1.6, r * 0.5);
  if (verdict === 'unclear' && outlined) {
    return <rect x={x - r * 0.85} y={y - r * 0.85} width={r * 1.7} height={r * 1.7} fill="var(--panel)" stroke={colour} strokeWidth={stroke} />;
  }
  if (verdict === 'unclear') {
    return <circle cx={x} cy={y} r={r * 0.9} fill="var(--panel)" stroke={colour} strokeWidth={stroke} />;
  }
  const points =
    verdict === 'loss'
      ? [[0, -1.25], [1.25, 0], [0, 1.25], [-1.25, 0]]
      : [[0, -1.3], [1.2, 0.9], [-1.2, 0.9]];
  const path = points.map(([dx, dy]) => `${x + dx! * r},${y + dy! * r}`).join(' ');
  return outlined ? <polygon points={path} fill="var(--panel)" stroke={colour} strokeWidth={stroke} /> : <polygon points={path} fill={colour} />;
}
