import { precisionFixed } from 'd3';

/** Decimals that all labels of an axis have alike, for ticks at one distance from another: 22.8, 23.0 */
export const decimalsOf = ([first, second]: readonly number[]): number => (second === undefined ? 0 : precisionFixed(second - first!));
