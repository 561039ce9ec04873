import { scaleLinear } from 'd3';
import type { Estimate } from '../../contracts';
import { niceLimit } from '../verdict';

export interface ChangeLayout {
  /** The scale goes from −limit to limit, in the estimate's unit. */
  limit: number;
  centre: number;
  low: number;
  value: number;
  high: number;
  ends: [number, number];
}

/** A symmetric scale around no change; `limit` is rounded up so that the interval fits. */
export function layoutChange(estimate: Estimate, width: number, limit = 0): ChangeLayout {
  const whole = Math.max(limit, niceLimit([estimate.low, estimate.value, estimate.high]));
  const ends: [number, number] = [10, width - 10];
  const x = scaleLinear([-whole, whole], ends);
  return { limit: whole, centre: x(0), low: x(estimate.low), value: x(estimate.value), high: x(estimate.high), ends };
}
