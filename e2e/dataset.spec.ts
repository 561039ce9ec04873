import { readFileSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { unzipSync, zipSync } from 'fflate';
import { en } from '../src/locales/en';
import { readSafetensors, toFloat32 } from '../src/safetensors/read';
import { taken } from './files';
import { manifest, readModelFile, samplePath } from './shipped';
import { drop, largestDifference, notice, openApp, panel, pattern, sentence, test } from './support';
import { waves } from './waves';

const bar = (page: Page) => page.getByTestId('dataset');
const accuracy = (page: Page) => page.getByTestId('dataset-accuracy');
const dialog = (page: Page) => page.getByRole('dialog', { name: en.dataset.dialog });
const dropZip = (page: Page, name: string, zip: Uint8Array) => drop(page, page.getByRole('main'), [{ name, bytes: Buffer.from(zip) }]);
const wordnet = (name: string): string => manifest.classes.find((entry) => entry.name.split(',')[0] === name)!.wordnet!;
const number = /[\d.]+/;
const accessible = async (page: Page) => expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);

test('a small zip is matched, run and drawn; gates get an accuracy on it; recorded curves come back; a trap is refused', async ({ page }) => {
  const sample = (file: string) => new Uint8Array(readFileSync(samplePath(file)));
  const zip = zipSync(
    {
      'mine/goldfish/1.webp': sample('goldfish.webp'),
      'mine/goldfish/2.webp': sample('dreamed-goldfish.webp'),
      [`mine/${wordnet('school bus')}/1.jpg`]: sample('school-bus.jpg'),
      [`mine/${wordnet('school bus')}/2.webp`]: sample('dreamed-school-bus.webp'),
      [`mine/${wordnet('school bus')}/broken.jpg`]: sample('school-bus.jpg').slice(0, 900),
      'mine/unheard of/1.webp': sample('dreamed-cliff.webp'),
    },
    { level: 0 },
  );
  await openApp(page);
  await dropZip(page, 'trap.zip', zipSync({ '../cat/1.jpg': new Uint8Array(9) }));
  await expect(notice(page, sentence(en.problem.archive.path, { file: 'trap.zip', path: '../cat/1.jpg' }))).toBeVisible();
  const spread = () => page.getByTestId('figure').locator('.note').allTextContents();
  const before = await spread();
  await dropZip(page, 'mine.zip', zip);
  const opened = dialog(page);
  await expect(opened).toContainText(sentence(en.dataset.list, { images: 6, labels: 3 }));
  await expect(opened).toContainText(sentence(en.dataset.unmatched_one, { labels: 'unheard of' }));
  await expect(opened).toContainText(sentence(en.dataset.chosen, { images: 5, classes: 2 }));
  await opened.getByRole('button', { name: en.dataset.start, exact: true }).click();
  const exact = { top1: number, low1: number, high1: number, top5: number, low5: number, high5: number, n: 4 };
  await expect(accuracy(page)).toHaveText(pattern(en.dataset.accuracy.replaceAll('{{top1}}', '{{top1}} %').replaceAll('{{top5}}', '{{top5}} %'), exact));
  await expect(bar(page)).toContainText(sentence(en.dataset.unreadable_one, { names: `mine/${wordnet('school bus')}/broken.jpg` }));
  await expect(page.getByText(sentence(en.figure.ofDataset, { images: sentence(en.dataset.images, { name: 'mine.zip', n: 5 }) }))).toBeVisible();
  await expect(panel(page, 'SE_5_3')).toBeVisible();

  await page.getByRole('button', { name: en.gates.quick.lateOff }).click();
  await page.getByTestId('dataset-check').getByRole('button', { name: sentence(en.dataset.check, { n: 5 }) }).click();
  await expect(page.getByTestId('dataset-check')).toContainText(pattern(en.dataset.changed, { n: 4, change: /.*/, lost: /\d/, gained: /\d/ }));

  await bar(page).getByRole('radio', { name: en.dataset.recorded }).check();
  await expect.poll(spread).toEqual(before);
  await bar(page).getByRole('button', { name: en.dataset.close, exact: true }).click();
  await expect(bar(page)).toBeHidden();
});

test('500 images, cancelled at the middle and gone on with after a reload, come to what an uninterrupted pass does @slow', async ({ page }) => {
  const zip = waves(500);
  await openApp(page);
  await dropZip(page, 'waves.zip', zip);
  await expect(dialog(page)).toContainText(en.dataset.matched);
  await accessible(page);
  await dialog(page).getByRole('button', { name: en.dataset.start, exact: true }).click();
  const progress = page.getByTestId('dataset-progress');
  await expect(progress).toHaveText(/^1[0-9]\d of 500/);
  await expect(page.getByText(sentence(en.figure.ofDataset, { images: sentence(en.dataset.images, { name: 'waves.zip', n: 500 }) }))).toBeVisible();
  await bar(page).getByRole('button', { name: en.dataset.pause }).press('Enter');
  await expect(bar(page).getByRole('button', { name: en.dataset.resume })).toBeVisible();
  await accessible(page);
  const done = Number((await progress.textContent())!.split(' ')[0]);
  expect(done).toBeGreaterThanOrEqual(100);
  expect(done).toBeLessThan(490);

  await openApp(page);
  await dropZip(page, 'waves.zip', zip);
  await expect(dialog(page)).toContainText(pattern(en.dataset.earlier, { done: /[1-4]\d\d/, total: 500 }));
  await dialog(page).getByRole('button', { name: en.dataset.goOn }).click();
  const whole = { ...Object.fromEntries(['top1', 'low1', 'high1', 'top5', 'low5', 'high5'].map((key) => [key, /[\d.]+(?: %)?/])), n: 500 };
  await expect(accuracy(page)).toHaveText(pattern(en.dataset.accuracy, whole), { timeout: 60_000 });
  const save = () => taken(page, bar(page).getByRole('button', { name: en.dataset.save }));
  const resumed = await save();

  await bar(page).getByRole('button', { name: en.dataset.labels }).click();
  await expect(dialog(page)).toContainText(sentence(en.dataset.earlierAll, { total: 500 }));
  await dialog(page).getByRole('button', { name: en.dataset.anew }).click();
  await expect(progress).toBeVisible();
  await expect(accuracy(page)).toHaveText(pattern(en.dataset.accuracy, whole), { timeout: 60_000 });
  await expect(bar(page).getByRole('button', { name: en.dataset.save })).toBeVisible();
  const uninterrupted = await save();
  const [a, b] = [resumed, uninterrupted].map(({ bytes }) => readSafetensors(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer).tensors);
  expect([...a!.keys()]).toEqual([...b!.keys()]);
  for (const [name, tensor] of a!) {
    if (/mean|std|scale/.test(name)) expect(largestDifference(toFloat32(tensor), toFloat32(b!.get(name)!)), name).toBeLessThan(1e-6);
    else if (!name.endsWith('hist')) expect([...tensor.data], name).toEqual([...b!.get(name)!.data]);
  }

  const text = await accuracy(page).textContent();
  await bar(page).getByRole('button', { name: en.dataset.close, exact: true }).click();
  await expect(bar(page)).toBeHidden();
  await page.getByRole('button', { name: en.sources.dataset }).click();
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), dialog(page).getByRole('button', { name: en.dataset.files }).click()]);
  await chooser.setFiles({ name: 'saved.safetensors', mimeType: 'application/octet-stream', buffer: resumed.bytes });
  await expect(accuracy(page)).toHaveText(text!);
  await expect(bar(page).getByRole('radio', { name: en.dataset.yours })).toBeChecked();
});

test('a network that came without a profile gets one of a labelled set, matched by index, and its frozen gates from there @slow', async ({ page }) => {
  await openApp(page);
  const { preprocessing } = manifest;
  const config = Buffer.from(JSON.stringify({ pretrained_cfg: { input_size: [3, ...preprocessing.size], crop_pct: preprocessing.crop, interpolation: preprocessing.interpolation } }));
  await drop(page, page.getByRole('main'), [{ name: 'mine.safetensors', bytes: readModelFile('weights.safetensors') }, { name: 'config.json', bytes: config }]);
  await expect(page.getByText(en.network.lacks)).toBeVisible({ timeout: 60_000 });
  const id = (name: string) => manifest.classes.find((entry) => entry.name.split(',')[0] === name)!.id;
  const files = { goldfish: ['goldfish.webp', 'dreamed-goldfish.webp'], 'school bus': ['school-bus.jpg', 'dreamed-school-bus.webp'] };
  const entries = Object.entries(files).flatMap(([name, own]) => own.map((file) => [`mine/${id(name)}/${file}`, new Uint8Array(readFileSync(samplePath(file)))] as const));
  await dropZip(page, 'mine.zip', zipSync(Object.fromEntries(entries), { level: 0 }));
  await expect(dialog(page)).toContainText(en.dataset.matched);
  await dialog(page).getByRole('button', { name: en.dataset.start, exact: true }).click();
  await expect(accuracy(page)).toContainText('4 images');
  await expect(bar(page)).toContainText(sentence(en.dataset.ownConstants, { n: 2, others: 2 }));
  await expect(page.getByText(en.network.lacks)).toBeHidden();
  await expect(panel(page, 'SE_5_3')).toBeVisible();
  await expect(page.getByRole('heading', { name: en.rows.title })).toBeAttached();
  await page.getByRole('button', { name: en.gates.quick.lateFrozen }).click();
  await page.getByTestId('dataset-check').getByRole('button').click();
  await expect(page.getByTestId('dataset-check')).toContainText(pattern(en.dataset.changed, { n: 2, change: /.*/, lost: /\d/, gained: /\d/ }));
});

test('images added to a set that was run count on, after a reload too; the same file counts once; what can’t be added says why @slow', async ({ page }) => {
  const sample = (file: string) => new Uint8Array(readFileSync(samplePath(file)));
  const first = zipSync({ 'mine/goldfish/1.webp': sample('goldfish.webp'), 'mine/goldfish/2.webp': sample('dreamed-goldfish.webp'), 'mine/school bus/1.jpg': sample('school-bus.jpg'), 'mine/school bus/2.webp': sample('dreamed-school-bus.webp') }, { level: 0 });
  const more = zipSync({ 'goldfish/again.webp': sample('goldfish.webp'), 'cliff/1.webp': sample('dreamed-cliff.webp'), 'cliff/2.jpg': sample('cliff.jpg') }, { level: 0 });
  const choose = async (name: string, bytes: Uint8Array) => {
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), dialog(page).getByRole('button', { name: en.dataset.files }).click()]);
    await chooser.setFiles({ name, mimeType: 'application/zip', buffer: Buffer.from(bytes) });
  };
  await openApp(page);
  await dropZip(page, 'mine.zip', first);
  await dialog(page).getByRole('button', { name: en.dataset.start, exact: true }).click();
  await expect(accuracy(page)).toContainText('4 images');
  await openApp(page);
  await dropZip(page, 'mine.zip', first);
  await choose('none.zip', zipSync({ 'a/b.md': new Uint8Array(3) }));
  await expect(dialog(page).getByRole('alert')).toHaveText(sentence(en.problem.set.none, { name: 'none.zip' }));
  await expect(dialog(page)).toContainText(sentence(en.dataset.earlierAll, { total: 4 }));
  await choose('more.zip', more);
  await expect(dialog(page)).toContainText(sentence(en.dataset.list, { images: 7, labels: 3 }));
  await expect(dialog(page)).toContainText(sentence(en.dataset.earlier, { done: 4, total: 7 }));
  await dialog(page).getByRole('button', { name: en.dataset.goOn }).click();
  await expect(accuracy(page)).toContainText('6 images');
  await expect(bar(page)).toContainText(en.dataset.repeated_one);
  await expect(bar(page)).toContainText(sentence(en.dataset.title, { name: 'mine.zip + more.zip' }));
});

test('HEIC and SVG in a set are drawn by the page and count; a broken one is named @slow', async ({ page }) => {
  const heic = new Uint8Array(readFileSync('e2e/fixtures/files/picture.heic'));
  const svg = (colour: string) => new TextEncoder().encode(`<svg xmlns="http://www.w3.org/2000/svg" width="90" height="80"><rect width="50" height="60" fill="${colour}"/></svg>`);
  await openApp(page);
  await dropZip(page, 'mine.zip', zipSync({ 'goldfish/1.heic': heic, 'goldfish/2.svg': svg('red'), 'goldfish/3.heic': heic.slice(0, 3000), 'school bus/1.svg': svg('blue'), 'school bus/2.svg': svg('green') }, { level: 0 }));
  await expect(dialog(page)).toContainText(sentence(en.dataset.list, { images: 5, labels: 2 }));
  await dialog(page).getByRole('button', { name: en.dataset.start, exact: true }).click();
  await expect(accuracy(page)).toContainText('4 images', { timeout: 60_000 });
  await expect(bar(page)).toContainText(sentence(en.dataset.unreadable_one, { names: 'goldfish/3.heic' }));
  await expect(panel(page, 'SE_5_3')).toBeVisible();
});

test('a long pass is shared among workers that end with it, and comes to what image after image does @slow', async ({ page, browser }) => {
  test.setTimeout(180_000);
  const images = 600;
  const zip = waves(images);
  const session = await browser.newBrowserCDPSession();
  const hands = async () => (await session.send('Target.getTargets', { filter: [{ type: 'worker' }] })).targetInfos.filter(({ title }) => title === 'hand').length;
  await openApp(page);
  await dropZip(page, 'waves.zip', zip);
  await dialog(page).getByRole('button', { name: en.dataset.start, exact: true }).click();
  await expect.poll(hands, { intervals: [100], timeout: 30_000 }).toBeGreaterThan(1);
  await expect(bar(page).getByRole('button', { name: en.dataset.save })).toBeVisible({ timeout: 120_000 });
  await expect.poll(hands).toBe(0);
  const { bytes } = await taken(page, bar(page).getByRole('button', { name: en.dataset.save }));
  const { tensors } = readSafetensors(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer);

  const kinds = 10;
  const files = Object.values(unzipSync(zip)).map((file) => Buffer.from(file).toString('base64'));
  const { top1, means } = await page.evaluate(async ([texts, count]) => {
    const network = await window.seScope.load(undefined, { backend: 'wasm' });
    const top1: number[] = [];
    const sums = Array.from({ length: count }, () => [] as number[]);
    for (const [i, text] of texts.entries()) {
      const { logits, excitation } = await network.run(new Blob([Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))], { type: 'image/png' }));
      top1.push(logits.indexOf(Math.max(...logits)));
      for (const [c, value] of excitation.SE_5_2!.entries()) sums[i % count]![c] = (sums[i % count]![c] ?? 0) + value;
    }
    network.close();
    return { top1, means: sums.map((sum) => sum.map((value) => value / (texts.length / count))) };
  }, [files, kinds] as const);
  const mean = toFloat32(tensors.get('SE_5_2.mean')!);
  const channels = means[0]!.length;
  const ids = Array.from({ length: kinds }, (_, kind) => kind);
  for (const id of ids) expect(largestDifference(mean.subarray(id * channels, (id + 1) * channels), Float32Array.from(means[id]!)), `class ${id}`).toBeLessThan(1e-5);
  const tally = (list: readonly number[]) => list.toSorted((a, b) => a - b);
  expect(tally([...tensors.get('top1')!.data].map(Number))).toEqual(tally(top1));
});
