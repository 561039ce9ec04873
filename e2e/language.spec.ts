import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Locator, type Page } from '@playwright/test';
import { en } from '../src/locales/en';
import { ko } from '../src/locales/ko';
import { runsFile, servePaper, tables } from './paper';
import { manifest } from './shipped';
import { openApp, test } from './support';

/** What stays in English: class names, names of the network, of files and of methods. */
const names = [...manifest.classes.map(({ name }) => name), manifest.name, tables.source.paper, 'Squeeze-and-Excitation', 'Benjamini-Hochberg'];

/** Texts on screen, and names for screen readers, with three English words in a row. */
async function english(page: Page): Promise<string[]> {
  const texts = await page.evaluate(() => {
    const found: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) if (!node.parentElement!.closest('script, style')) found.push(node.textContent!);
    for (const element of document.querySelectorAll('[aria-label], [title], [placeholder]')) {
      for (const name of ['aria-label', 'title', 'placeholder']) found.push(element.getAttribute(name) ?? '');
    }
    return found;
  });
  const without = (text: string) => names.reduce((left, name) => left.replaceAll(name, ''), text);
  return texts.filter((text) => /(?:[A-Za-z’']{2,}[ ,]+){2}[A-Za-z’']{2,}/.test(without(text)));
}

const axe = async (page: Page) => (await new AxeBuilder({ page }).setLegacyMode(true).analyze()).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);

test('Korean and back: every sentence follows, and the choice is remembered', async ({ page }) => {
  await openApp(page);
  await page.getByRole('button', { name: en.app.language }).click();
  await expect(page.getByRole('heading', { name: ko.figure.title })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'ko');
  await page.getByText(ko.gates.quick.lateFrozen, { exact: true }).click();
  await expect(page.getByTestId('outcome')).toContainText('SE_5_2, SE_5_3 고정');
  await expect(page.getByTestId('outcome')).toContainText('%p');
  expect(await english(page)).toEqual([]);
  expect(await axe(page)).toEqual([]);
  await page.reload();
  await expect(page.getByRole('heading', { name: ko.images.title })).toBeVisible();
  await page.getByRole('button', { name: ko.app.language }).click();
  await expect(page.getByRole('heading', { name: en.figure.title })).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
});

test.describe('a browser that prefers Korean', () => {
  test.use({ locale: 'ko-KR' });
  test('starts in Korean; the comparison and Learn too, on a phone', async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto('./');
    await page.getByRole('button', { name: ko.app.compare, exact: true }).click();
    await expect(page.getByTestId('pair-story')).toBeVisible();
    await expect(page.getByTestId('distance')).toContainText(/\d/);
    expect(await english(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    await page.getByRole('button', { name: ko.app.learn, exact: true }).click();
    await expect(page.getByRole('heading', { name: ko.learn.title })).toBeVisible();
    await expect(page.getByRole('region', { name: ko.learn.scale.title })).toContainText('school-bus.jpg', { timeout: 60_000 });
    expect(await english(page)).toEqual([]);
  });
});

test('every view is whole in Korean, with what was trained beside the network and for the paper @slow', async ({ page }) => {
  await servePaper(page, 'runs.json', runsFile());
  await openApp(page);
  await page.getByRole('button', { name: en.app.language }).click();
  const visit = async (section: keyof typeof ko.app, shown: Locator) => {
    await page.getByRole('button', { name: ko.app[section], exact: true }).click();
    await expect(shown).toBeVisible({ timeout: 60_000 });
    expect([section, await english(page)]).toEqual([section, []]);
  };
  await page.getByRole('heading', { name: ko.siblings.title }).scrollIntoViewIfNeeded();
  await visit('explore', page.getByTestId('siblings'));
  await visit('remove', page.getByTestId('agreement'));
  await visit('block', page.getByTestId('one-block'));
  await visit('paper', page.getByTestId('paper-claims'));
});

test('a first visit is told where to begin, once; the keys are a keystroke away @slow', async ({ page }) => {
  await openApp(page);
  await expect(page.getByRole('heading', { name: en.help.welcome.title })).toBeVisible();
  await page.getByRole('button', { name: en.help.welcome.close }).click();
  await expect(page.getByRole('heading', { name: en.help.welcome.title })).toHaveCount(0);
  await page.keyboard.press('?');
  const dialog = page.getByRole('dialog', { name: en.help.keys.title });
  await expect(dialog).toContainText(en.help.keys.undo);
  expect(await axe(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(dialog).toHaveCount(0);
  await page.reload();
  await expect(page.getByTestId('figure')).toBeVisible();
  await expect(page.getByRole('heading', { name: en.help.welcome.title })).toHaveCount(0);
});
