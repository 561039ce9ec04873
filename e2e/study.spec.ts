import { createHash } from 'node:crypto';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Locator, type Page } from '@playwright/test';
import { zipSync } from 'fflate';
import type { Files } from '../src/engine/folder.fixture';
import { numbers } from '../src/engine/madeUp.fixture';
import { meanOf, uselessBlockFiles } from '../src/engine/uselessBlock.fixture';
import { en } from '../src/locales/en';
import { png } from '../tools/corpus/png';
import { blocks, manifest } from './shipped';
import { drop, imageButton, openApp, pattern, sentence, test } from './support';
import { waves, wavesAsTaken } from './waves';

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
  test.setTimeout(200_000);
  await openApp(page, address);
  const zip = await wavesAsTaken(page, 48, 8);
  await head(page).getByRole('radio', { name: words.images.set }).check();
  await expect(head(page)).toContainText(words.set.none);
  await drop(page, page.getByRole('main'), [{ name: 'three.zip', bytes: Buffer.from(waves(3, 1)) }]);
  await expect(page.getByRole('dialog', { name: en.dataset.dialog })).toContainText(en.dataset.needs);
  await page.keyboard.press('Escape');
  await expect(head(page)).toContainText(en.dataset.needs);
  await bring(page, zip, en.dataset.start);
  const alone = page.getByRole('button', { name: sentence(words.set.alone, { settings: 2 * blocks.length }) });
  await expect(page.getByTestId('study-offers')).toContainText(pattern(words.set.estimate, { time: /.*/, passes: /1[4-8]/, n: 48 }));
  await alone.click();
  await expect(title(page, 'alone')).toContainText(pattern(words.alone.onSetPartly, { range: /\d+(?: to \d+)?/, total: 48 }), { timeout: 30_000 });
  await page.getByTestId('study-run').getByRole('button', { name: en.common.cancel }).click();
  await page.getByRole('button', { name: words.set.aloneOn }).click();
  await expect(title(page, 'alone')).toContainText(sentence(words.alone.onSet, { n: 48 }), { timeout: 60_000 });
  const names = async () => Promise.all((await page.getByTestId('alone').getByRole('button', { name: /^SE_/ }).all()).map((column) => column.getAttribute('aria-label')));
  const before = await names();

  await openApp(page, address);
  await bring(page, zip, en.dataset.showResult);
  await expect(title(page, 'alone')).toContainText(sentence(words.alone.onSet, { n: 48 }));
  expect(await names()).toEqual(before);

  const ladder = page.getByTestId('ladder-panel');
  await ladder.getByLabel(words.ladder.block).selectOption('SE_2_1');
  await ladder.getByRole('button', { name: sentence(words.ladder.run, { block: 'SE_2_1' }) }).click();
  await expect(ladder.getByRole('progressbar')).toHaveCount(0, { timeout: 60_000 });
  const rung = page.getByTestId('ladder').locator('[data-rung=all]').getByRole('cell').first();
  const [, change] = / frozen (\S+) points/.exec(before[0]!)!;
  await expect(rung).toHaveText(pattern('{{change}} ', { change: change! }));

  await page.getByRole('button', { name: words.set.search }).click();
  await expect(page.getByTestId('study-run')).toContainText(pattern(words.set.stage.greedy, { step: /\d+/, steps: 16 }), { timeout: 60_000 });
  await expect(page.getByTestId('study-done')).toBeVisible({ timeout: 150_000 });
  await expect(page.getByTestId('how-chosen')).toContainText(pattern(words.limit.halvesSet, { n: /2\d/, other: /2\d/ }));
  await page.getByTestId('limit').getByRole('slider').fill('3');
  await expect(page.getByTestId('offered-setting')).toBeVisible();
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);

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

/** 8 × 8 pictures: noise on a ground of its own colour. */
function specks(count: number): Buffer[] {
  return Array.from({ length: count }, (_, seed) => {
    const colour = numbers(6, seed + 500).subarray(3);
    return png({ width: 8, height: 8, rgb: Uint8Array.from(numbers(192, seed + 1), (x, i) => 128 + 90 * colour[i % 3]! + 37 * x) }, { type: 2, bits: 8 });
  });
}

function folder(files: Files): { name: string; bytes: Buffer }[] {
  const entries = Object.entries(files).filter(([name]) => name !== 'model.json');
  const model = { ...JSON.parse(Buffer.from(files['model.json']!).toString()), files: Object.fromEntries(entries.map(([name, bytes]) => [name, { bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }])) };
  return [{ name: 'model.json', bytes: Buffer.from(JSON.stringify(model)) }, ...entries.map(([name, bytes]) => ({ name, bytes: Buffer.from(bytes) }))];
}

/** What a network makes of pictures, in the page: logits, and the squeeze of SE_3_1. */
function valuesOf(page: Page, files: Files, pictures: readonly Buffer[]): Promise<{ logits: number[][]; squeeze: number[][] }> {
  const given = { files: folder(files).map(({ name, bytes }) => ({ name, text: bytes.toString('base64') })), pictures: pictures.map((bytes) => bytes.toString('base64')) };
  return page.evaluate(async ({ files, pictures }) => {
    const blob = async (text: string) => (await fetch(`data:application/octet-stream;base64,${text}`)).arrayBuffer();
    const network = await window.seScope.load(await Promise.all(files.map(async ({ name, text }) => new File([await blob(text)], name))), { backend: 'wasm' });
    const found = { logits: [] as number[][], squeeze: [] as number[][] };
    for (const text of pictures) {
      const { result, values } = await network.explain(new Blob([await blob(text)], { type: 'image/png' }), 'SE_3_1');
      found.logits.push([...result.logits]);
      found.squeeze.push([...values['SE_3_1.squeeze']!]);
    }
    network.close();
    return found;
  }, given);
}

test('a network made so that one block is useless and another essential, brought without a record: the search on a dropped zip finds both, and its offer is taken', async ({ page }) => {
  const pictures = specks(280);
  await openApp(page);
  const squeeze = meanOf((await valuesOf(page, uselessBlockFiles(), pictures.slice(0, 40))).squeeze);
  const logits = meanOf((await valuesOf(page, uselessBlockFiles({ squeeze }), pictures)).logits);
  const files = uselessBlockFiles({ squeeze, logits });
  const said = (await valuesOf(page, files, pictures)).logits.map((row) => row.indexOf(Math.max(...row)));
  await drop(page, page.getByRole('main'), folder(files));
  await expect(page.getByText('Made up').first()).toBeVisible();
  await page.getByRole('button', { name: en.app.remove, exact: true }).click();
  await expect(head(page)).toContainText(words.set.none);
  const zip = zipSync(Object.fromEntries(pictures.map((bytes, i) => [`made/class ${said[i]}/${i}.png`, new Uint8Array(bytes)])), { level: 0 });
  await drop(page, page.getByRole('main'), [{ name: 'made.zip', bytes: Buffer.from(zip) }]);
  await page.getByRole('dialog', { name: en.dataset.dialog }).getByRole('button', { name: en.dataset.start, exact: true }).click();
  await page.getByRole('button', { name: words.set.search }).click();
  await expect(page.getByTestId('how-chosen')).toContainText(pattern(words.limit.halvesSet, { n: /1[34]\d/, other: /1[34]\d/ }), { timeout: 60_000 });
  await page.getByTestId('limit').getByRole('slider').fill('3');
  await expect(page.getByTestId('offered-setting')).toContainText(/3·3 frozen/);
  await expect(page.getByTestId('offered-setting')).not.toContainText('3·1');
  await page.getByTestId('limit').getByRole('button', { name: words.limit.apply }).click();
  await expect(page.getByTestId('outcome')).toContainText(/SE_3_3 frozen/);
});
