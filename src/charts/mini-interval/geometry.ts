import { scaleLinear } from 'd3';
import type { Estimate } from '../../contracts';

export interface MiniLayout {
  zero: number;
  low: number;
  value: number;
  high: number;
  /** The interval goes on beyond an end of the domain. */
  cut: { low: boolean; high: boolean };
  /** The value itself lies below the domain: an arrow stands for it. */
  beyond: boolean;
}

/** Places in px within `width`, with room for round ends; what lies outside the domain ends at its edge. */
export function layoutMini(estimate: Estimate, domain: readonly [number, number], width: number): MiniLayout {
  const pad = 4;
  const x = scaleLinear(domain, [pad, width - pad]).clamp(true);
  return {
    zero: x(0),
    low: x(estimate.low),
    value: x(estimate.value),
    high: x(estimate.high),
    cut: { low: estimate.low < domain[0], high: estimate.high > domain[1] },
    beyond: estimate.value < domain[0],
  };
}
