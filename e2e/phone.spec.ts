import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { en } from '../src/locales/en';
import { ko } from '../src/locales/ko';
import { blocks, samplePath } from './shipped';
import { addImages, blockDialog, drop, engine, fileOf, openApp, panel, predicted, sentence, test } from './support';

/** Nothing reaches beyond the window's sides, and the page doesn't scroll sideways. */
async function expectNoSidewaysScroll(page: Page, view: string): Promise<void> {
  const found = () => page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const clipped = (element: Element): boolean => {
      for (let at = element.parentElement; at; at = at.parentElement) {
        if (getComputedStyle(at).overflowX !== 'visible' && at.getBoundingClientRect().right <= width + 1) return true;
      }
      return false;
    };
    const wide = [...document.querySelectorAll('body *')].filter((element) => {
      const { right, width: own, height } = element.getBoundingClientRect();
      return own > 0 && height > 0 && right > width + 1 && !clipped(element);
    });
    return { scrolls: document.documentElement.scrollWidth - width, wide: wide.map((element) => `${element.tagName} ${element.className}`).slice(0, 5) };
  });
  await expect.poll(found, { message: view }).toEqual({ scrolls: 0, wide: [] });
}

for (const [width, height] of [[390, 844], [360, 740]] as const) {
  test(`at ${width} px everything is there without scrolling sideways${width === 360 ? ' @slow' : ''}`, async ({ page }) => {
    await page.setViewportSize({ width, height });
    await openApp(page);
    await expectNoSidewaysScroll(page, 'start');
    await addImages(page, samplePath('school-bus.jpg'));
    await drop(page, page.getByRole('main'), [fileOf(samplePath('goldfish.webp'))]);
    await predicted(page, 'goldfish.webp');
    await expectNoSidewaysScroll(page, 'images');

    await page.getByRole('button', { name: en.gates.quick.lateOff }).click();
    await expect(page.getByTestId('outcome')).toBeVisible();
    await page.getByRole('button', { name: en.common.numbers }).click();
    await expect(page.getByTestId('cost')).toBeVisible();
    await expectNoSidewaysScroll(page, 'gates, numbers open');
    for (const target of [page.getByRole('list', { name: en.predictions.title }), page.getByRole('button', { name: en.rows.matters }), panel(page, 'SE_5_3')]) {
      await target.scrollIntoViewIfNeeded();
      await expect(target).toBeInViewport();
    }
    await page.getByRole('button', { name: en.rows.classes }).click();
    await page.getByRole('radio', { name: sentence(en.figure.all, { value: blocks.length }), exact: true }).click();
    await expectNoSidewaysScroll(page, 'a row open, all blocks');
    await page.getByRole('radio', { name: en.figure.heat, exact: true }).click();
    await expectNoSidewaysScroll(page, 'heat map');
    await page.getByRole('radio', { name: en.figure.lines, exact: true }).click();
    await panel(page, 'SE_5_2').getByRole('button', { name: 'SE_5_2' }).click();
    const dialog = blockDialog(page, 'SE_5_2');
    await expect(dialog.getByText(en.block.standOut)).toBeVisible();
    await expectNoSidewaysScroll(page, 'block');
    await dialog.getByRole('button', { name: en.common.close }).click();
    await expect(dialog).toBeHidden();
    await engine(page).click();
    await expect(page.getByRole('dialog')).toBeInViewport({ ratio: 0.99 });
    await expectNoSidewaysScroll(page, 'engine');
  });
}

test('Learn at 360 px: text first, every figure inside, images a click away', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await openApp(page);
  await page.getByRole('button', { name: en.app.learn, exact: true }).click();
  await expect(page.getByRole('heading', { name: en.learn.title })).toBeInViewport();
  await expect(page.getByRole('region', { name: en.learn.place.title }).getByRole('figure')).toHaveCount(2);
  await expect(page.getByRole('region', { name: en.learn.scale.title })).toContainText('school-bus.jpg');
  await expectNoSidewaysScroll(page, 'learn');
  await page.getByText(sentence(en.learn.chosen, { name: 'school-bus.jpg' }), { exact: true }).click();
  await page.getByRole('button', { name: /^Add the sample goldfish/ }).first().click();
  await expect(page.getByRole('region', { name: en.learn.scale.title })).toContainText('goldfish.webp');
  await expectNoSidewaysScroll(page, 'learn, images open');
});

for (const [language, words] of [['en', en], ['ko', ko]] as const) {
  test(`between a phone and a desk no view scrolls sideways: ${language} @slow`, async ({ page }) => {
    test.setTimeout(180_000);
    await page.addInitScript((chosen) => localStorage.setItem('se-scope.language', chosen), language);
    await page.goto('./');
    await expect(engine(page)).toContainText(words.engine.asPyTorch, { timeout: 60_000 });
    await page.locator('.sample').first().click();
    const views = page.getByRole('navigation', { name: words.app.sections }).getByRole('button');
    for (const view of await views.all()) {
      await view.click();
      await page.waitForLoadState('networkidle');
      for (const width of [480, 600, 768, 900, 1024, 1280, 1440]) {
        await page.setViewportSize({ width, height: 900 });
        await expectNoSidewaysScroll(page, `${await view.innerText()}, ${width} px`);
        const { height } = (await page.getByRole('banner').boundingBox())!;
        expect(height, `header at ${width} px`).toBeLessThan(width <= 900 ? 150 : width <= 1400 ? 110 : 60);
      }
    }
  });
}
