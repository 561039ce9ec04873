import { expect, type Page } from '@playwright/test';
import { en } from '../src/locales/en';
import { blocks, className, manifest } from './shipped';
import { openApp, sentence, test } from './support';

const added = manifest.classes.find(({ id }) => !manifest.defaults.classes.includes(id) && id > 100)!;
const link = `./#m=${manifest.id}&c=${added.wordnet}.-.${manifest.classes[0]!.wordnet}&g=5-2f.5-3o&b=all&o=paper`;

const shown = (page: Page) => page.getByRole('list', { name: en.figure.legend });
const share = async (page: Page): Promise<string> => {
  await page.getByRole('button', { name: en.share.button, exact: true }).click();
  await page.getByRole('button', { name: en.share.copy }).click();
  await expect(page.getByText(en.share.copied)).toBeVisible();
  return page.evaluate(() => navigator.clipboard.readText());
};

test('a link restores classes, gates and the figure, and is shared as it was', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await openApp(page, link);
  await expect(page.getByTestId('outcome')).toContainText(sentence(en.outcome.frozen, { blocks: 'SE_5_2' }));
  await expect(page.getByTestId('outcome')).toContainText(sentence(en.outcome.off, { blocks: 'SE_5_3' }));
  await expect(page.getByTestId('figure').getByRole('slider')).toHaveCount(blocks.length);
  for (const id of [added.id, 0]) await expect(shown(page)).toContainText(className(id));
  for (const id of manifest.defaults.classes.filter((other) => other !== 0)) await expect(shown(page)).not.toContainText(className(id));
  await expect(page.getByText(en.share.partly)).toHaveCount(0);
  const copied = await share(page);
  expect(decodeURIComponent(new URL(copied).hash)).toBe(link.slice(2));
});

test('a damaged link restores what it can and names the rest', async ({ page }) => {
  await openApp(page, `./#m=${manifest.id}&c=n99999999.${added.wordnet}&g=5-2f.9-9o&b=al`);
  await expect(shown(page)).toContainText(className(added.id));
  await expect(page.getByTestId('outcome')).toContainText(sentence(en.outcome.frozen, { blocks: 'SE_5_2' }));
  const notice = page.getByRole('alert').filter({ hasText: en.share.partly });
  for (const text of ['n99999999', '9-9o', sentence(en.share.lost, { field: en.share.fields.blocks, text: 'al' })]) await expect(notice).toContainText(text);
});

test('a comparison is restored from a link, and shared as it was', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const [a, b] = [manifest.classes[0]!, added];
  const compared = `./#m=${manifest.id}&c=${a.wordnet}.${manifest.classes[5]!.wordnet}.${b.wordnet}&x=p${b.wordnet},${a.wordnet}.c.l100.o5-1,3,7&s=compare`;
  await openApp(page, compared);
  await expect(page.getByRole('heading', { name: new RegExp(`${className(b.id)}.*${className(a.id)}`) })).toBeVisible();
  await expect(page.getByTestId('pair-story')).toBeVisible();
  const copied = await share(page);
  expect(decodeURIComponent(new URL(copied).hash)).toBe(compared.slice(2));
});
