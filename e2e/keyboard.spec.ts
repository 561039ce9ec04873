import type { Locator, Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { en } from '../src/locales/en';
import { beginning, blockDialog, openApp, panel, sentence, test } from './support';

/** Presses Tab until the target has the focus. */
async function tabTo(page: Page, target: Locator, most = 120): Promise<void> {
  for (let i = 0; i < most; i++) {
    await page.keyboard.press('Tab');
    if (await target.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`not reached by ${most} times Tab: ${target}`);
}

const outlined = (target: Locator): Promise<boolean> =>
  target.evaluate((element) => [element, element.nextElementSibling].some((candidate) => candidate && getComputedStyle(candidate).outlineStyle !== 'none'));

test('the main job by keyboard alone', async ({ page }) => {
  await openApp(page);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: en.app.skip })).toBeFocused();

  const sample = page.getByRole('button', { name: new RegExp(`^${beginning(en.images.addSample)}`) }).first();
  await tabTo(page, sample);
  expect(await outlined(sample)).toBe(true);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('list', { name: en.predictions.title }).getByRole('listitem')).toHaveCount(5, { timeout: 60_000 });

  const columns = page.getByRole('figure', { name: en.rows.title });
  const column = (block: string): Locator => columns.getByRole('button', { name: new RegExp(`^${block} `) });
  await tabTo(page, column('SE_2_1'));
  await page.keyboard.press('ArrowRight');
  await expect(column('SE_2_2')).toBeFocused();
  await page.keyboard.press('End');
  await expect(column('SE_5_3')).toBeFocused();
  await page.keyboard.press('Enter');
  const dialog = blockDialog(page, 'SE_5_3');
  await expect(dialog).toBeVisible();
  await tabTo(page, dialog.getByRole('slider').first());
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(column('SE_5_3')).toBeFocused();

  await tabTo(page, page.getByRole('button', { name: en.rows.classes }));
  await page.keyboard.press('Enter');
  await expect(columns.getByText(en.rows.rest, { exact: true })).toBeVisible();
  await page.keyboard.press('Space');
  await expect(columns.getByText(en.rows.rest, { exact: true })).toHaveCount(0);

  const slider = panel(page, 'SE_5_2').getByRole('slider');
  await tabTo(page, slider);
  expect(await outlined(slider)).toBe(true);
  await page.keyboard.press('PageUp');
  await expect(slider).toHaveAttribute('aria-valuetext', new RegExp(beginning(en.figure.readoutImage)));
  await page.keyboard.press('Enter');
  await expect(blockDialog(page, 'SE_5_2')).toBeVisible();
  // Mantine gives the focus back only once it has taken it.
  await expect(blockDialog(page, 'SE_5_2').locator(':focus')).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(slider).toBeFocused();

  await tabTo(page, page.getByRole('button', { name: en.gates.quick.lateFrozen }));
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('outcome')).toContainText(sentence(en.outcome.frozen, { blocks: `SE_5_2${en.outcome.and}SE_5_3` }));
  const group = page.getByRole('radiogroup', { name: sentence(en.gates.modeOf, { block: 'SE_5_3' }) });
  await tabTo(page, group.getByRole('radio', { checked: true }));
  await page.keyboard.press('ArrowRight');
  await expect(group.getByRole('radio', { name: en.gates.off })).toBeChecked();
  await expect(page.getByTestId('outcome')).toContainText(sentence(en.outcome.off, { blocks: 'SE_5_3' }));
  await page.keyboard.press('Control+z');
  await expect(group.getByRole('radio', { name: en.gates.frozen })).toBeChecked();

  await tabTo(page, page.getByRole('button', { name: en.outcome.check }));
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('live-check')).toContainText(en.outcome.agrees, { timeout: 100_000 });
  await tabTo(page, page.getByRole('button', { name: en.common.numbers }));
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('cost')).toBeVisible();
});

test('the engine popover opens, keeps the focus inside and gives it back', async ({ page }) => {
  await openApp(page);
  const badge = page.getByTestId('engine');
  await tabTo(page, badge);
  await page.keyboard.press('Enter');
  const popover = page.getByRole('dialog');
  await expect(popover).toBeVisible();
  await expect.poll(() => popover.evaluate((element) => element.contains(document.activeElement))).toBe(true);
  await page.keyboard.press('Tab');
  expect(await popover.evaluate((element) => element.contains(document.activeElement))).toBe(true);
  await page.keyboard.press('Escape');
  await expect(popover).toBeHidden();
  await expect(badge).toBeFocused();
});
