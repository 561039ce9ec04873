import { expect } from '@playwright/test';
import type { Setting } from '../src/contracts';
import { en } from '../src/locales/en';
import { expectedOf, floats, frozenGate } from './expected';
import { blocks, halves, modelPath, readModelFile, recorded, samplePath } from './shipped';
import { addImages, largestDifference, openApp, sentence, test } from './support';

const file = 'school-bus.jpg';

test('window.seScope loads a network, runs an image under gates, and reads profile and accuracy @slow', async ({ page }) => {
  await openApp(page);
  const found = await page.evaluate(async ({ name, path }) => {
    const { seScope } = window;
    const network = await seScope.load(path);
    const blob = await (await fetch(`samples/${name}`)).blob();
    const bitmap = await createImageBitmap(blob);
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    canvas.getContext('2d')!.drawImage(bitmap, 0, 0);
    const imageData = canvas.getContext('2d')!.getImageData(0, 0, bitmap.width, bitmap.height);
    const own = new Float32Array(network.blocks.at(-1)!.channels).fill(0.5);
    const plain = (value: unknown): unknown =>
      ArrayBuffer.isView(value) ? Array.from(value as Float32Array) : value && typeof value === 'object' ? Object.fromEntries(Object.entries(value).map(([key, part]) => [key, plain(part)])) : value;
    const live = await network.run(blob);
    const typed = live.logits instanceof Float32Array && live.excitation.SE_5_2 instanceof Float32Array;
    const results = {
      version: seScope.version,
      typed,
      blocks: network.blocks.map(({ id }) => id),
      live: plain(live) as typeof live,
      pixels: plain((await network.run(imageData)).logits) as number[],
      frozen: plain(await network.run(new File([blob], name), { SE_5_2: 'frozen', SE_5_3: 'frozen' })) as typeof live,
      half: plain((await network.run(blob, { SE_5_3: { base: { kind: 'constant', values: own } } })).gate.SE_5_3) as number[],
      mean: plain(network.profile!.blocks.find(({ block }) => block === 'SE_5_2')!.mean) as number[],
      settings: (await network.settings()).length,
      recorded: plain((await network.recorded({ SE_5_3: 'off' }))!) as { outcome: Record<string, number>; top1: Record<string, number>; rank: Record<string, number>; labels: Record<string, number> },
      unrecorded: await network.recorded({ SE_2_1: 'off', SE_3_1: 'frozen' }),
    };
    network.close();
    return results;
  }, { name: file, path: modelPath });
  expect(found.version).toMatch(/^\d+\.\d+\.\d+$/);
  expect(found.typed).toBe(true);
  expect(found.blocks).toEqual(blocks);
  const near = (values: ArrayLike<number>, expected: ArrayLike<number>, limit: number): void => expect(largestDifference(values, expected)).toBeLessThan(limit);
  const { live, frozen } = expectedOf(file);
  for (const block of blocks) near(found.live.excitation[block]!, floats(live.excitation[block]!), 1e-4);
  for (const block of Object.keys(frozen.excitation) as (typeof blocks)[number][]) near(found.frozen.excitation[block]!, floats(frozen.excitation[block]!), 1e-4);
  near(found.frozen.gate.SE_5_2!, frozenGate('SE_5_2'), 1e-6);
  for (const { class: id, probability } of live.top5) expect(Math.abs(found.live.probabilities[id]! - probability)).toBeLessThan(1e-3);
  near(found.pixels, Object.values(found.live.logits), 1e-3);
  expect(new Set(found.half)).toEqual(new Set([0.5]));
  near(found.mean, halves(readModelFile('profile.safetensors'), 'SE_5_2.mean'), 1e-6);
  const { n, lost, gained } = recorded({ SE_5_3: 'off' }, 'validation');
  expect(found.recorded.outcome).toMatchObject({ n, lost, gained });
  expect(found.settings).toBeGreaterThan(16);
  expect(found.unrecorded).toBeUndefined();
});

test('a folder of files is loaded, decides live as recorded, and errors are the sentences of the page @slow', async ({ page }) => {
  await openApp(page);
  const found = await page.evaluate(async (path) => {
    const names = ['model.json', 'weights.safetensors', 'heldout.safetensors', 'ablation.safetensors', 'profile.safetensors', 'golden.safetensors'];
    const files = await Promise.all(names.map(async (name) => new File([await (await fetch(path + name)).blob()], name)));
    const seen: string[] = [];
    const network = await window.seScope.load(files, { backend: 'wasm', onProgress: (name) => void seen.push(name) });
    const live = await network.live({ SE_5_2: 'frozen', SE_5_3: 'frozen' });
    const said = async (work: () => Promise<unknown>): Promise<string[]> => {
      try {
        await work();
        return [];
      } catch (error) {
        const { name, code, message } = error as Error & { code: string };
        return [name, code, message];
      }
    };
    const errors = {
      earlier: await said(() => network.live({ SE_2_1: 'off' } as Setting)),
      block: await said(() => network.explain(new Blob(['x']), 'SE_9_9')),
      gate: await said(async () => network.run(await (await fetch('samples/lemon.jpg')).blob(), { SE_2_1: { base: { kind: 'constant', values: new Float32Array(3) } } })),
      text: await said(() => network.run(new File(['hello'], 'notes.txt'))),
      missing: await said(() => window.seScope.load('models/none/')),
      lacking: await said(() => window.seScope.load(files.filter(({ name }) => name !== 'weights.safetensors'))),
      elsewhere: await said(() => window.seScope.load('https://example.org/model/')),
    };
    network.close();
    return { seen: [...new Set(seen)], outcome: live.outcome, n: live.top1.length, errors };
  }, modelPath);
  const { n, lost, gained } = recorded({ SE_5_2: 'frozen', SE_5_3: 'frozen' }, 'heldout');
  expect(found.outcome).toMatchObject({ source: 'live', n, lost, gained });
  expect(found.n).toBe(n);
  expect(found.seen).toContain('weights.safetensors');
  const problem = en.problem;
  expect(found.errors.earlier).toEqual(['SeScopeError', 'heldout.earlier', sentence(problem.heldout.earlier, { entering: 'SE_5_1', block: 'SE_2_1' })]);
  expect(found.errors.gate.slice(0, 2)).toEqual(['SeScopeError', 'setting.gate']);
  expect(found.errors.gate[2]).toContain('SE_2_1');
  expect(found.errors.text).toEqual(['SeScopeError', 'image.text', sentence(problem.image.text, { name: 'notes.txt' })]);
  expect(found.errors.missing[1]).toBe('data.missing');
  expect(found.errors.lacking).toEqual(['SeScopeError', 'data.missing', sentence(problem.data.missing, { file: 'weights.safetensors' })]);
  expect(found.errors.elsewhere[1]).toBe('data.host');
  expect(found.errors.block).toHaveLength(3);
});

test('it tells what the page shows @slow', async ({ page }) => {
  await openApp(page);
  expect(await page.evaluate(() => window.seScope.shown())).toBeUndefined();
  await addImages(page, samplePath(file));
  await page.getByRole('button', { name: en.gates.quick.lateOff }).click();
  const shown = (): Promise<{ name: string; setting: Setting; gate: number[] | undefined } | undefined> =>
    page.evaluate(() => {
      const { name, setting, changed } = window.seScope.shown()!;
      return { name, setting, gate: changed && Array.from(changed.gate.SE_5_3!) };
    });
  await expect.poll(async () => (await shown())?.gate?.[0]).toBe(1);
  expect(await shown()).toMatchObject({ name: file, setting: { SE_5_2: 'off', SE_5_3: 'off' } });
});
