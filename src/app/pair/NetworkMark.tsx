import type { Side } from './sides';

/** How a network's line looks: solid with dots for the first, dashed with squares for the second. */
export function NetworkMark({ side }: { side: Side['key'] }) {
  const place = { stroke: 'currentColor', strokeWidth: 1.4 };
  return (
    <svg className="networkMark" width={26} height={10} aria-hidden="true">
      <line x1={0} x2={26} y1={5} y2={5} {...place} strokeDasharray={side === 'a' ? undefined : '5 3'} />
      {side === 'a' ? <circle cx={13} cy={5} r={3} fill="currentColor" /> : <rect x={10} y={2} width={6} height={6} fill="var(--panel)" {...place} />}
    </svg>
  );
}

/** A network's name behind its line. */
export function NetworkName({ side }: { side: Pick<Side, 'key' | 'label'> }) {
  return (
    <span className="networkName">
      <NetworkMark side={side.key} /> {side.label}
    </span>
  );
}
