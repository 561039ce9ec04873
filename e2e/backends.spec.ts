import { chromium, expect } from '@playwright/test';
import { en } from '../src/locales/en';
import { serve } from './overlay';
import { samplePath } from './shipped';
import { addImages, beginning, engine, openApp, sentence, test } from './support';

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
    const context = await browser.newContext({ baseURL });
    watch.follow(context);
    const page = await context.newPage();
    await openApp(page);
    expect(await page.evaluate(() => document.createElement('canvas').getContext('webgl2'))).toBeNull();
    await addImages(page, samplePath('school-bus.jpg'));
    await engine(page).click();
    await expect(page.getByRole('dialog')).toContainText(sentence(en.engine.passedOver.missing, { name: 'webgl' }));
    await page.getByRole('radio', { name: en.engine.webgl }).click();
    await expect(page.getByRole('alert')).toContainText(sentence(en.problem.backend.missing, { name: 'webgl' }));
    await expect(engine(page)).toContainText(beginning(en.engine.asPyTorch));
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
