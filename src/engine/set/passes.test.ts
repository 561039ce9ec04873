import { afterEach, describe, expect, it, vi } from 'vitest';
import { addImage, finishProfile, startProfile } from '../../analysis/accumulate';
import { decide } from '../../analysis/decisions';
import { hashHalves } from '../../analysis/hashHalves';
import { liveOutcome } from '../../analysis/outcome';
import { meanExcitation } from '../../analysis/provisional';
import type { ImageResult, Manifest, Profile, SetEstimate, SetFile, SetRequest, Setting, SettingsPart } from '../../contracts';
import { sha256 } from '../../data/hash';
import { kindOf } from '../../data/kindOf';
import type { KeptPasses } from '../../data/labelled/keptPasses';
import { writeSavedSet } from '../../export/savedSet';
import { madeUpFiles } from '../madeUp.fixture';
import { EngineError, toProblem } from '../problem';
import { BROKEN, cropOf, decoding, files, folders, IMAGES, opened, storage } from './set.fixture';

afterEach(() => void vi.unstubAllGlobals());

async function pass({ engine, request }: Awaited<ReturnType<typeof opened>>, { setting = {}, stopAt = Infinity, anew = false }: { setting?: Setting; stopAt?: number; anew?: boolean } = {}) {
  const estimates: SetEstimate[] = [];
  let problem;
  const id = 7;
  const slow = vi.spyOn(performance, 'now');
  let time = 0;
  slow.mockImplementation(() => (time += 400));
  try {
    await engine.runSet(id, request, setting, anew, (estimate) => {
      estimates.push(estimate);
      if (estimate.done >= stopAt) engine.cancel(id);
    });
  } catch (error) {
    problem = toProblem(error).code;
  }
  slow.mockRestore();
  return { estimates, last: estimates.at(-1)!, problem };
}

/** What the pass must come to, by the functions that everything else uses: from one run over the same images. */
async function expected({ engine, summary, request }: Awaited<ReturnType<typeof opened>>) {
  const order = folders.flatMap((label, i) => (i < 3 ? [label] : [])).map((label) => files.flatMap(({ path }, i) => (path.includes(label) ? [i] : [])));
  const seeds = Array.from({ length: 30 }, (_, turn) => order.flatMap((own) => own[turn] ?? [])).flat();
  const images = seeds.filter((seed) => seed !== BROKEN);
  expect(summary.images).toBe(IMAGES);
  const label = (seed: number) => request.classes[summary.labels.indexOf(folders[seed % 4]!)]!;
  const results: ImageResult[] = [];
  await engine.run(1, images.map(cropOf), {}, (i, result) => void (results[i] = result));
  const members = results.map(({ excitation }, i) => ({ label: label(images[i]!), excitation }));
  const blocks = ['SE_2_1', 'SE_3_1', 'SE_3_3'] as const;
  const sums = startProfile({ classes: 3, range: [0, 1], blocks: blocks.map((block) => ({ block, reference: meanExcitation(members.slice(0, 32), block) })) });
  for (const member of members) addImage(sums, member.label, member.excitation);
  const decisions = (list: readonly ImageResult[]) => {
    const found = list.map(({ logits }, i) => decide(logits, [label(images[i]!)], 3));
    return { top1: found.map(({ top1 }) => top1[0]!), rank: found.map(({ rank }) => rank[0]!) };
  };
  return { profile: finishProfile(sums, 'mine'), images, labels: images.map(label), before: decisions(results), decisions };
}

function close(found: Profile, wanted: Profile, limit: number): void {
  expect([...found.count]).toEqual([...wanted.count]);
  found.blocks.forEach((block, b) => {
    for (const key of ['mean', 'std', 'scaleSd'] as const) block[key].forEach((value, i) => expect(Math.abs(value - wanted.blocks[b]![key][i]!)).toBeLessThan(limit));
    expect(block.hist.reduce((sum, n) => sum + n, 0)).toBe(wanted.blocks[b]!.hist.reduce((sum, n) => sum + n, 0));
  });
}

describe('a pass over a labelled set', () => {
  it('counts, profiles and names what can’t be read, as one run over the same images does', async () => {
    const context = await opened(storage());
    const { last, estimates } = await pass(context);
    const { profile, images, labels, before } = await expected(context);
    expect(last).toMatchObject({ done: images.length + 1, total: images.length + 1, n: images.length, unreadable: { count: 1, names: [`mine/class 2/${BROKEN}.png`] } });
    expect(last.top1).toBe(before.top1.filter((id, i) => id === labels[i]).length);
    expect(last.top5).toBe(images.length);
    close(last.profile!.profile, profile, 1e-6);
    expect(last.profile!.statistics.map(({ block }) => block)).toEqual(['SE_2_1', 'SE_3_1', 'SE_3_3']);
    const partial = estimates.find((estimate) => estimate.profile && estimate.done < estimate.total)!;
    expect(partial.profile!.profile.count.reduce((sum, n) => sum + n, 0)).toBe(partial.n);
    expect(partial.rate).toBeGreaterThan(0);
  });

  it('profiles blocks in depth, whatever order the network names them in', async () => {
    const { 'model.json': model, ...rest } = madeUpFiles();
    const manifest = JSON.parse(new TextDecoder().decode(model)) as Manifest;
    manifest.architecture.se.blocks.reverse();
    const { last } = await pass(await opened(storage(), decoding(), { 'model.json': new TextEncoder().encode(JSON.stringify(manifest)), ...rest }));
    expect(last.profile!.statistics.map(({ block }) => block)).toEqual(['SE_2_1', 'SE_3_1', 'SE_3_3']);
  });

  it('goes on where it was cancelled, after a reload too, and comes to the same; nothing is decoded twice', async () => {
    const kept = storage();
    const whole = (await pass(await opened(storage()))).last;
    const first = await pass(await opened(kept), { stopAt: 40 });
    expect(first.problem).toBe('cancelled');
    const again = decoding();
    const context = await opened(kept, again);
    const done = await context.engine.setDone(context.request);
    expect(done).toBeGreaterThanOrEqual(40);
    expect(done).toBeLessThan(60);
    const { last } = await pass(context);
    expect(again.decoded).toHaveLength(last.total - done - Number(last.unreadable.count === 1 && done <= BROKEN * 0.75));
    expect(last).toMatchObject({ n: whole.n, top1: whole.top1, top5: whole.top5, unreadable: whole.unreadable });
    close(last.profile!.profile, whole.profile!.profile, 1e-6);
    expect(await context.engine.setDone(context.request)).toBe(last.total);
    const decodedBefore = again.decoded.length;
    expect((await pass(context)).last).toMatchObject({ n: whole.n, done: whole.total });
    expect(again.decoded).toHaveLength(decodedBefore);
    await pass(context, { anew: true });
    expect(again.decoded.length).toBeGreaterThan(decodedBefore + 60);
  });

  it('begins anew for good: stopped at once, after a reload too, nothing of the earlier one is left', async () => {
    const kept = storage();
    const context = await opened(kept);
    await pass(context);
    expect([...kept.map.keys()].filter((key) => key.includes(' stage '))).not.toEqual([]);
    expect((await pass(context, { anew: true, stopAt: 1 })).problem).toBe('cancelled');
    expect([...kept.map.keys()].filter((key) => key.includes(' stage '))).toEqual([]);
    expect(await context.engine.setDone(context.request)).toBe(0);
    expect((await pass(context, { setting: { SE_3_3: 'off' } })).problem).toBe('set.first');
    const again = await opened(kept);
    expect(await again.engine.setDone(again.request)).toBe(0);
    expect((await pass(again)).last.n).toBe(67);
  });

  it('ends as cancelled where its set is closed under it, though its decoder never answers', async () => {
    const { start } = decoding();
    let asked = 0;
    const silent = { ...decoding(), start: () => ({ ...start(), decode: () => (asked++, new Promise<never>(() => {})) }) };
    const context = await opened(storage(), silent);
    const running = pass(context);
    await vi.waitFor(() => expect(asked).toBeGreaterThan(0));
    await context.engine.openSet(files);
    expect((await running).problem).toBe('cancelled');
    expect((await context.engine.memory()).bytes).toBeGreaterThan(0);
  });

  it.each([['image.unreadable'], ['data.part'], ['image.reader']])('stops where it is not the pictures that are at fault (%s), and goes on from there to the same', async (code) => {
    const whole = (await pass(await opened(storage()))).last;
    const kept = storage();
    const images = decoding();
    images.fault = (seed) => (seed >= 60 ? code : undefined);
    const context = await opened(kept, images);
    const { problem, last } = await pass(context);
    expect(problem).toBe(code);
    expect(last.unreadable.count).toBe(1);
    const done = await context.engine.setDone(context.request);
    expect(done).toBeGreaterThan(30);
    expect(done).toBeLessThanOrEqual(46);
    images.fault = () => undefined;
    const rest = (await pass(context)).last;
    expect(rest).toMatchObject({ n: whole.n, top1: whole.top1, unreadable: whole.unreadable });
    const late: Setting = { SE_3_3: 'off' };
    images.decoded.length = 0;
    const other = await opened(storage());
    await pass(other);
    expect((await pass(context, { setting: late })).last.outcome).toEqual((await pass(other, { setting: late })).last.outcome);
    expect(images.decoded).toEqual([]);
  });

  it('leaves out single files that have gone, at the end too', async () => {
    const images = decoding();
    images.fault = (seed) => ([20, 24, 36, 88].includes(seed) ? 'image.unreadable' : undefined);
    const { problem, last } = await pass(await opened(storage(), images));
    expect(problem).toBeUndefined();
    expect(last.unreadable.count).toBe(5);
    expect(last.n).toBe(last.total - 5);
  });

  it('leaves out a picture that ends its decoder, and no other', async () => {
    const { last } = await pass(await opened(storage(), decoding(9)));
    expect(last.unreadable).toMatchObject({ count: 2 });
    expect(last.n).toBe(last.total - 2);
  });

  it('compares changed gates with all live on the same images, of as many as there are, and keeps that too', async () => {
    const kept = storage();
    const context = await opened(kept);
    const setting: Setting = { SE_2_1: 'frozen', SE_3_3: 'off' };
    expect((await pass(context, { setting })).problem).toBe('set.first');
    await pass(context);
    const { last } = await pass(context, { setting });
    const { images, labels, before, decisions } = await expected(context);
    const results: ImageResult[] = [];
    await context.engine.run(2, images.map(cropOf), setting, (i, result) => void (results[i] = result));
    expect(last.outcome).toEqual(liveOutcome(before, decisions(results), labels));
    expect(last.profile).toBeUndefined();
    const again = decoding();
    const reloaded = await opened(kept, again);
    expect((await pass(reloaded, { setting })).last.outcome).toEqual(last.outcome);
    expect(again.decoded).toEqual([]);
  });

  it('compares on as many images as the pass with all live has, which was begun anew and paused, and keeps the others', async () => {
    const context = await opened(storage());
    const setting: Setting = { SE_2_1: 'frozen' };
    await pass(context);
    const whole = (await pass(context, { setting })).last;
    const { done } = (await pass(context, { anew: true, stopAt: 40 })).last;
    expect(done).toBeLessThan(60);
    const { last, problem } = await pass(context, { setting });
    expect(problem).toBeUndefined();
    expect(last).toMatchObject({ done, total: done, n: last.outcome!.n });
    expect(last.n).toBeLessThanOrEqual(done);
    await pass(context);
    expect((await pass(context, { setting })).last).toMatchObject({ n: whole.n, outcome: whole.outcome });
  });

  it('can be saved and read again by the same network, and by no other', async () => {
    const context = await opened(storage());
    const { last } = await pass(context);
    const { profile } = last.profile!;
    const bytes = writeSavedSet(profile, last.decisions!, { network: await context.engine.fingerprint(), set: 'mine', hash: context.summary.hash });
    const saved = await context.engine.readSaved(new Blob([bytes]), 'a.safetensors');
    expect(saved).toMatchObject({ name: 'mine', hash: context.summary.hash, estimate: { n: last.n, top1: last.top1, top5: last.top5, decisions: last.decisions } });
    expect(saved.estimate.profile!.profile).toEqual(profile);
    expect(saved.estimate.profile!.statistics).toEqual(last.profile!.statistics);
    const other = new Blob([writeSavedSet(profile, last.decisions!, { network: 'another', set: 'mine', hash: '' })]);
    await expect(context.engine.readSaved(other, 'a.safetensors')).rejects.toMatchObject({ problem: { code: 'set.otherNetwork' } });
    await expect(context.engine.readSaved(new Blob([madeUpFiles()['profile.safetensors']!]), 'b')).rejects.toMatchObject({ problem: { code: 'set.noResult' } });
    expect(await kindOf([new File([bytes], 'a.safetensors')])).toBe('saved set');
  });

  it('is another pass for other classes and another network, and works where nothing can be kept', async () => {
    const kept = storage();
    const context = await opened(kept);
    await pass(context);
    const { request, engine } = context;
    expect(await engine.setDone({ ...request, classes: request.classes.map((id) => id && id + 1) })).toBe(0);
    const forbidden: KeptPasses = { get: async () => Promise.reject(new EngineError('keep.forbidden')), put: async () => Promise.reject(new EngineError('keep.full')), drop: async () => Promise.reject(new EngineError('keep.forbidden')), keys: async () => Promise.reject(new EngineError('keep.forbidden')) };
    const other = await opened(forbidden);
    expect((await pass(other, { stopAt: 40 })).problem).toBe('cancelled');
    expect(await other.engine.setDone(other.request)).toBeGreaterThanOrEqual(40);
    expect((await pass(other)).last.n).toBe(67);
  });

  it.each([[40], [Infinity]])('goes on with images that were added, after %d and a reload, each file once, and comes to what one pass over all does', async (stopAt) => {
    const seeds = [...Array.from({ length: 30 }, (_, i) => 200 + i), 4, 8, 13];
    const more: SetFile[] = seeds.map((seed) => ({ path: `more/${folders[seed % 3]}/${seed} again.png`, file: new Blob([String(seed)]), part: 1 }));
    const added = async (kept: KeptPasses, how = decoding()) => {
      const { engine } = await opened(kept, how);
      const all = [...files, ...more];
      const summary = await engine.openSet(all);
      expect(summary).toMatchObject({ name: 'mine + more', images: IMAGES + more.length });
      const request: SetRequest = { files: all, hash: summary.hash, classes: summary.labels.map((label) => (label === 'nothing' ? undefined : folders.indexOf(label))), images: 'mine' };
      return { engine, summary, request };
    };
    const kept = storage();
    const before = await opened(kept);
    await pass(before, { stopAt });
    const done = await before.engine.setDone(before.request);
    const early: Setting = { SE_2_1: 'off' };
    await pass(before, { setting: early });
    const again = decoding();
    const context = await added(kept, again);
    expect(await context.engine.setDone(context.request)).toBe(done);
    const { last } = await pass(context);
    expect(again.decoded.filter((seed) => seed < 200).length).toBe(last.total - 30 - done - Number(done <= BROKEN * 0.75));
    const other = await added(storage());
    const whole = (await pass(other)).last;
    expect(last).toMatchObject({ n: whole.n, top1: whole.top1, top5: whole.top5, unreadable: whole.unreadable, repeated: 3 });
    expect(last.n).toBe(67 + 30);
    close(last.profile!.profile, whole.profile!.profile, 1e-6);
    expect(last.decisions).toEqual(whole.decisions);
    const checked = await pass(context, { setting: { SE_3_3: 'off' } });
    expect(checked.last.outcome?.n).toBe(97);
    again.decoded.length = 0;
    const { outcome } = (await pass(context, { setting: early })).last;
    expect(again.decoded.length).toBe(last.total - done - Number(done <= BROKEN * 0.75));
    expect(outcome).toEqual((await pass(other, { setting: early })).last.outcome);
    expect(await before.engine.setDone(before.request)).toBe(done);
  });

  it('gives a network without constants those of one half, and tells of the other what freezing does', async () => {
    const { 'profile.safetensors': _, ...own } = madeUpFiles();
    const context = await opened(storage(), decoding(), own);
    const { last } = await pass(context);
    const { images, labels, before } = await expected(context);
    const { constants, images: n, others, single } = last.half!;
    expect([n + others, single]).toEqual([images.length, 0]);
    const hashes = await Promise.all(images.map(async (seed) => BigInt(`0x${(await sha256(new TextEncoder().encode(String(seed)).buffer)).slice(0, 16)}`)));
    const halves = hashHalves(labels, BigUint64Array.from(hashes));
    const results: ImageResult[] = [];
    await context.engine.run(1, images.map(cropOf), {}, (i, result) => void (results[i] = result));
    const means = [0, 1, 2].map((label) => meanExcitation(results.flatMap(({ excitation }, i) => (labels[i] === label && halves[i] === 1 ? [{ label, excitation }] : [])), 'SE_3_1'));
    constants['SE_3_1']!.forEach((value, c) => expect(value).toBeCloseTo((means[0]![c]! + means[1]![c]! + means[2]![c]!) / 3, 5));
    await context.engine.freezeTo(constants);
    const setting: Setting = { SE_3_1: 'frozen' };
    const checked = (await pass(context, { setting })).last;
    const tested = images.flatMap((seed, i) => (halves[i] === 2 ? [{ seed, i }] : []));
    const ran: ImageResult[] = [];
    await context.engine.run(2, tested.map(({ seed }) => cropOf(seed)), setting, (i, result) => void (ran[i] = result));
    const of = (list: readonly number[]) => tested.map(({ i }) => list[i]!);
    const after = ran.map(({ logits }, j) => decide(logits, [labels[tested[j]!.i]!], 3));
    expect(checked.outcome).toEqual(liveOutcome({ top1: of(before.top1), rank: of(before.rank) }, { top1: after.map(({ top1 }) => top1[0]!), rank: after.map(({ rank }) => rank[0]!) }, of(labels)));
    expect((await pass(context, { setting: { SE_3_1: 'off' } })).last.outcome!.n).toBe(images.length);
  });

  it('has the constants that it began with to its end, as many settings and a ladder have, whatever gates are frozen to meanwhile', async () => {
    const setting: Setting = { SE_3_1: 'frozen' };
    const other = { SE_3_1: new Float32Array(8).fill(3) };
    const runs = async (disturb: boolean) => {
      const fresh = async () => {
        const context = await opened(storage());
        await pass(context);
        return { ...context, disturbed: () => void (disturb && context.engine.freezeTo(other)) };
      };
      const first = await fresh();
      const ladder = await first.engine.climbSet(1, first.request, 'SE_3_1', new Float32Array(24), first.disturbed);
      const second = await fresh();
      const parts: SettingsPart['top1'][] = [];
      const settings: Setting[] = [{ SE_2_1: 'off', ...setting }, { SE_3_3: 'off', ...setting }];
      await second.engine.runSettings(2, second.request, { settings, images: Uint32Array.from({ length: 67 }, (_, i) => i), more: false }, ({ images, top1 }) => {
        if (images.length > 0) parts.push(top1);
        second.disturbed();
      });
      const third = await fresh();
      let outcome;
      await third.engine.runSet(3, third.request, setting, false, (estimate) => {
        ({ outcome } = estimate);
        third.disturbed();
      });
      return { ladder: ladder.top1.all, parts, outcome };
    };
    expect(await runs(true)).toEqual(await runs(false));
  });
});
