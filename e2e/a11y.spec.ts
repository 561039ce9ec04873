import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { en } from '../src/locales/en';
import { blocks, samplePath } from './shipped';
import { addImages, blockDialog, engine, openApp, panel, sentence, test } from './support';

/** With the given rules only, or with all. */
async function expectAccessible(page: Page, view: string, rules: string[] | undefined): Promise<void> {
  // The page has no frames of other sites, for which the newer way opens a page of its own each time.
  const axe = new AxeBuilder({ page }).setLegacyMode(true);
  const { violations } = await (rules ? axe.withRules(rules) : axe).analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target, any }) => `${target.join(' ')} ${any[0]?.message ?? ''}`).slice(0, 4).join('; ')}`);
  expect.soft(found, view).toEqual([]);
}

/** Only colours are other in the dark. */
const schemes = [['light', undefined], ['dark', ['color-contrast']]] as const;

for (const [colorScheme, rules] of schemes) {
  test(`axe finds nothing in any view, ${colorScheme}${colorScheme === 'dark' ? ' @slow' : ''}`, async ({ page }) => {
    test.setTimeout(240_000);
    const check = (view: string): Promise<void> => expectAccessible(page, view, rules && [...rules]);
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await openApp(page);
    await check('start');
    await addImages(page, samplePath('school-bus.jpg'), samplePath('goldfish.webp'));
    await page.getByRole('button', { name: en.gates.quick.lateFrozen }).click();
    await page.getByRole('button', { name: en.outcome.check }).click();
    await expect(page.getByTestId('live-check')).toBeVisible({ timeout: 100_000 });
    await page.getByRole('button', { name: en.common.numbers }).click();
    await page.getByText(en.outcome.notRetrained).click();
    await page.getByRole('button', { name: sentence(en.gates.showEarlier, { count: blocks.length - 7 }) }).click();
    await page.getByRole('button', { name: en.rows.classes }).click();
    await check('images chosen, gates changed, numbers open, row opened');
    await page.getByRole('radio', { name: sentence(en.figure.all, { value: blocks.length }), exact: true }).click();
    await check('all blocks');
    await page.getByRole('radio', { name: en.figure.paperSix, exact: true }).click();
    await page.getByRole('radio', { name: en.figure.heat, exact: true }).click();
    await check('heat map');
    await page.getByRole('radio', { name: en.figure.lines, exact: true }).click();
    await panel(page, 'SE_5_2').getByRole('button', { name: 'SE_5_2' }).click();
    await expect(blockDialog(page, 'SE_5_2').getByText(en.block.standOut)).toBeVisible();
    await check('block dialog');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await engine(page).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await check('engine popover');
  });
}
