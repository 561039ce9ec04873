import { readFileSync } from 'node:fs';
import { type Page, expect } from '@playwright/test';
import type { BlockId, Manifest, ModelIndex } from '../src/contracts';
import { en } from '../src/locales/en';
import { manifest as main, readTensors, samplePath } from './shipped';
import { addImages, engine, openApp, panel, pattern, sentence, test } from './support';

const file = (path: string): Buffer => readFileSync(new URL(`../public/models/${path}`, import.meta.url));
const { models }: ModelIndex = JSON.parse(file('index.json').toString());
const others = models.filter(({ id }) => id !== main.id);
const manifestOf = (id: string): Manifest => JSON.parse(file(`${id}/model.json`).toString());
const image = 'school-bus.jpg';

async function choose(page: Page, name: string): Promise<void> {
  await engine(page).click();
  await page.getByRole('radio', { name, exact: true }).check();
  await expect(engine(page)).toContainText(name);
  await expect(engine(page)).toContainText(en.engine.asPyTorch, { timeout: 60_000 });
  await page.keyboard.press('Escape');
}

const section = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

/** Channels by block, as the recorded profile has them. */
function channels(id: string): [BlockId, number][] {
  const { header } = readTensors(file(`${id}/profile.safetensors`));
  return Object.entries(header).flatMap(([name, { shape }]) => (name.endsWith('.mean') ? [[name.slice(0, -'.mean'.length) as BlockId, shape.at(-1)!]] : []));
}

for (const { id, name } of others) {
  const { architecture, classes, provenance } = manifestOf(id);
  const { top1 } = provenance.validation as { top1: number };
  const { blocks, squeeze } = architecture.se;
  test(`${name}: from the list, an image, its excitations @slow`, async ({ page }) => {
    await openApp(page);
    await choose(page, name);
    await addImages(page, samplePath(image));
    const { logits, excitation } = await page.evaluate(() => {
      const { logits, excitation } = window.seScope.shown()!.live!;
      return { logits: Array.from(logits), excitation: Object.fromEntries(Object.entries(excitation).map(([block, values]) => [block, Array.from(values ?? [])])) };
    });
    expect(logits).toHaveLength(classes.length);
    expect(Object.keys(excitation).sort()).toEqual([...blocks].sort());
    const outcome = page.getByText(pattern(blocks.length > 0 ? en.outcome.allLive : en.outcome.noGates, { what: /.+/ }));
    await expect(outcome).toContainText(`${(100 * top1).toFixed(1)} %`.replace(' ', '\u00a0'));
    if (blocks.length === 0) {
      await expect(page.getByText(en.network.noSe)).toBeVisible();
      await section(page, en.app.learn);
      await expect(page.getByText(en.learn.noSe)).toBeVisible();
      for (const never of [en.learn.waiting, en.learn.question.waiting]) await expect(page.getByText(never)).toHaveCount(0);
      await section(page, en.app.block);
      await page.getByRole('button', { name: sentence(en.network.openDefault, { name: main.name }) }).click();
      await expect(page.getByTestId('one-block')).toBeVisible();
      await expect(engine(page)).toContainText(main.name);
      return;
    }
    expect(Object.entries(excitation).map(([block, values]) => [block, values.length]).sort()).toEqual(channels(id).sort());
    for (const values of Object.values(excitation)) {
      expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
      expect(Math.max(...values)).toBeLessThanOrEqual(1);
      expect(Math.max(...values) - Math.min(...values)).toBeGreaterThan(0.05);
    }
    await expect(panel(page, blocks.at(-1)!)).toBeVisible();
    await expect(page.getByTestId('figure').getByText(en.figure.image, { exact: true })).toBeVisible();
    // Each class of so few is in the figure from the start.
    for (const { name: className } of classes) await expect(page.getByTestId('figure').getByText(className, { exact: true })).toBeVisible();
    await expect(page.getByText(en.figure.meanOverPositions)).toHaveCount(squeeze === 'none' ? 1 : 0);
  });
}

test('without a squeeze an opened block shows the map over the image, One block its gates as maps, and Learn says so @slow', async ({ page }) => {
  const { id, name } = others.find((other) => manifestOf(other.id).architecture.se.squeeze === 'none')!;
  await openApp(page);
  await choose(page, name);
  await addImages(page, samplePath(image));
  const [block, count] = channels(id).at(-1)!;
  await panel(page, block).getByRole('button', { name: block }).click();
  const map = page.getByTestId('position-map');
  await expect(map).toContainText(en.figure.meanOverPositions);
  await map.getByRole('slider', { name: en.block.map.channel }).fill('7');
  const figure = map.getByRole('figure', { name: sentence(en.block.map.label, { block, channel: 7, name: image }) });
  const text = (await figure.getAttribute('aria-description'))!;
  const [low, high, mean] = [...text.matchAll(/\d\.\d\d/g)].map(([value]) => Number(value)) as [number, number, number];
  expect(low).toBeLessThan(high);
  const excitation = await page.evaluate((of) => Array.from(window.seScope.shown()!.live!.excitation[of]!), block);
  expect(excitation).toHaveLength(count);
  expect(Math.abs(excitation[7]! - mean)).toBeLessThan(0.006);
  await page.keyboard.press('Escape');

  await section(page, en.app.block);
  const view = page.getByTestId('one-block');
  await expect(view).toContainText(en.oneBlock.leadMap);
  await expect(page.getByTestId('followed')).toHaveAccessibleName(sentence(en.oneBlock.follow.title, { channel: 7 }));
  const step = (key: string) => page.getByTestId('followed').locator(`[data-step=${key}]`);
  await expect(step('excitation')).toContainText(pattern(en.oneBlock.follow.excitationMap, { low: /[\d.]+/, high: /[\d.]+/, mean: excitation[7]!.toFixed(3) }));
  await expect(step('scale')).toContainText(pattern(en.oneBlock.follow.scaleMap, { low: /[−\d.]+/, high: /[−\d.]+/ }));
  await expect(step('squeeze')).toHaveCount(0);

  await section(page, en.app.learn);
  await expect(page.getByText(en.learn.noSqueeze)).toBeVisible();
  await expect(page.getByRole('region', { name: en.learn.scale.title }).getByRole('figure')).toBeVisible();
});
