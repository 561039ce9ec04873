import { afterEach, describe, expect, it, vi } from 'vitest';
import type { SetEstimate, Setting } from '../../contracts';
import type { KeptPasses } from '../../data/labelled/keptPasses';
import { madeUpHost } from '../madeUp.fixture';
import { EngineError, toProblem } from '../problem';
import { decoding, opened, storage } from './set.fixture';
import { hasRoom, holds, isBehind, lastStage, StageKeeper, stageValues } from './stages';

afterEach(() => void vi.unstubAllGlobals());

type Context = Awaited<ReturnType<typeof opened>>;

/** Every look at the clock finds it 400 ms later, so that each block is told. */
async function pass({ engine, request }: Context, setting: Setting, stopAt = Infinity) {
  const estimates: SetEstimate[] = [];
  let time = 0;
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => (time += 400));
  const problem = await engine
    .runSet(3, request, setting, false, (estimate) => {
      estimates.push(estimate);
      if (estimate.done >= stopAt) engine.cancel(3);
    })
    .then(() => undefined, (error: unknown) => toProblem(error).code);
  clock.mockRestore();
  return { last: estimates.at(-1)!, problem };
}

async function settings({ engine, request }: Context, wanted: readonly Setting[]): Promise<number[][]> {
  const { labels } = await engine.setDecisions(request, []);
  await engine.runSettings(4, request, { settings: wanted, images: Uint32Array.from(labels.keys()), more: false }, () => {});
  return (await engine.setDecisions(request, wanted)).top1.map((all) => [...all]);
}

const LATE: Setting[] = [{ SE_3_1: 'frozen' }, { SE_3_3: 'off' }, { SE_3_1: 'off', SE_3_3: 'frozen' }];

/** Keeps no stages, as when they have no room. */
const withoutStages = (kept: KeptPasses): KeptPasses => ({ ...kept, put: (key, state) => (key.includes(' stage ') ? Promise.reject(new EngineError('keep.full')) : kept.put(key, state)) });

describe('what enters the last stage of a set’s images', () => {
  it('is kept with the pass, and settings behind it run from there, without decoding, to the same', async () => {
    const plain = await opened(withoutStages(storage()));
    await pass(plain, {});
    const [single, wanted] = [await pass(plain, LATE[0]!), await settings(plain, LATE)];

    const kept = storage();
    const first = decoding();
    const before = await opened(kept, first);
    expect((await pass(before, {}, 48)).problem).toBe('cancelled');
    const second = decoding();
    await pass(await opened(kept, second), {});
    const third = decoding();
    const after = await opened(kept, third);
    expect([...kept.map.keys()].filter((key) => key.includes(' stage ')).length).toBeGreaterThan(1);
    expect(await settings(after, LATE)).toEqual(wanted);
    expect((await pass(after, LATE[0]!)).last.outcome).toEqual(single.last.outcome);
    const other = await opened(kept, third);
    expect((await pass(other, { SE_3_1: 'off' })).last).toMatchObject({ unreadable: single.last.unreadable, repeated: single.last.repeated, done: single.last.done });
    expect(third.decoded).toEqual([]);
    await settings(other, [{ SE_2_1: 'off' }]);
    expect(third.decoded.length).toBeGreaterThan(0);
  });

  it('is decoded again where it was freed meanwhile', async () => {
    const kept = storage();
    const images = decoding();
    const context = await opened(kept, images);
    await pass(context, {});
    const wanted = await settings(context, LATE);
    for (const key of kept.map.keys()) if (key.includes(' stage ')) kept.map.delete(key);
    images.decoded.length = 0;
    const again = await opened(kept, images);
    expect((await pass(again, { SE_3_1: 'off' })).problem).toBeUndefined();
    expect(images.decoded.length).toBeGreaterThan(0);
    expect(await settings(again, LATE)).toEqual(wanted);
  });
});

describe('stages', () => {
  const { plan } = madeUpHost();
  const stage = lastStage(plan)!;

  it('are known from the plan: the last, and which gates lie in it', () => {
    expect(stage.entering).toBe('SE_3_1');
    expect(stage.length).toBe(plan.blocks.find(({ id }) => id === 'SE_3_1')!.input.reduce((a, b) => a * b, 1));
    expect(LATE.every((setting) => isBehind(plan, stage, setting))).toBe(true);
    expect(isBehind(plan, stage, { SE_2_1: 'off', SE_3_3: 'off' })).toBe(false);
    expect(isBehind(plan, stage, {})).toBe(true);
    expect(lastStage({ ...plan, blocks: plan.blocks.filter((block) => block.stage === 3) })).toBeUndefined();
    expect([hasRoom(1000, { entering: 'SE_5_1', length: 64_000 }), hasRoom(1001, { entering: 'SE_5_1', length: 64_000 })]).toEqual([true, false]);
  });

  it('come back image by image, with zeros for those that don’t count; gaps and lost pieces are told', async () => {
    const kept = storage();
    const pieces = [{ key: 'x stage from 0', from: 0, to: 2 }];
    await kept.put('x stage from 0', { values: Float32Array.of(1, 2, 3, 4) });
    const keeper = new StageKeeper(kept, 'x stage', pieces, 2, 2);
    keeper.add(Float32Array.of(5, 6));
    keeper.add(undefined);
    keeper.add(Float32Array.of(7, 8));
    await keeper.flush();
    await keeper.flush();
    expect(pieces).toHaveLength(2);
    const shorter = new StageKeeper(kept, 'x stage', [], 2, 2);
    shorter.add(Float32Array.of(5, 6));
    await shorter.flush();
    const two = { entering: 'SE_5_1', length: 2 } as const;
    const read = async (images: number[]) => {
      const found: number[][] = [];
      for await (const values of stageValues(kept, pieces, two, images)) found.push([...values]);
      return found;
    };
    expect(await read([0, 1, 2, 3, 4])).toEqual([[1, 2], [3, 4], [5, 6], [0, 0], [7, 8]]);
    expect(await read([1, 4])).toEqual([[3, 4], [7, 8]]);
    expect([holds(pieces, 5), holds(pieces, 6), holds(pieces.slice(1), 3), holds([], 1)]).toEqual([true, false, false, false]);
    await expect(read([5])).rejects.toThrow(RangeError);
    kept.map.delete('x stage from 0');
    await expect(read([0])).rejects.toThrow(RangeError);
  });

  it('stop where the browser takes no more', async () => {
    const pieces: never[] = [];
    const keeper = new StageKeeper(withoutStages(storage()), 'x stage ', pieces, 1, 0);
    keeper.add(Float32Array.of(1));
    await keeper.flush();
    keeper.add(Float32Array.of(2));
    expect([pieces.length, keeper.isDue]).toEqual([0, false]);
  });
});
