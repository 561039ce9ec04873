import { wilson } from '../../analysis/intervals';
import { paretoFront } from '../../analysis/removal';
import { compareTurns, type TimedTurns } from '../../analysis/turns';
import type { FrontierPoint } from '../../charts/frontier/geometry';
import type { LighterTimings, Setting } from '../../contracts';
import type { Removal, State } from '../../store/store';
import type { Judged } from './judged';

export interface FrontierShown {
  points: FrontierPoint[];
  front: number[];
}

/** Every setting at what it keeps of SE, with what it reaches in per cent, and those that no other beats; over milliseconds only those count whose saving is no noise. */
export function frontierOf(judged: Judged, by: Removal['cost'], times: State['times']): FrontierShown {
  if (by === 'time') return frontierOver(judged, milliseconds(times), (key) => key === '' || turnsOf(times[key]!).told);
  const { drawn, keys, costs } = judged;
  return frontierOver(judged, new Map(drawn.places.map((s) => [keys[s]!, costs[s]!.se[by]])));
}

function frontierOver({ drawn, keys, decisions }: Judged, cost: ReadonlyMap<string, number>, counts: (key: string) => boolean = () => true): FrontierShown {
  const points = drawn.places.flatMap((s, i): FrontierPoint[] => {
    const x = cost.get(keys[s]!);
    if (x === undefined) return [];
    const { value, low, high } = wilson(drawn.flips[i]!.after, drawn.flips[i]!.n);
    const off = Object.values(decisions.settings[s]!).includes('off');
    return [{ key: keys[s]!, x, y: { value: 100 * value, low: 100 * low, high: 100 * high }, mark: off ? 'open' : 'filled' }];
  });
  const among = [...points.keys()].filter((i) => counts(points[i]!.key));
  return { points, front: paretoFront(among.map((i) => ({ cost: points[i]!.x, value: points[i]!.y.value }))).map((at) => among[at]!) };
}

/** The settings that are timed: those on the front by parameters, all live apart, since each is timed in turns with it. */
export function settingsOfFront(judged: Judged): Setting[] {
  const { points, front } = frontierOf(judged, 'parameters', {});
  return front.flatMap((i) => (points[i]!.key === '' ? [] : [judged.decisions.settings[judged.keys.indexOf(points[i]!.key)]!]));
}

/** Each timed setting in turns with all live. */
export const turnsOf = ({ before, after }: LighterTimings): TimedTurns => compareTurns(before, after);

/**
 * Milliseconds an image by setting: what all live took over all turns, less what each saved in its own turns, as a share, so that a machine that was busier in
 * some of them moves none.
 */
export function milliseconds(times: State['times']): Map<string, number> {
  const turns = Object.entries(times).map(([key, timings]) => [key, turnsOf(timings)] as const);
  const live = turns.map(([, { before }]) => before.median).sort((a, b) => a - b);
  if (live.length === 0) return new Map();
  const all = live[live.length >> 1]!;
  return new Map([['', all], ...turns.map(([key, { before, saved }]): [string, number] => [key, all * (1 - saved.value / before.median)])]);
}
