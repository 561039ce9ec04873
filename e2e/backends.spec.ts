import { chromium, expect } from '@playwright/test';
import type { BlockId } from '../src/contracts';
import { en } from '../src/locales/en';
import { expectedOf, floats } from './expected';
import { rounded } from './numbers';
import { serve } from './overlay';
import { samplePath } from './shipped';
import { addImages, drop, engine, fileOf, largestDifference, openApp, panel, pattern, predicted, sentence, shownNumbers, test } from './support';

test('software WebGL is passed over, and the popover says so', async ({ page }) => {
  await openApp(page);
  await expect(engine(page)).toContainText('wasm');
  await engine(page).click();
  await expect(page.getByRole('dialog')).toContainText(sentence(en.engine.passedOver.software, { name: 'webgl' }));
  await expect(page.getByRole('dialog').getByRole('radio', { name: en.engine.auto })).toBeChecked();
});

test('without any GPU the app runs on wasm', async ({ watch, baseURL }, { project }) => {
  const { executablePath } = project.use.launchOptions!;
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-software-rasterizer'] });
  try {
    const context = await browser.newContext({ baseURL, serviceWorkers: 'block' });
    watch.follow(context);
    const page = await context.newPage();
    await openApp(page);
    expect(await page.evaluate(() => document.createElement('canvas').getContext('webgl2'))).toBeNull();
    await addImages(page, samplePath('school-bus.jpg'));
    await engine(page).click();
    await expect(page.getByRole('dialog')).toContainText(sentence(en.engine.passedOver.missing, { name: 'webgl' }));
    await page.getByRole('radio', { name: en.engine.webgl }).click();
    await expect(page.getByRole('alert')).toContainText(sentence(en.problem.backend.missing, { name: 'webgl' }));
    await expect(engine(page)).toContainText(en.engine.asPyTorch);
  } finally {
    await browser.close();
  }
});

test('under a sub-path and without the two headers: one thread, and it says so', async ({ page }) => {
  const site = await serve({}, { isolated: false, path: '/deep/down/' });
  try {
    await openApp(page, site.address);
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
    await expect(engine(page)).toContainText(`wasm, ${en.engine.threads_one}`);
    await addImages(page, samplePath('school-bus.jpg'));
    await engine(page).click();
    await expect(page.getByRole('dialog')).toContainText(en.engine.notIsolated);
  } finally {
    await site.close();
  }
});

test('webgl by choice answers as wasm and PyTorch do @slow', async ({ page }) => {
  test.setTimeout(300_000);
  const file = 'school-bus.jpg';
  await openApp(page);
  await addImages(page, samplePath(file));
  const bars = page.getByRole('list', { name: en.predictions.title });
  const onWasm = await bars.innerText();
  await page.getByRole('button', { name: sentence(en.images.remove, { name: file }) }).click();
  await engine(page).click();
  await page.getByRole('radio', { name: en.engine.webgl }).click();
  await expect(engine(page)).toContainText('webgl', { timeout: 240_000 });
  await expect(engine(page)).toContainText(en.engine.asPyTorch);
  await expect(page.getByRole('dialog')).toContainText(pattern(en.engine.renderer, { renderer: /.*SwiftShader.*/ }));
  await page.keyboard.press('Escape');

  await drop(page, page.getByRole('main'), [fileOf(samplePath(file))]);
  await predicted(page, file);
  await expect.poll(() => bars.innerText()).toBe(onWasm);
  const { excitation } = expectedOf(file).live;
  const { live } = await shownNumbers(page);
  for (const [block, own] of Object.entries(live!.excitation)) expect(largestDifference(own, floats(excitation[block as BlockId])), block).toBeLessThan(1e-4);
  for (const block of ['SE_2_3', 'SE_4_6', 'SE_5_3'] as const) {
    const slider = panel(page, block).getByRole('slider');
    for (const key of ['Home', 'PageUp', 'End']) {
      await slider.press(key);
      const said = (await slider.getAttribute('aria-valuetext'))!;
      const channel = Number(/channel (\d+)/.exec(said)![1]);
      expect(said).toMatch(pattern(en.figure.readoutImage, { value: rounded(floats(excitation[block]!)[channel]!, 2) }));
    }
  }
});
