import { expect, type Locator, type Page } from '@playwright/test';
import { en } from '../src/locales/en';
import { blocks, manifest } from './shipped';
import { drop, imageButton, openApp, pattern, sentence, test } from './support';
import { waves } from './waves';

const words = en.remove;
const address = `./#m=${manifest.id}&c=&s=remove`;
const head = (page: Page): Locator => page.getByTestId('remove').locator('.removeHead');
const title = (page: Page, part: string): Locator => page.getByTestId(part).getByRole('heading', { level: 2 });

/** Drops the set and runs it with all gates live, or shows what was kept of that. */
async function bring(page: Page, zip: Uint8Array, button: string): Promise<void> {
  await drop(page, page.getByRole('main'), [{ name: 'waves.zip', bytes: Buffer.from(zip) }]);
  await page.getByRole('dialog', { name: en.dataset.dialog }).getByRole('button', { name: button, exact: true }).click();
  await head(page).getByRole('radio', { name: words.images.set }).check();
  await expect(page.getByTestId('study-offers').or(page.getByTestId('study-done'))).toBeVisible({ timeout: 30_000 });
}

test('a set of one’s own: every block alone, cancelled, gone on with, there after a reload; then the search, and its offer taken @slow', async ({ page }) => {
  const zip = waves(96, 4);
  await openApp(page, address);
  await head(page).getByRole('radio', { name: words.images.set }).check();
  await expect(head(page)).toContainText(words.set.none);
  await bring(page, zip, en.dataset.start);
  const alone = page.getByRole('button', { name: sentence(words.set.alone, { settings: 2 * blocks.length }) });
  await expect(page.getByTestId('study-offers')).toContainText(pattern(words.set.estimate, { time: /.*/, passes: /1[4-8]/, n: 96 }));
  await alone.click();
  await expect(title(page, 'alone')).toContainText(pattern(words.alone.onSetPartly, { range: /\d+(?: to \d+)?/, total: 96 }), { timeout: 30_000 });
  await page.getByTestId('study-run').getByRole('button', { name: en.common.cancel }).click();
  await page.getByRole('button', { name: words.set.aloneOn }).click();
  await expect(title(page, 'alone')).toContainText(sentence(words.alone.onSet, { n: 96 }), { timeout: 60_000 });
  const names = async () => Promise.all((await page.getByTestId('alone').getByRole('button', { name: /^SE_/ }).all()).map((column) => column.getAttribute('aria-label')));
  const before = await names();

  await openApp(page, address);
  await bring(page, zip, en.dataset.showResult);
  await expect(title(page, 'alone')).toContainText(sentence(words.alone.onSet, { n: 96 }));
  expect(await names()).toEqual(before);

  await page.getByRole('button', { name: words.set.search }).click();
  await expect(page.getByTestId('study-run')).toContainText(pattern(words.set.stage.greedy, { step: /\d+/, steps: 16 }), { timeout: 60_000 });
  await expect(page.getByTestId('study-done')).toBeVisible({ timeout: 150_000 });
  await expect(page.getByTestId('how-chosen')).toContainText(sentence(words.limit.halvesSet, { n: 48, other: 48 }));
  await page.getByTestId('limit').getByRole('slider').fill('3');
  await expect(page.getByTestId('offered-setting')).toBeVisible();

  await page.evaluate((hash) => void (window.location.hash = hash), `${address.slice(2)}&g=5-1o.5-2o.5-3o`);
  await expect(page.getByTestId('outcome')).toContainText('off');
  await head(page).getByRole('radio', { name: words.images.set }).check();
  const flipped = page.getByTestId('flipped');
  await expect(flipped).toHaveAttribute('aria-busy', 'false');
  const [heading] = await flipped.getByRole('heading').allInnerTexts();
  const count = Number(heading!.match(/: (\d+)$/)![1]);
  expect(count).toBeGreaterThan(0);
  const shown = flipped.getByRole('list').first().getByRole('button');
  await expect(shown).toHaveCount(Math.min(count, 12));
  const tip = (await shown.first().getAttribute('title'))!;
  await shown.first().click();
  const name = tip.match(/\S+\.png/)![0];
  await page.getByRole('button', { name: en.app.explore, exact: true }).click();
  await expect(imageButton(page, name)).toBeVisible();
});
