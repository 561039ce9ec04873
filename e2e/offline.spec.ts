import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { en } from '../src/locales/en';
import { type Overlay, serve } from './overlay';
import { samplePath } from './shipped';
import { addImages, engine, imageButton, openApp, predicted, sentence, test } from './support';

test.use({ serviceWorkers: 'allow' });

const built = (name: string): string => readFileSync(join(process.env.SE_SCOPE_DIST ?? new URL('../dist', import.meta.url).pathname, name), 'utf8');

async function openStorage(page: Page) {
  await engine(page).click();
  await page.getByRole('button', { name: en.offline.storage.open }).click();
  return page.getByRole('dialog', { name: en.offline.storage.open });
}

/** Waits until everything is kept, as the dialog says. */
async function complete(page: Page): Promise<void> {
  await page.waitForFunction(() => navigator.serviceWorker.ready.then(() => Boolean(navigator.serviceWorker.controller)), undefined, { timeout: 60_000 });
  const dialog = await openStorage(page);
  await expect(dialog).toContainText(en.offline.storage.complete, { timeout: 60_000 });
  await page.keyboard.press('Escape');
}

/** The person's choices, as the browser holds them. */
const keptChoices = (page: Page): Promise<string> =>
  page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const opening = indexedDB.open('se-scope');
        opening.addEventListener('error', reject);
        opening.addEventListener('success', () => {
          const asking = opening.result.transaction('kept').objectStore('kept').get('choices');
          asking.addEventListener('success', () => {
            opening.result.close();
            resolve(String(asking.result));
          });
        });
      }),
  );

test('after one visit it works without a network, and with threads where the host sends no headers @slow', async ({ page, watch }) => {
  test.setTimeout(240_000);
  watch.allow(/Failed to load resource/);
  const site = await serve({}, { isolated: false, path: '/deep/down/' });
  await openApp(page, site.address);
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
  await complete(page);
  await site.close();
  await openApp(page, site.address);
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  await addImages(page, samplePath('school-bus.jpg'));
  await page.getByRole('button', { name: /^Add the sample/ }).first().click();
  await page.getByRole('button', { name: en.app.compare, exact: true }).click();
  await expect(page.getByTestId('distance')).toContainText(/\d/, { timeout: 60_000 });
  const dialog = await openStorage(page);
  for (const name of [en.offline.storage.own, en.offline.storage.models, en.offline.storage.samples, en.offline.storage.app]) {
    const forget = dialog.getByRole('button', { name: sentence(en.offline.storage.forgetName, { name }) });
    await forget.click();
    await expect(forget).toHaveCount(0);
  }
  await expect(dialog).toContainText(en.offline.storage.empty);
});

test('a new version asks before it takes over, and what was on screen comes back @slow', async ({ page }) => {
  test.setTimeout(240_000);
  const overlay: Overlay = {};
  const site = await serve(overlay);
  try {
    await openApp(page, site.address);
    await complete(page);
    await addImages(page, samplePath('school-bus.jpg'));
    await page.getByRole('button', { name: en.gates.quick.lateFrozen }).click();
    await expect.poll(() => keptChoices(page)).toContain('g=');
    const worker = built('serviceWorker.js');
    const next = worker.replace(/(index\.html[^}]*?revision[^}]*?)[0-9a-f]{32}|[0-9a-f]{32}([^}]*index\.html)/, (_, before = '', after = '') => `${before}${'0'.repeat(32)}${after}`);
    expect(next).not.toBe(worker);
    overlay['serviceWorker.js'] = Buffer.from(next);
    overlay['index.html'] = Buffer.from(built('index.html').replace('<title>', '<meta name="version" content="next"><title>'));
    await page.reload();
    const offer = page.getByRole('alert').filter({ hasText: en.offline.newVersion });
    await expect(offer).toBeVisible({ timeout: 60_000 });
    await expect(page.locator('meta[name=version]')).toHaveCount(0);
    await predicted(page, 'school-bus.jpg');
    await expect(page.getByTestId('outcome')).toBeVisible();
    await offer.getByRole('button', { name: en.offline.takeOver }).click();
    await expect(page.locator('meta[name=version]')).toHaveCount(1, { timeout: 60_000 });
    await predicted(page, 'school-bus.jpg');
    await expect(imageButton(page, 'school-bus.jpg')).toContainText('%');
    await expect(page.getByTestId('outcome')).toBeVisible();
  } finally {
    await site.close();
  }
});
