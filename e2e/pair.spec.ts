import { readFileSync, writeFileSync } from 'node:fs';
import { expect, type Page } from '@playwright/test';
import { zipSync } from 'fflate';
import { en } from '../src/locales/en';
import { expectedOf } from './expected';
import { readCsv, taken } from './files';
import { count, points, tango } from './numbers';
import { otherNetwork } from './otherNetwork';
import { serve } from './overlay';
import { blocks, channelsOf, className, manifest, samplePath, seParameters } from './shipped';
import { addImages, drop, engine, notice, openApp, pattern, sentence, test } from './support';

const texts = en.pair;
const image = 'school-bus.jpg';
const first = manifest.name;
const chooser = (page: Page) => page.getByTestId('second');
const twoNetworks = (page: Page) => page.getByRole('radio', { name: texts.title, exact: true });

/** Opens the comparison of networks from the list of networks. */
async function openComparison(page: Page): Promise<void> {
  await engine(page).click();
  await page.getByRole('button', { name: texts.open }).click();
  await expect(twoNetworks(page)).toBeChecked();
  await expect(page.getByTestId('pair-none')).toHaveText(texts.none);
}

async function openBeside(page: Page, files: { name: string; buffer: Buffer }[] | string): Promise<void> {
  const [asked] = await Promise.all([page.waitForEvent('filechooser'), chooser(page).getByRole('button', { name: texts.files, exact: true }).click()]);
  await asked.setFiles(typeof files === 'string' ? files : files.map((file) => ({ mimeType: 'application/octet-stream', ...file })));
}

/** What the shipped network takes the picture for. */
const seenAs = className(expectedOf(image).live.top5[0]!.class);
const imagesPanel = (page: Page) => page.getByTestId('pair-images');
const stageRow = (page: Page, name: string) => page.getByTestId('pair-stages').getByRole('row').filter({ has: page.getByRole('rowheader', { name, exact: true }) });
/** The changes of parameters and of multiply-adds stand behind both networks' own. */
const whole = (page: Page) => stageRow(page, texts.stages.total).getByRole('cell');

test('two networks side by side: one without SE beside the shipped one', async ({ page }) => {
  const other = otherNetwork({ name: 'Bare', blocks: [3, 4, 6, 3], se: false, wrongEvery: 23 });
  await openApp(page);
  await addImages(page, samplePath(image));
  await openComparison(page);
  await openBeside(page, other.files);
  await expect(chooser(page)).toContainText(sentence(texts.withoutSe, { name: 'Bare' }), { timeout: 60_000 });
  await expect(chooser(page)).toContainText(sentence(texts.classes_other, { count: 200, a: 200, b: 200, by: texts.by.wordnet }));
  await expect(chooser(page)).toContainText(texts.sameLayout);

  const change = points(tango(0, other.lost, other.n));
  const ends = [change.low, change.high].map((end) => sentence(texts.accuracy.less, { points: end.slice(1) }));
  await expect(page.getByTestId('paired-recorded')).toHaveText(
    pattern(texts.accuracy.sentence, { a: first, b: 'Bare', n: count(other.n), change: pattern(texts.accuracy.less, { points: change.value }), interval: sentence(texts.accuracy.interval, { low: ends[0]!, high: ends[1]! }) }),
  );
  await expect(page.getByTestId('pair-accuracy')).toContainText(sentence(texts.accuracy.flips, { lost: count(other.lost), gained: 0, a: first, b: 'Bare' }));

  const se = blocks.reduce((sum, block) => sum + seParameters(block), 0);
  await expect(whole(page).nth(2)).toHaveText(new RegExp(`^${count(manifest.parameters)}${sentence(texts.stages.ofSe, { value: count(se) })}$`));
  await expect(whole(page).nth(4)).toContainText(count(-se));
  await expect(page.getByTestId('pair-blocks')).toContainText(sentence(texts.blocks.empty.se, { name: 'Bare' }));
  await expect(imagesPanel(page).getByRole('listitem')).toContainText(new RegExp(`${seenAs} \\d+\\s%.*\\d+\\s%`), { timeout: 60_000 });
});

test('another depth: by stage, at relative depth; the two are swapped and taken away; what can’t be opened leaves both @slow', async ({ page }) => {
  const other = otherNetwork({ name: 'Shallow', blocks: [2, 3, 3, 2], se: true, wrongEvery: 40, data: 'other pictures' });
  await openApp(page);
  await addImages(page, samplePath(image), samplePath('goldfish.webp'));
  await openComparison(page);
  await openBeside(page, other.files);
  await expect(chooser(page)).toContainText(texts.otherDepth, { timeout: 60_000 });
  await expect(chooser(page)).toContainText(sentence(texts.withoutProfile, { name: 'Shallow' }));
  await expect(page.getByTestId('pair-accuracy')).toContainText(texts.accuracy.why.data);
  await expect(page.getByTestId('paired-recorded')).toHaveCount(0);
  const figures = page.getByTestId('pair-blocks').getByRole('figure');
  await expect(figures).toHaveCount(12);
  // Its image alone: without a profile there are no classes.
  await expect(page.getByRole('figure', { name: sentence(texts.blocks.label, { name: 'Shallow', block: 'SE_4_3', channels: channelsOf('SE_4_3') }) })).toHaveAccessibleDescription(/^school-bus\.jpg: 0\.\d\d to 0\.\d\d, mean 0\.\d\d\.$/);

  const offered = await openTaken(page, texts.depth.title);
  const places = readCsv((await taken(page, offered.getByRole('button', { name: sentence(en.takeaway.as, { title: texts.taken.depth, format: 'CSV' }) }))).bytes.toString());
  expect(places.filter(({ network }) => network === 'Shallow').map((row) => `${row.block} ${Number(row['place [columns from the first]']).toFixed(2)}`)).toEqual(
    ['SE_2_1 0.25', 'SE_2_2 1.75', 'SE_3_1 3.17', 'SE_3_2 4.50', 'SE_3_3 5.83', 'SE_4_1 7.50', 'SE_4_2 9.50', 'SE_4_3 11.50', 'SE_5_1 13.25', 'SE_5_2 14.75'],
  );
  await page.keyboard.press('Escape');

  await openBeside(page, [{ name: 'net.safetensors', buffer: Buffer.from('x') }]);
  await expect(notice(page, sentence(en.problem.safetensors.tooShort, { file: 'net.safetensors', bytes: 1 }))).toBeVisible();
  await expect(figures).toHaveCount(12);

  await chooser(page).getByRole('button', { name: texts.swap }).click();
  await expect(engine(page)).toContainText('Shallow', { timeout: 60_000 });
  await expect(whole(page).nth(3)).toContainText(count(manifest.parameters), { timeout: 60_000 });
  await expect(chooser(page)).toContainText(`${first}: ${en.engine.asPyTorch}`);
  await expect(imagesPanel(page).getByRole('listitem')).toHaveCount(2);
  await expect(imagesPanel(page).getByRole('listitem').first()).toContainText(new RegExp(`%.*${seenAs} \\d+\\s%`), { timeout: 60_000 });
  await chooser(page).getByRole('button', { name: texts.close }).click();
  await expect(page.getByTestId('pair-none')).toHaveText(texts.none);
});

/** What a panel offers to take away. */
async function openTaken(page: Page, of: string) {
  await page.getByRole('button', { name: sentence(en.takeaway.of, { of }), exact: true }).click();
  const offered = page.getByTestId('offered');
  await expect(offered.getByRole('listitem').first()).toBeVisible();
  return offered;
}

test('the lighter network that the app wrote, opened beside the original: the same answers as its gates frozen, and a labelled set through both @slow', async ({ page }, info) => {
  await openApp(page);
  await addImages(page, samplePath(image));
  await page.getByRole('button', { name: en.gates.quick.lateFrozen, exact: true }).click();
  await expect(page.getByTestId('outcome')).toBeVisible();
  await page.getByRole('button', { name: en.outcome.lighter, exact: true }).click();
  const lighter = page.getByRole('dialog', { name: en.lighter.title });
  const zip = await taken(page, lighter.getByRole('button', { name: en.lighter.files.folder }));
  await page.keyboard.press('Escape');
  const path = info.outputPath(zip.name);
  writeFileSync(path, zip.bytes);
  const frozen = await page.evaluate(() => Math.max(...window.seScope.shown()!.changed!.probabilities));

  await openComparison(page);
  await openBeside(page, path);
  const saved = (['SE_5_2', 'SE_5_3'] as const).reduce((sum, block) => sum + seParameters(block), 0);
  await expect(whole(page).nth(4)).toContainText(count(-saved), { timeout: 60_000 });
  await expect(page.getByTestId('pair-blocks').getByRole('group', { name: 'SE_5_3' })).toContainText(/has no SE block here/);
  await expect(imagesPanel(page).getByRole('listitem')).toContainText(new RegExp(`${seenAs} \\d+\\s%.*${seenAs} ${Math.round(100 * frozen)}\\s%.*${texts.images.same}`), { timeout: 60_000 });

  const sample = (file: string) => new Uint8Array(readFileSync(samplePath(file)));
  const set = zipSync({ 'mine/goldfish/1.webp': sample('goldfish.webp'), 'mine/goldfish/2.webp': sample('dreamed-goldfish.webp'), 'mine/school bus/1.jpg': sample(image), 'mine/school bus/2.webp': sample('dreamed-school-bus.webp') }, { level: 0 });
  await drop(page, page.getByRole('main'), [{ name: 'mine.zip', bytes: Buffer.from(set) }]);
  await page.getByRole('dialog', { name: en.dataset.dialog }).getByRole('button', { name: en.dataset.start, exact: true }).click();
  await page.getByTestId('pair-accuracy').getByRole('button', { name: beginningOf(texts.accuracy.run) }).click();
  await expect(page.getByTestId('paired-set')).toContainText('on the same 4 images', { timeout: 60_000 });
  await expect(page.getByTestId('pair-accuracy')).toContainText(texts.accuracy.rests.set);
  await expect(page.getByTestId('pair-blocks').getByRole('figure', { name: /SE_5_1/ })).toHaveCount(2);
});

const beginningOf = (template: string) => new RegExp(`^${template.split('{{')[0]!.trim()}`);

test('a link opens both networks of the page’s own; one that there isn’t is said @slow', async ({ page, watch }) => {
  const other = otherNetwork({ name: 'Bare', blocks: [3, 4, 6, 3], se: false });
  const folder = Object.fromEntries(other.files.map(({ name, buffer }) => [`models/bare/${name}`, buffer]));
  const index = { default: manifest.id, models: [{ id: manifest.id, name: first }, { id: 'bare', name: 'Bare' }] };
  const site = await serve({ ...folder, 'models/index.json': Buffer.from(JSON.stringify(index)) });
  watch.allow(/404/);
  try {
    await openApp(page, site.address);
    await page.getByRole('button', { name: en.app.compare, exact: true }).click();
    await twoNetworks(page).check();
    await chooser(page).getByRole('radio', { name: 'Bare' }).click();
    await expect(page.getByTestId('pair-stages')).toBeVisible({ timeout: 60_000 });
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('button', { name: en.share.button, exact: true }).click();
    await page.getByRole('button', { name: en.share.copy, exact: true }).click();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    expect(link).toMatch(/[#&]y=networks&t=bare(&|$)/);
    await page.goto('about:blank');
    await page.goto(link);
    await expect(chooser(page).getByRole('radio', { name: 'Bare' })).toBeChecked({ timeout: 60_000 });
    await expect(whole(page).nth(2)).toContainText(count(manifest.parameters));
    await page.goto('about:blank');
    await page.goto(link.replace('t=bare', 't=gone'));
    await expect(notice(page, `${en.share.fields.beside}: gone`)).toBeVisible({ timeout: 60_000 });
    await expect(page.getByTestId('pair-none')).toBeVisible();
  } finally {
    await site.close();
  }
});
