import { mkdirSync, writeFileSync } from 'node:fs';
import { type Locator, type Page, expect } from '@playwright/test';
import { en } from '../src/locales/en';
import { openPng, openSvg, readCsv, readZip, taken } from './files';
import { channelsOf, className, manifest, recorded, samplePath } from './shipped';
import { addImages, blockDialog, openApp, panel, sentence, test } from './support';

const texts = en.takeaway;
const model = manifest.id;

/** The list that a panel's button opens. */
async function offered(page: Page, of: string): Promise<Locator> {
  await page.getByRole('button', { name: sentence(texts.of, { of }), exact: true }).click();
  const list = page.getByTestId('offered');
  await expect(list.getByRole('button').first()).toBeVisible();
  return list;
}

const as = (list: Locator, title: string, format: string): Locator => list.getByRole('button', { name: sentence(texts.as, { title, format }), exact: true });

/** Where screenshots lie, files are kept to be looked at. */
function keep(folder: string, name: string, bytes: Buffer): void {
  if (!process.env.SE_SCOPE_KEEP) return;
  mkdirSync(`.shots/${folder}`, { recursive: true });
  writeFileSync(`.shots/${folder}/${name.replaceAll('/', ' ')}`, bytes);
}

test('the figure in four formats: what is written is what is shown @slow', async ({ page }) => {
  test.setTimeout(180_000);
  await openApp(page);
  await addImages(page, samplePath('school-bus.jpg'));
  const list = await offered(page, en.figure.title);

  const svg = await taken(page, as(list, texts.figure.title, 'SVG'));
  keep('one', svg.name, svg.bytes);
  expect(svg.name).toBe(`${model} excitation.svg`);
  const seen = await openSvg(page, svg.bytes);
  expect(seen).toMatchObject({ root: 'svg', drawn: true, overlaps: [] });
  for (const words of ['SE_5_3', className(manifest.defaults.classes[0]!), model, 'recorded with all gates live', 'school-bus.jpg']) expect(seen.text).toContain(words);
  expect(svg.bytes.toString()).not.toContain('var(');

  const png = await taken(page, as(list, texts.figure.title, 'PNG'));
  const picture = await openPng(page, png.bytes);
  expect([picture.width, picture.height]).toEqual([seen.width, seen.height].map((px) => Math.floor(px * (picture.width / seen.width) + 1e-9)));
  expect(picture.width / seen.width).toBeGreaterThan(2);
  expect(Math.round(picture.perMetre * 0.0254)).toBeGreaterThan(190);
  expect(picture.inked).toBeGreaterThan(0.03);

  const csv = readCsv((await taken(page, as(list, texts.figure.channels, 'CSV'))).bytes.toString());
  const json = JSON.parse((await taken(page, as(list, texts.figure.channels, 'JSON'))).bytes.toString()) as { columns: { name: string; unit?: string }[]; rows: (string | number | null)[][] };
  expect(json.rows).toHaveLength(csv.length);
  expect(json.columns.map(({ name, unit }) => (unit ? `${name} [${unit}]` : name))).toEqual(Object.keys(csv[0]!));
  await page.keyboard.press('Escape');

  const slider = panel(page, 'SE_5_2').getByRole('slider');
  await slider.focus();
  for (const key of ['ArrowRight', 'ArrowRight', 'ArrowRight']) await slider.press(key);
  const said = (await slider.getAttribute('aria-valuetext'))!;
  const channel = /channel (\d+)/.exec(said)![1]!;
  const row = csv.find((record) => record.block === 'SE_5_2' && record.channel === channel)!;
  const two = (name: string): string => Number(row[`${name} [excitation]`]).toFixed(2);
  const first = className(manifest.defaults.classes[0]!);
  for (const words of [
    sentence(en.figure.readoutAll, { value: two('all'), sd: two('all sd') }),
    sentence(en.figure.readoutItem, { name: first, value: two(`${first} mean`), sd: two(`${first} sd`) }),
    sentence(en.figure.readoutImage, { value: two('school-bus.jpg excitation') }),
  ])
    expect(said).toContain(words);
});

test('flips and costs of chosen gates; p values stand in files only @slow', async ({ page }) => {
  await openApp(page);
  await page.getByRole('button', { name: en.gates.quick.lateFrozen }).click();
  await expect(page.getByTestId('outcome')).toBeVisible();
  const list = await offered(page, en.outcome.title);
  const [accuracy] = readCsv((await taken(page, as(list, texts.outcome.accuracy, 'CSV'))).bytes.toString());
  const { n, lost, gained, after1 } = recorded({ SE_5_2: 'frozen', SE_5_3: 'frozen' }, 'validation');
  expect(accuracy).toMatchObject({ source: 'recorded', 'n [images]': String(n), 'top1_lost [images]': String(lost), 'top1_gained [images]': String(gained), 'top1_now_right [images]': String(after1) });
  expect(Number(accuracy!['top1_change [points]'])).toBeCloseTo((100 * (gained - lost)) / n, 9);
  expect(Number(accuracy!.top1_p)).toBeGreaterThan(0);
  const [parameters] = readCsv((await taken(page, as(list, texts.outcome.costs, 'CSV'))).bytes.toString());
  expect(parameters).toMatchObject({ quantity: 'parameters', of: 'total', before: String(manifest.parameters) });
  expect(Number(parameters!.now)).toBe(Number(parameters!.before) + Number(parameters!.change));
  await page.keyboard.press('Escape');
  await expect(page.locator('body')).not.toContainText(/\bp [=<]|Hedges/);
});

/** Downloads everything in the view, and checks each file by its kind. */
async function wholeView(page: Page, section: 'explore' | 'compare' | 'block'): Promise<string[]> {
  await page.getByRole('button', { name: texts.all.button, exact: true }).click();
  const box = page.getByTestId('take-all');
  const start = box.getByRole('button', { name: texts.all.start });
  await expect(start).toBeEnabled();
  const zip = await taken(page, start);
  expect(zip.name).toBe(`${model} ${section}.zip`);
  const files = readZip(zip.bytes);
  await expect(box).toContainText(sentence(texts.all.done, { count: files.length }));
  await page.keyboard.press('Escape');
  const readme = files[0]!;
  expect(readme.name).toBe('README.txt');
  expect(readme.bytes.toString()).toContain('#');
  for (const { name, bytes } of files) {
    keep(section, name, bytes);
    if (name.endsWith('.svg')) {
      expect(await openSvg(page, bytes), name).toMatchObject({ root: 'svg', drawn: true, overlaps: [] });
      expect(readme.bytes.toString()).toContain(name.replace('.svg', ''));
    }
    if (name.endsWith('.png')) expect((await openPng(page, bytes)).inked, name).toBeGreaterThan(0.003);
    if (name.endsWith('.csv')) expect(bytes.subarray(0, 200).toString(), name).toMatch(/^[^,]+,/);
    if (name.endsWith('.json')) expect(Array.isArray((JSON.parse(bytes.toString()) as { rows: unknown }).rows), name).toBe(true);
  }
  return files.map(({ name }) => name);
}

test('everything in Explore as one zip, an opened block too @slow', async ({ page }) => {
  test.setTimeout(240_000);
  await openApp(page);
  await addImages(page, samplePath('school-bus.jpg'));
  await page.getByRole('button', { name: en.gates.quick.lateFrozen }).click();
  await expect(page.getByTestId('outcome')).toBeVisible();
  const names = await wholeView(page, 'explore');
  for (const name of ['blocks in depth', 'excitation', 'change', 'prediction school-bus.jpg']) expect(names).toEqual(expect.arrayContaining([`figures/${name}.svg`, `figures/${name}.png`]));
  for (const name of ['blocks', 'channels', 'accuracy', 'costs', 'gates', 'predictions', 'excitations']) expect(names).toEqual(expect.arrayContaining([`tables/${name}.csv`, `tables/${name}.json`]));

  await panel(page, 'SE_4_6').getByRole('button', { name: 'SE_4_6' }).click();
  const dialog = blockDialog(page, 'SE_4_6');
  await dialog.getByRole('button', { name: sentence(texts.of, { of: 'SE_4_6' }) }).click();
  const list = page.getByTestId('offered');
  const bins = readCsv((await taken(page, as(list, sentence(texts.block.bins, { block: 'SE_4_6' }), 'CSV'))).bytes.toString());
  expect(bins).toHaveLength(40);
  const figure = await taken(page, as(list, sentence(texts.block.histogram, { block: 'SE_4_6' }), 'SVG'));
  keep('one', figure.name, figure.bytes);
  expect(await openSvg(page, figure.bytes)).toMatchObject({ root: 'svg', drawn: true, overlaps: [] });
  const large = await taken(page, as(list, sentence(texts.block.title, { block: 'SE_4_6' }), 'SVG'));
  keep('one', large.name, large.bytes);
  await page.keyboard.press('Escape');
  await expect(list).toBeHidden();
  await expect(dialog).toBeVisible();
});

test('everything in Compare as one zip; channels as listed @slow', async ({ page }) => {
  test.setTimeout(240_000);
  await openApp(page);
  await page.getByRole('button', { name: en.app.compare, exact: true }).click();
  await expect(page.getByTestId('distance')).toBeVisible();
  await expect(page.getByTestId('channels')).toBeVisible();
  const first = page.getByTestId('channels').locator('.channelRow').first();
  const row = (await first.getAttribute('aria-label'))!;
  const list = await offered(page, en.compare.channels.title);
  const records = readCsv((await taken(page, as(list, texts.compare.channels, 'CSV'))).bytes.toString());
  await page.keyboard.press('Escape');
  const most = records.reduce((a, b) => (Math.abs(Number(b['difference [excitation]'])) > Math.abs(Number(a['difference [excitation]'])) ? b : a));
  expect(row.startsWith(`${most.block} channel ${most.channel}: `)).toBe(true);
  expect(row).toContain(Math.abs(Number(most['difference [excitation]'])).toFixed(2));
  expect(Number(most.p_adjusted)).toBeLessThan(0.05);
  expect(Math.abs(Number(most['hedges_g [pooled sd]']))).toBeGreaterThan(0.5);
  await first.click();
  await expect(page.getByTestId('opened-channels')).toBeVisible();
  const names = await wholeView(page, 'compare');
  expect(names.filter((name) => name.endsWith('.svg')).length).toBeGreaterThanOrEqual(2);
  expect(names).toEqual(expect.arrayContaining(['tables/distances.csv', expect.stringMatching(/^figures\/distances SE_\d_\d\.png$/)]));
});

test('everything in One block as one zip; the numbers are those that it says @slow', async ({ page }) => {
  test.setTimeout(240_000);
  await openApp(page, `./#m=${model}&s=block&u=5-2&n=131`);
  await addImages(page, samplePath('school-bus.jpg'));
  const view = page.getByTestId('one-block');
  await expect(view.getByRole('figure', { name: sentence(en.oneBlock.flow, { block: 'SE_5_2' }) })).toBeVisible();
  const said = await page.getByTestId('followed').locator('[data-step=excitation]').innerText();
  const list = await offered(page, 'SE_5_2');
  const records = readCsv((await taken(page, as(list, sentence(texts.oneBlock.channels, { block: 'SE_5_2' }), 'CSV'))).bytes.toString());
  await page.keyboard.press('Escape');
  const record = records.find(({ channel }) => channel === '131')!;
  expect(said).toContain(`= ${Number(record.excitation).toFixed(3)}.`);
  expect(Number(record.scaled_high)).toBeCloseTo(Number(record.U_high) * Number(record.excitation), 4);
  expect(records).toHaveLength(channelsOf('SE_5_2'));
  const names = await wholeView(page, 'block');
  for (const name of ['SE_5_2 school-bus.jpg', 'SE_5_2 cost']) expect(names).toEqual(expect.arrayContaining([`figures/${name}.svg`, `figures/${name}.png`]));
  expect(names).toEqual(expect.arrayContaining(['tables/SE_5_2 school-bus.jpg maps.csv', 'tables/SE_5_2 school-bus.jpg hidden of 131.json', 'tables/SE_5_2 cost.csv']));
});

test('by keyboard, and the list can be cancelled', async ({ page }) => {
  await openApp(page);
  const button = page.getByRole('button', { name: sentence(texts.of, { of: en.outcome.title }), exact: true });
  await button.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('offered').getByRole('button').first()).toBeVisible();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('offered')).toBeHidden();
  await expect(button).toBeFocused();
});
