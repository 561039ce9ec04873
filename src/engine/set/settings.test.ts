import { memory } from '@tensorflow/tfjs-core';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { decide } from '../../analysis/decisions';
import { NOT_RUN } from '../../analysis/settingDecisions';
import { tailSettings } from '../../analysis/tailSettings';
import type { BlockId, LadderCheck, SetDecisions, Setting, SettingsPart } from '../../contracts';
import { numbers } from '../madeUp.fixture';
import { toProblem } from '../problem';
import { BROKEN, cropOf, decoding, folders, opened, storage } from './set.fixture';

afterEach(() => void vi.unstubAllGlobals());

type Opened = Awaited<ReturnType<typeof opened>>;
const blocks: BlockId[] = ['SE_2_1', 'SE_3_1', 'SE_3_3'];
const settings = tailSettings(blocks);
/** In the set's order: one of each label in turn; what can't be read is left out. */
const seeds = Array.from({ length: 30 }, (_, turn) => [0, 1, 2].flatMap((label) => (label + 4 * turn < 90 ? [label + 4 * turn] : []))).flat().filter((seed) => seed !== BROKEN);
const every = (n: number) => Uint32Array.from({ length: n }, (_, i) => i);

const live = ({ engine, request }: Opened) => engine.runSet(3, request, {}, false, () => {});

async function run({ engine, request }: Opened, images: Uint32Array, { stopAfter = Infinity, more = false, of = settings }: { stopAfter?: number; more?: boolean; of?: readonly Setting[] } = {}) {
  const parts: SettingsPart[] = [];
  let problem;
  await engine
    .runSettings(9, request, { settings: [...of], images, more }, (part) => {
      parts.push(part);
      if (part.done >= stopAfter) engine.cancel(9);
    })
    .catch((error: unknown) => (problem = toProblem(error).code));
  return { parts, problem };
}

/** The same by single runs from the image to the end. */
async function directly({ engine, request, summary }: Opened, of: readonly Setting[]): Promise<SetDecisions> {
  const label = (seed: number) => request.classes[summary.labels.indexOf(folders[seed % 4]!)]!;
  const top1: Uint16Array[] = [];
  for (const setting of of) {
    const own = new Uint16Array(seeds.length);
    await engine.run(1, seeds.map(cropOf), setting, (i, { logits }) => void (own[i] = decide(logits, [label(seeds[i]!)], 3).top1[0]!));
    top1.push(own);
  }
  return { labels: Uint16Array.from(seeds, label), top1 };
}

it('single images are read anew by the places that decisions have, with their files; one that can’t be read is left out', async () => {
  const context = await opened(storage(), decoding());
  await expect(context.engine.setPictures(context.request, [0])).rejects.toMatchObject({ problem: { code: 'set.first' } });
  await live(context);
  const places = [seeds.length - 1, 0, 7];
  const found = await context.engine.setPictures(context.request, places);
  expect(found.map(({ place, crop, name }) => [place, crop, name])).toEqual(places.map((place) => [place, cropOf(seeds[place]!), expect.stringMatching(new RegExp(`/${seeds[place]}\\.png$`))]));
  expect(await Promise.all(found.map(({ file }) => file.text()))).toEqual(places.map((place) => String(seeds[place])));
});

describe('many settings over a labelled set', () => {
  it('decide as single passes do, from one decoding; parts add up to them; no tensor stays', async () => {
    const made = decoding();
    const context = await opened(storage(), made);
    await expect(context.engine.setDecisions(context.request, settings)).rejects.toMatchObject({ problem: { code: 'set.first' } });
    await live(context);
    const decodedBefore = made.decoded.length;
    const tensors = memory().numTensors;
    const { parts } = await run(context, every(seeds.length));
    expect(memory().numTensors).toBe(tensors);
    expect(made.decoded).toHaveLength(decodedBefore + seeds.length);
    const expected = await directly(context, settings);
    expect(await context.engine.setDecisions(context.request, settings)).toEqual(expected);
    const joined = settings.map(() => new Uint16Array(seeds.length).fill(NOT_RUN));
    for (const { images, top1 } of parts) for (const [i, image] of images.entries()) for (const [s] of settings.entries()) joined[s]![image] = top1[s]![i]!;
    expect(joined).toEqual(expected.top1);
    expect(parts.at(-1)).toMatchObject({ done: seeds.length, total: seeds.length });
  });

  it('go on after a cancel and after a reload without running or decoding anything twice, and come to the same', async () => {
    const kept = storage();
    const first = await opened(kept);
    await live(first);
    expect((await run(first, every(seeds.length), { stopAfter: 40 })).problem).toBe('cancelled');
    const partial = await first.engine.setDecisions(first.request, settings);
    const done = partial.top1.at(-1)!.filter((id) => id !== NOT_RUN).length;
    expect(done).toBe(32);
    const again = decoding();
    const context = await opened(kept, again);
    expect(await context.engine.setDecisions(context.request, settings)).toEqual(partial);
    await run(context, every(seeds.length));
    expect(again.decoded.length).toBeLessThanOrEqual(seeds.length - 32);
    expect(await context.engine.setDecisions(context.request, settings)).toEqual(await directly(context, settings));
    again.decoded.length = 0;
    const put = vi.spyOn(kept, 'put');
    await run(context, every(seeds.length));
    expect(again.decoded).toEqual([]);
    expect(put).not.toHaveBeenCalled();
  });

  it('run on some images only, hold what a following run needs, and serve a pass over one of them', async () => {
    const made = decoding();
    const context = await opened(storage(), made);
    await live(context);
    const half = every(seeds.length).filter((i) => i % 2 === 0);
    made.decoded.length = 0;
    await run(context, half, { more: true, of: settings.slice(0, 5) });
    await run(context, half, { of: settings.slice(5) });
    expect(made.decoded).toHaveLength(half.length);
    const { top1 } = await context.engine.setDecisions(context.request, settings);
    expect(top1[7]!.filter((id) => id !== NOT_RUN)).toHaveLength(half.length);
    await run(context, every(seeds.length), { of: [{ SE_3_3: 'off' }] });
    made.decoded.length = 0;
    let n = 0;
    await context.engine.runSet(4, context.request, { SE_3_3: 'off' }, false, ({ outcome }) => void (n = outcome?.n ?? n));
    expect([n, made.decoded.length]).toEqual([seeds.length, 0]);
  });
});

describe('the gate ladder of any block over a labelled set', () => {
  const classMeans = numbers(24, 40);
  const climb = ({ engine, request }: Opened, block: BlockId, onEstimate: (check: LadderCheck) => void = () => {}) => engine.climbSet(11, request, block, classMeans, onEstimate);

  it('is, frozen and off, what the settings are, and leaves no tensor', async () => {
    const context = await opened(storage());
    await expect(climb(context, 'SE_2_1')).rejects.toMatchObject({ problem: { code: 'set.first' } });
    await live(context);
    const tensors = memory().numTensors;
    const ladders = [await climb(context, 'SE_2_1'), await climb(context, 'SE_3_3')];
    expect(memory().numTensors).toBe(tensors);
    for (const { block, top1, labels, complete } of ladders) {
      const expected = await directly(context, [{}, { [block]: 'frozen' }, { [block]: 'off' }]);
      expect(complete).toBe(true);
      expect({ labels, top1: [top1.live, top1.all, top1.ones] }).toEqual(expected);
    }
  });

  it('goes on after a cancel and a reload where it was', async () => {
    const whole = await opened(storage());
    await live(whole);
    const expected = await climb(whole, 'SE_3_1');
    const kept = storage();
    const first = await opened(kept);
    await live(first);
    await expect(climb(first, 'SE_3_1', ({ labels }) => labels.length >= 64 && first.engine.cancel(11))).rejects.toMatchObject({ problem: { code: 'cancelled' } });
    const again = decoding();
    const context = await opened(kept, again);
    expect(await climb(context, 'SE_3_1')).toEqual(expected);
    expect(again.decoded).toHaveLength(seeds.length - 64);
  });
});
