import { type Locator, type Page, expect } from '@playwright/test';
import { en } from '../src/locales/en';
import { alteredModel, serve } from './overlay';
import { samplePath } from './shipped';
import { addImages, blockDialog, openApp, panel, sentence, test } from './support';
import { evolutionFile, siblingsFile } from './trained';

const charts = '.chart:is(figure, ol)';
const texts = en.takeaway.table;

/** The table button of the panel that holds a chart. */
const tableButton = (chart: Locator): Locator =>
  chart.locator('xpath=ancestor::*[self::section or @role="dialog"][1]').getByRole('button', { name: new RegExp(`^${sentence(texts.of, { of: '' })}`) });

/** Opens a panel's table by keyboard, reads it and closes it. */
async function readTable(page: Page, button: Locator): Promise<void> {
  await button.focus();
  await expect(button).toBeInViewport();
  await page.keyboard.press('Enter');
  const dialog = page.getByTestId('table-dialog');
  const choice = dialog.getByRole('combobox');
  await expect(dialog.getByRole('table')).toBeVisible();
  for (let i = 0; i < ((await choice.count()) > 0 ? await choice.locator('option').count() : 1); i++) {
    if (i > 0) await choice.selectOption(String(i));
    const table = dialog.getByRole('table');
    expect((await table.locator('caption').innerText()).trim().length).toBeGreaterThan(0);
    const columns = await table.getByRole('columnheader').count();
    expect(columns).toBeGreaterThan(1);
    const cells = table.getByRole('row').nth(1).locator('th, td');
    await expect(cells).toHaveCount(columns);
    await expect(table.locator('tbody')).toContainText(/\d/);
  }
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
}

/** Every chart in the view says in words and numbers what it shows, and its panel has a table of its numbers. */
async function expectRead(page: Page, view: string, least: number): Promise<void> {
  const all = page.locator(`${charts}:visible`);
  await expect.poll(() => all.count(), view).toBeGreaterThanOrEqual(least);
  const read = new Set<string>();
  for (const chart of await all.all()) {
    const name = (await chart.getAttribute('aria-label')) ?? '';
    await expect(chart, view).toHaveAccessibleName(/\S/);
    const description = (await chart.getAttribute('aria-description')) ?? '';
    const own = await chart.evaluate((element) => (element.tagName === 'OL' ? element.textContent! : ''));
    expect(`${description || name} ${own}`, `${view}: ${name}`).toMatch(/\d[.,]\d|\d\s?%/);
    if (description) await expect(chart).toHaveAccessibleDescription(description);
    const button = tableButton(chart).first();
    const of = await button.innerText();
    if (read.has(of)) continue;
    read.add(of);
    await readTable(page, button);
  }
}

test('every chart has a summary and a table of its numbers, in every view @slow', async ({ page }) => {
  test.setTimeout(400_000);
  const site = await serve(alteredModel({ 'evolution.json': evolutionFile(), 'siblings.json': siblingsFile() }));
  try {
    await openApp(page, site.address);
    await addImages(page, samplePath('school-bus.jpg'));
    await page.getByRole('button', { name: en.gates.quick.lateFrozen }).click();
    await expect(page.getByTestId('outcome')).toBeVisible();
    await page.getByRole('heading', { name: en.siblings.title }).scrollIntoViewIfNeeded();
    await expect(page.getByTestId('siblings').getByRole('figure').first()).toBeVisible();
    await expectRead(page, 'Explore', 10);
    await page.getByRole('radio', { name: en.figure.heat, exact: true }).check();
    await expectRead(page, 'heat maps', 10);
    await page.getByRole('radio', { name: en.figure.lines, exact: true }).check();
    await page.getByTestId('training').getByRole('slider', { name: en.training.slider }).fill('1');
    await expect(page.getByTestId('moment')).toBeVisible();
    await expectRead(page, 'a point of training', 8);
    await page.getByTestId('training').getByRole('button', { name: en.training.back }).click();
    await panel(page, 'SE_5_2').getByRole('button', { name: 'SE_5_2' }).click();
    const dialog = blockDialog(page, 'SE_5_2');
    await expect(dialog.locator(charts)).toHaveCount(3);
    for (const chart of [dialog.locator(charts).first(), dialog.locator(charts).last()]) await readTable(page, tableButton(chart).first());
    await expect(dialog).toBeVisible();
    for (const chart of await dialog.locator(charts).all()) await expect(chart).toHaveAccessibleDescription(/\d[.,]\d/);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await page.getByRole('button', { name: en.app.compare, exact: true }).click();
    await expect(page.getByTestId('distance')).toContainText(/\d/);
    await expect(page.getByTestId('gate-row').getByRole('figure')).toHaveCount(3);
    await expectRead(page, 'Compare', 13);
    await page.getByRole('radio', { name: en.pair.title, exact: true }).check();
    await page.getByTestId('second').getByRole('button', { name: en.pair.keep, exact: true }).click();
    await expect(page.getByTestId('pair-blocks').getByRole('figure')).toHaveCount(12, { timeout: 60_000 });
    await expect(page.getByTestId('paired-recorded')).toBeVisible();
    await expectRead(page, 'Two networks', 14);
    await page.getByRole('button', { name: en.app.block, exact: true }).click();
    await expect(page.getByTestId('followed')).toBeVisible();
    await expectRead(page, 'One block', 2);
    await readTable(page, tableButton(page.getByTestId('block-cost').getByRole('table').first()));
  } finally {
    await site.close();
  }
});
