import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { en } from '../src/locales/en';
import { expectedOf } from './expected';
import { className, manifest, samplePath } from './shipped';
import { addImages, engine, beginning, imageButton, input, notice, openApp, predicted, sentence, test } from './support';

const { keep } = en.sources;
const { storage } = en.offline;
const note = (page: Page) => page.getByTestId('kept');
const label = (page: Page) => page.getByRole('combobox', { name: en.images.label });
const fish = className(manifest.classes.find(({ name }) => name.includes('goldfish'))!.id);

async function reload(page: Page): Promise<void> {
  await page.reload();
  await expect(engine(page)).toContainText(en.engine.asPyTorch, { timeout: 60_000 });
}

test('images, labels and choices survive a reload, and are gone once forgotten', async ({ page }) => {
  await openApp(page);
  await expect(note(page)).toHaveCount(0);
  const files = ['goldfish.webp', 'school-bus.jpg', 'obelisk.png'];
  await addImages(page, ...files.map(samplePath));
  await page.getByRole('button', { name: sentence(en.images.remove, { name: 'obelisk.png' }) }).click();
  await imageButton(page, 'goldfish.webp').click();
  await label(page).fill(fish);
  await page.getByRole('option', { name: fish, exact: true }).click();
  await page.getByRole('button', { name: en.gates.quick.lateFrozen }).click();
  await page.getByRole('radio', { name: en.figure.paperOrder, exact: true }).click();
  await expect(note(page)).toContainText(beginning(keep.kept_other));
  await expect(note(page)).toContainText('2');

  await reload(page);
  for (const file of files.slice(0, 2)) {
    await predicted(page, file);
    await expect(imageButton(page, file)).toContainText(className(expectedOf(file).live.top5[0]!.class));
  }
  await expect(imageButton(page, 'obelisk.png')).toHaveCount(0);
  await expect(imageButton(page, 'goldfish.webp')).toHaveAttribute('aria-pressed', 'true');
  await expect(label(page)).toHaveValue(fish);
  await expect(page.getByTestId('outcome')).toContainText(sentence(en.outcome.frozen, { blocks: `SE_5_2${en.outcome.and}SE_5_3` }));
  await expect(page.getByRole('radio', { name: en.figure.paperOrder })).toBeChecked();
  await expect(page.getByRole('list', { name: en.predictions.title }).getByRole('listitem').first()).toBeVisible();

  await note(page).getByRole('button', { name: keep.manage }).click();
  const stored = page.getByRole('dialog', { name: storage.open });
  await expect(stored.getByRole('listitem')).toContainText([storage.own]);
  await stored.getByRole('button', { name: sentence(storage.forgetName, { name: storage.own }) }).click();
  await expect(stored.getByText(storage.forgottenOwn)).toBeVisible();
  await expect(stored.getByText(storage.empty)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(note(page)).toHaveCount(0);
  await expect(imageButton(page, 'goldfish.webp')).toContainText('%');
  await reload(page);
  await expect(page.getByText(en.images.empty)).toBeVisible();
  await expect(page.getByText(beginning(en.outcome.allLive))).toBeVisible();
  await expect(page.getByTestId('outcome')).toHaveCount(0);
  await expect(page.getByRole('radio', { name: en.figure.sorted })).toBeChecked();
});

test('a browser without room says so once, and the page works on @slow', async ({ page, context, baseURL }) => {
  await openApp(page);
  const devtools = await context.newCDPSession(page);
  await devtools.send('Storage.overrideQuotaForOrigin', { origin: new URL(baseURL!).origin, quotaSize: 1000 });
  await addImages(page, samplePath('goldfish.webp'), samplePath('school-bus.jpg'));
  await expect(notice(page, en.problem.keep.full)).toHaveCount(1);
  await page.getByRole('button', { name: en.gates.quick.lateFrozen }).click();
  await expect(page.getByTestId('outcome')).toContainText('SE_5_2');
  await expect(notice(page, en.problem.keep.full)).toHaveCount(1);
});

test('a browser that forbids storing is told of once, and the page works on', async ({ page }) => {
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('The user denied permission to access the database.', 'SecurityError');
    };
  });
  await openApp(page);
  await input(page).setInputFiles(samplePath('goldfish.webp'));
  await predicted(page, 'goldfish.webp');
  await page.getByRole('button', { name: en.gates.quick.lateFrozen }).click();
  await expect(page.getByTestId('outcome')).toContainText('SE_5_2');
  await expect(notice(page, en.problem.keep.forbidden)).toHaveCount(1);
  await expect(note(page)).toHaveCount(0);
});
