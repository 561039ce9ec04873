import type { BlockId, Setting } from '../contracts';
import { settingKey } from './outcome';
import { pathOnHalf, type RemovalPath, searchHalves } from './removal';
import { flipsBetween, isRunOn, type SettingDecisions } from './settingDecisions';
import { tailSettings } from './tailSettings';

/** What the search stands on, as far as it is known. */
export interface SearchState {
  /** SE blocks in depth. */
  blocks: readonly BlockId[];
  /** Of these the last few, of which every setting is tried. */
  tail: readonly BlockId[];
  decisions: SettingDecisions;
  /** Parameters of each setting. */
  costs: readonly number[];
}

/** tail: all settings of the last blocks. greedy: one block more frozen. best: all subsets of the few that went first. test: the path on the other half. */
export interface SearchRound {
  stage: 'tail' | 'greedy' | 'best' | 'test';
  /** Of the greedy path, from 1, and how many it has. */
  step?: [step: number, steps: number];
  settings: Setting[];
  /** Places of the images that they are to be run on. */
  images: Uint32Array;
}

/** Blocks of which all subsets are tried: those that the greedy path freezes first. */
const BEST = 5;

const frozen = (blocks: readonly BlockId[]): Setting => Object.fromEntries(blocks.map((block) => [block, 'frozen']));

/** What is to be run next, as far as it isn't known: first all that finds a path on one half of the images, then the path on the other. Undefined at the end. */
export function nextRound(state: SearchState): SearchRound | undefined {
  const { decisions, tail } = state;
  const [found, tested] = searchHalves(decisions);
  const missing = lacking(decisions);
  const ofTail = missing(tailSettings(tail), found);
  if (ofTail.length > 0) return { stage: 'tail', settings: ofTail, images: found };
  const { order, round } = greedy(state, found);
  if (round) return round;
  const best = missing(subsets(order.slice(0, BEST)).map(frozen), found);
  if (best.length > 0) return { stage: 'best', settings: best, images: found };
  return testRound(state, tested);
}

/** The path as it is found so far, where it isn't tested yet. */
export function testRound(state: SearchState, tested = searchHalves(state.decisions)[1]): SearchRound | undefined {
  const { decisions } = state;
  const path = foundPath(state).steps.map((s) => decisions.settings[s]!);
  const settings = lacking(decisions)(path, tested);
  return settings.length > 0 ? { stage: 'test', settings, images: tested } : undefined;
}

/** From the heaviest to the lightest, among all settings that were run on the whole half on which it is found. */
export function foundPath({ decisions, costs }: SearchState): RemovalPath {
  return pathOnHalf(decisions, costs, foundSettings(decisions));
}

/** Places of the settings that a path is found among. */
export function foundSettings(decisions: SettingDecisions): number[] {
  const [found] = searchHalves(decisions);
  return decisions.top1.flatMap((own, s) => (isRunOn(own, found) ? [s] : []));
}

/** All rounds that lie ahead, were blocks to go in this order: to say beforehand how long it takes. */
export function roundsAhead(state: SearchState, order: readonly BlockId[]): SearchRound[] {
  const { decisions, blocks, tail } = state;
  const [found, tested] = searchHalves(decisions);
  const missing = lacking(decisions);
  const known = new Set<string>();
  const fresh = (settings: readonly Setting[]) => missing(settings, found).filter((setting) => !known.has(settingKey(setting)) && known.add(settingKey(setting)));
  const rounds: SearchRound[] = [{ stage: 'tail', settings: fresh(tailSettings(tail)), images: found }];
  for (const step of order.keys()) {
    const gone = order.slice(0, step);
    rounds.push({ stage: 'greedy', settings: fresh(candidates(blocks, gone)), images: found });
  }
  rounds.push({ stage: 'best', settings: fresh(subsets(order.slice(0, BEST)).map(frozen)), images: found });
  rounds.push({ stage: 'test', settings: order.map((_, last) => frozen(order.slice(0, last + 1))), images: tested });
  return rounds.filter(({ settings }) => settings.length > 0);
}

const candidates = (blocks: readonly BlockId[], gone: readonly BlockId[]): Setting[] => blocks.filter((block) => !gone.includes(block)).map((block) => frozen([...gone, block]));

/** The blocks in the order in which they go, each time the one without which most images stay right; and what must be run to go on. */
function greedy({ blocks, decisions }: SearchState, images: Uint32Array): { order: BlockId[]; round?: SearchRound } {
  const missing = lacking(decisions);
  const place = placesOf(decisions);
  const order: BlockId[] = [];
  while (order.length < blocks.length) {
    const rest = blocks.filter((block) => !order.includes(block));
    const settings = missing(candidates(blocks, order), images);
    if (settings.length > 0) return { order, round: { stage: 'greedy', step: [order.length + 1, blocks.length], settings, images } };
    const right = rest.map((block) => flipsBetween(decisions, 0, place.get(settingKey(frozen([...order, block])))!, images).after);
    order.push(rest[right.indexOf(Math.max(...right))]!);
  }
  return { order };
}

function subsets(blocks: readonly BlockId[]): BlockId[][] {
  return blocks.reduce<BlockId[][]>((all, block) => [...all, ...all.map((some) => [...some, block])], [[]]).filter(({ length }) => length > 0);
}

const placesOf = ({ settings }: SettingDecisions): Map<string, number> => new Map(settings.map((setting, s) => [settingKey(setting), s]));

/** Of settings those that weren't run on all of some images. */
function lacking(decisions: SettingDecisions): (settings: readonly Setting[], images: Uint32Array) => Setting[] {
  const place = placesOf(decisions);
  return (settings, images) =>
    settings.filter((setting) => {
      const at = place.get(settingKey(setting));
      return at === undefined || !isRunOn(decisions.top1[at] as Uint16Array, images);
    });
}
