import { describe, expect, it } from 'vitest';
import type { BlockId, Setting } from '../contracts';
import { settingKey } from './outcome';
import { seededRandom } from './random';
import { searchHalves } from './removal';
import { foundPath, nextRound, roundsAhead, type SearchRound, type SearchState, testRound } from './removalSearch';
import { NOT_RUN } from './settingDecisions';

const blocks: BlockId[] = ['SE_2_1', 'SE_3_1', 'SE_4_1', 'SE_5_1', 'SE_5_2', 'SE_5_3'];
const n = 400;
const labels = Uint16Array.from({ length: n }, (_, i) => i % 5);
/** Share of images that a block keeps right, and what it costs. */
const worth: Record<BlockId, number> = { SE_2_1: 0.4, SE_3_1: 0.01, SE_4_1: 0.1, SE_5_1: 0.02, SE_5_2: 0, SE_5_3: 0.06 };

/** A network whose blocks each keep some images right, whatever the other blocks do. */
function decide(setting: Setting): Uint16Array {
  const random = seededRandom(3);
  return Uint16Array.from(labels, (label) => {
    const lost = blocks.map((block) => random() < worth[block] && setting[block] !== undefined).includes(true);
    return lost ? label + 1 : label;
  });
}

const first = (): SearchState => ({ blocks, tail: blocks.slice(-3), decisions: { source: 'set', settings: [{}], top1: [decide({})], labels }, costs: [100] });

/** Runs a round as the engine does, all of it or its first images only. */
function run({ decisions, ...rest }: SearchState, { settings, images }: SearchRound, share = 1): SearchState {
  const known = new Map(decisions.settings.map((setting, s) => [settingKey(setting), { setting, top1: decisions.top1[s] as Uint16Array }]));
  for (const setting of settings) {
    const own = known.get(settingKey(setting))?.top1.slice() ?? new Uint16Array(n).fill(NOT_RUN);
    const all = decide(setting);
    for (const image of images.subarray(0, images.length * share)) own[image] = all[image]!;
    known.set(settingKey(setting), { setting, top1: own });
  }
  const list = [...known.values()];
  return { ...rest, decisions: { ...decisions, settings: list.map(({ setting }) => setting), top1: list.map(({ top1 }) => top1) }, costs: list.map(({ setting }) => 100 - 10 * Object.keys(setting).length) };
}

function search(state = first()) {
  const rounds: SearchRound[] = [];
  for (let round = nextRound(state); round; round = nextRound(state)) {
    rounds.push(round);
    state = run(state, round);
  }
  return { state, rounds };
}

describe('the search for the lightest network', () => {
  it('tries the tail, freezes the block that costs least each time, then all subsets of the best, and tests the path on images that found nothing', () => {
    const { state, rounds } = search();
    const [found, tested] = searchHalves({ labels });
    expect(rounds[0]).toMatchObject({ stage: 'tail', images: found });
    expect(rounds[0]!.settings).toHaveLength(26);
    expect(rounds.map(({ stage }) => stage)).toEqual(['tail', ...Array.from({ length: 6 }, () => 'greedy'), 'best', 'test']);
    const last = rounds.filter(({ stage }) => stage === 'greedy').at(-1)!;
    expect(last.settings).toEqual([Object.fromEntries(blocks.map((block) => [block, 'frozen']))]);
    expect(last.step).toEqual([6, 6]);
    const test = rounds.at(-1)!;
    expect(test.images).toEqual(tested);
    const { steps } = foundPath(state);
    expect(test.settings).toEqual(steps.map((s) => state.decisions.settings[s]));
    expect(state.decisions.settings[steps[0]!]).toHaveProperty('SE_5_2');
    const lightest = steps.map((s) => Object.keys(state.decisions.settings[s]!).length);
    expect(lightest).toEqual([...lightest].sort((a, b) => a - b));
    const order = ['SE_5_2', 'SE_3_1', 'SE_5_1', 'SE_5_3', 'SE_4_1', 'SE_2_1'];
    const few = steps.map((s) => state.decisions.settings[s]!).find((setting) => Object.keys(setting).length === 3)!;
    expect(Object.keys(few).sort()).toEqual(order.slice(0, 3).sort());
  });

  it('asks only for what is missing: after a cancel for the rest of the round, and for nothing that was known before', () => {
    const round = nextRound(first())!;
    const half = run(first(), round, 0.5);
    expect(nextRound(half)).toEqual(round);
    const { rounds, state } = search();
    const asked = rounds.flatMap(({ settings, stage }) => settings.map((setting) => `${stage === 'test'} ${settingKey(setting)}`));
    expect(new Set(asked).size).toBe(asked.length);
    expect(nextRound(state)).toBeUndefined();
    expect(search(state).rounds).toEqual([]);
  });

  it('can test what was found so far', () => {
    const state = run(first(), nextRound(first())!);
    const round = testRound(state)!;
    expect(round.stage).toBe('test');
    expect(testRound(run(state, round))).toBeUndefined();
    expect(nextRound(run(state, round))!.stage).toBe('greedy');
  });

  it('knows beforehand about how much lies ahead', () => {
    const { rounds } = search();
    const ahead = roundsAhead(first(), ['SE_5_2', 'SE_3_1', 'SE_5_1', 'SE_5_3', 'SE_4_1', 'SE_2_1']);
    const count = (list: SearchRound[], test: boolean) => list.filter(({ stage }) => (stage === 'test') === test).reduce((sum, { settings }) => sum + settings.length, 0);
    expect(count(ahead, false)).toBe(count(rounds, false));
    expect(ahead.at(-1)!.settings).toHaveLength(6);
  });
});
