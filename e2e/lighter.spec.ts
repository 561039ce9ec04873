import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, type Locator, type Page } from '@playwright/test';
import { openOnnx } from '../src/network/onnx/onnxRuntime.fixture';
import { python, runPython } from '../src/network/pytorch/python.fixture';
import { en } from '../src/locales/en';
import { ko } from '../src/locales/ko';
import { readZip, taken } from './files';
import { count, percent, rounded, wilson } from './numbers';
import { manifest, recorded, samplePath, seParameters, seWork } from './shipped';
import { addImages, beginning, engine, imageButton, largestDifference, openApp, pattern, predicted, sentence, test } from './support';

const texts = en.lighter;
const late = ['SE_5_2', 'SE_5_3'] as const;
const image = 'school-bus.jpg';
const logits = (page: Page, of: 'live' | 'changed') => page.evaluate((which) => Array.from(window.seScope.shown()![which]!.logits), of);

/** Opens what the late blocks leave, frozen. */
async function openLighter(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: en.gates.quick.lateFrozen, exact: true }).click();
  await expect(page.getByTestId('outcome')).toBeVisible();
  await page.getByRole('button', { name: en.outcome.lighter, exact: true }).click();
  const dialog = page.getByRole('dialog', { name: texts.title });
  await expect(dialog.getByTestId('lighter')).toBeVisible();
  return dialog;
}

test('the lighter network as a model folder opens again, with the same predictions', async ({ page }, info) => {
  await openApp(page);
  await addImages(page, samplePath(image));
  const dialog = await openLighter(page);
  const saved = late.reduce((sum, block) => sum + seParameters(block), 0);
  const work = late.reduce((sum, block) => sum + seWork(block), 0);
  const row = (name: string) => dialog.getByTestId('lighter-cost').getByRole('row').filter({ has: page.getByRole('rowheader', { name, exact: true }) }).getByRole('cell');
  await expect(row(en.outcome.table.parameters)).toHaveText([count(manifest.parameters), count(manifest.parameters - saved), `${count(saved)} ${percent(saved / manifest.parameters)}`]);
  await expect(row(en.outcome.table.macs).last()).toContainText(count(work));
  await expect(dialog).toContainText(sentence(texts.fate.out, { blocks: late.join(', ') }));
  const before = await logits(page, 'changed');

  const zip = await taken(page, dialog.getByRole('button', { name: texts.files.folder }));
  expect(zip.name).toBe(`${manifest.id}-lighter.zip`);
  await expect(dialog.getByRole('status').last()).toHaveText(pattern(texts.files.done_other, { file: zip.name, difference: /\S+/, count: 8 }));
  await page.keyboard.press('Escape');
  const written = JSON.parse(readZip(zip.bytes).find(({ name }) => name.endsWith('/model.json'))!.bytes.toString()) as typeof manifest;
  expect(written.parameters).toBe(manifest.parameters - saved);

  const path = info.outputPath(zip.name);
  writeFileSync(path, zip.bytes);
  await engine(page).click();
  await page.getByRole('button', { name: en.network.open }).click();
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: en.network.files }).click()]);
  await chooser.setFiles(path);
  await expect(engine(page)).toContainText(beginning(texts.name.replace('{{name}}', manifest.name)), { timeout: 30_000 });
  await expect(engine(page)).toContainText(beginning(en.engine.asWritten));
  await predicted(page, image);
  expect(largestDifference(await logits(page, 'live'), before)).toBeLessThan(1e-4);
  await expect(imageButton(page, image)).toContainText('%');
});

/** Ten pictures of the network's own size, from plain to noise, so that nothing is resized: RGB bytes. */
function tenPictures(): number[][] {
  const [height, width] = manifest.preprocessing.size;
  let seed = 1;
  const random = () => (seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0) / 2 ** 32;
  return Array.from({ length: 10 }, (_, i) => {
    const cell = 2 ** (i % 6);
    const colours = Array.from({ length: 3 * height * width }, () => Math.floor(256 * random()));
    return Array.from({ length: 3 * height * width }, (__, at) => {
      const [pixel, channel] = [Math.floor(at / 3), at % 3];
      const [row, column] = [Math.floor(pixel / width / cell), Math.floor((pixel % width) / cell)];
      return colours[3 * (row * width + column) + channel]!;
    });
  });
}

/** [10, H, W, 3] flat, normalised. */
function normalised(pictures: readonly number[][]): Float32Array {
  const { mean, std } = manifest.preprocessing;
  return Float32Array.from(pictures.flat(), (value, i) => (value / 255 - mean[i % 3]!) / std[i % 3]!);
}

/** What the page's own engine makes of them with the late blocks frozen, [10, K] flat. */
function engineLogits(page: Page, pictures: readonly number[][]): Promise<number[]> {
  const [height, width] = manifest.preprocessing.size;
  return page.evaluate(
    async ({ images, size }) => {
      const network = await window.seScope.load();
      const all: number[] = [];
      for (const rgb of images) {
        const data = new ImageData(size[1]!, size[0]!);
        for (let i = 0; i < rgb.length / 3; i++) data.data.set([rgb[3 * i]!, rgb[3 * i + 1]!, rgb[3 * i + 2]!, 255], 4 * i);
        all.push(...(await network.run(data, { SE_5_2: 'frozen', SE_5_3: 'frozen' })).logits);
      }
      network.close();
      return all;
    },
    { images: pictures, size: [height, width] },
  );
}

/** Logits of ten normalised images from the folder's model.py, printed as JSON. */
const DRIVER = `import json, sys
sys.path.insert(0, sys.argv[1])
import torch
from model import load
with open(sys.argv[1] + "/ten.f32", "rb") as file:
    images = torch.frombuffer(bytearray(file.read()), dtype=torch.float32).reshape(10, *map(int, sys.argv[2:4]), 3)
with torch.no_grad():
    print(json.dumps(load(sys.argv[1] + "/weights.safetensors")(images.permute(0, 3, 1, 2)).flatten().tolist()))
`;

test('ONNX in onnxruntime and model.py in PyTorch give the logits of the page, on ten images @slow', async ({ page }, info) => {
  await openApp(page);
  const pictures = tenPictures();
  const [height, width] = manifest.preprocessing.size;
  const expected = await engineLogits(page, pictures);
  const dialog = await openLighter(page);

  const onnx = await taken(page, dialog.getByRole('button', { name: texts.files.onnx }));
  expect(onnx.name).toBe(`${manifest.id}-lighter.onnx`);
  const run = await openOnnx(onnx.bytes);
  expect(largestDifference(await run.logits({ shape: [10, height, width, 3], data: normalised(pictures) }), expected)).toBeLessThan(1e-3);
  await run.release();

  const zip = await taken(page, dialog.getByRole('button', { name: texts.files.folder }));
  if (!python) {
    info.annotations.push({ type: 'PyTorch', description: 'model.py was not run: no Python with torch on this machine' });
    return;
  }
  const root = info.outputPath('written');
  for (const { name, bytes } of readZip(zip.bytes)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), bytes);
  }
  const folder = join(root, `${manifest.id}-lighter`);
  writeFileSync(join(folder, 'ten.f32'), normalised(pictures));
  expect(Number(/[\d.e-]+$/.exec(runPython([join(folder, 'model.py')]).trim())![0])).toBeLessThan(1e-3);
  expect(largestDifference(JSON.parse(runPython(['-c', DRIVER, folder, String(height), String(width)])) as number[], expected)).toBeLessThan(1e-3);
  rmSync(root, { recursive: true });
});

test('both networks are timed in turns, which can be cancelled; the sentence says whether it can be told from noise @slow', async ({ page }) => {
  await openApp(page);
  const dialog = await openLighter(page);
  const measure = dialog.getByRole('button', { name: texts.time.measure });
  await measure.click();
  await dialog.getByRole('button', { name: en.common.cancel }).click();
  await expect(measure).toBeVisible();
  await expect(dialog.getByTestId('lighter-time')).toHaveCount(0);
  await measure.click();
  const found = dialog.getByTestId('lighter-time');
  await expect(found).toBeVisible({ timeout: 60_000 });
  const number = /−?[\d.]+/;
  const said = [texts.time.saves, texts.time.costs, texts.time.noise].map((text) => pattern(text, { saved: number, percent: /[\d.]+ %/, low: number, high: number }).source);
  await expect(found.getByRole('status')).toHaveText(new RegExp(said.join('|')));
  const where = [texts.time.where_one, texts.time.where_other].map((text) => pattern(text, { backend: 'wasm', count: /\d+/, n: /\d+/ }).source);
  await expect(found).toContainText(new RegExp(where.join('|')));
  expect(Number(/(\d+) turns/.exec((await found.textContent())!)![1])).toBeGreaterThanOrEqual(30);
});

test('the report on a setting stands alone as a file: the numbers of the page, figures inline, in both languages, printable @slow', async ({ page, watch }, info) => {
  watch.allow(/^request to file:/);
  await openApp(page);
  const dialog = await openLighter(page);
  const found = recorded({ SE_5_2: 'frozen', SE_5_3: 'frozen' }, 'validation');
  const written = await taken(page, dialog.getByRole('button', { name: texts.files.report, exact: true }));
  expect(written.name).toBe(`${manifest.id}-lighter.html`);
  await expect(dialog).toContainText(sentence(texts.files.written, { file: written.name }));
  const path = info.outputPath(written.name);
  writeFileSync(path, written.bytes);
  const tab = await page.context().newPage();
  await tab.goto(`file://${path}`);
  await expect(tab.getByRole('heading', { level: 1 })).toHaveText(sentence(en.report.title, { name: manifest.name }));
  const interval = ({ value, low, high }: ReturnType<typeof wilson>) => {
    const [middle, below, above] = [value, low, high].map((share) => `(${rounded(100 * share, 1).source})\\s%`);
    return new RegExp(`^${middle} \\(${below} to ${above}\\)$`);
  };
  const row = (name: string) => tab.getByRole('row').filter({ has: tab.getByRole('rowheader', { name, exact: true }) }).first().getByRole('cell');
  await expect(row(en.lighter.before).first()).toHaveText(interval(wilson(found.before1, found.n)));
  await expect(row(en.outcome.table.after).first()).toHaveText(interval(wilson(found.after1, found.n)));
  await expect(row(en.report.accuracy.flips).first()).toHaveText(`${count(found.lost)}, ${count(found.gained)}`);
  const saved = late.reduce((sum, block) => sum + seParameters(block), 0);
  await expect(row(en.outcome.table.parameters).last()).toHaveText(`${count(saved)} (${percent(saved / manifest.parameters)})`);
  for (const words of [en.report.caveats.retrained, en.report.time.unmeasured, en.report.classes.caption, en.remove.harmed.note, sentence(en.report.data.recorded, { n: count(found.n) }), 'SE_5_2']) await expect(tab.getByRole('main')).toContainText(words);
  await expect(tab.getByRole('link')).toHaveAttribute('href', /#.*g=5-2f\.5-3f/);
  const figures = tab.locator('figure > svg');
  await expect(figures.first()).toBeVisible();
  for (const figure of await figures.all()) expect((await figure.boundingBox())!.width).toBeGreaterThan(300);
  expect((await tab.pdf({ format: 'A4' })).length).toBeGreaterThan(10_000);
  await tab.close();

  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: en.app.language }).click();
  await page.getByRole('button', { name: ko.outcome.lighter, exact: true }).click();
  const korean = await taken(page, page.getByRole('button', { name: ko.lighter.files.report, exact: true }));
  expect(korean.bytes.toString()).toContain('<html lang="ko">');
  expect(korean.bytes.toString()).toContain(ko.report.caveats.retrained);
});

test('batch norms repaired on one’s own images: too few are refused, what it does is counted, and the repaired network opens again @slow', async ({ page }, info) => {
  test.setTimeout(240_000);
  await openApp(page);
  await addImages(page, samplePath(image));
  const dialog = await openLighter(page);
  await dialog.getByRole('button', { name: sentence(texts.repair.start_one) }).click();
  await expect(dialog.getByRole('alert')).toHaveText(sentence(en.problem.repair.images, { needed: 16, found: 1 }));
  await page.keyboard.press('Escape');
  const samples = readdirSync('public/samples').filter((name) => /\.(jpg|webp|png)$/.test(name) && name !== image).slice(0, 17);
  await addImages(page, ...samples.map(samplePath));
  await page.getByRole('button', { name: en.outcome.lighter, exact: true }).click();
  const start = dialog.getByRole('button', { name: sentence(texts.repair.start_other, { count: samples.length + 1 }) });
  await start.click();
  const found = dialog.getByTestId('lighter-repair');
  await expect(found.getByRole('status')).toHaveText(pattern(texts.repair.same, { layers: 2, n: samples.length + 1, before: /\d+/, after: /\d+/ }), { timeout: 60_000 });
  await found.getByRole('switch', { name: texts.repair.take }).check();
  const zip = await taken(page, dialog.getByRole('button', { name: texts.files.folder }));
  expect(zip.name).toBe(`${manifest.id}-repaired.zip`);
  const files = new Map(readZip(zip.bytes).map(({ name, bytes }) => [name.split('/')[1]!, bytes]));
  expect(JSON.parse(files.get('model.json')!.toString())).toMatchObject({ provenance: { retrained: false, repaired: { images: samples.length + 1 } } });
  await page.keyboard.press('Escape');
  const path = info.outputPath(zip.name);
  writeFileSync(path, zip.bytes);
  await engine(page).click();
  await page.getByRole('button', { name: en.network.open }).click();
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: en.network.files }).click()]);
  await chooser.setFiles(path);
  await expect(engine(page)).toContainText(en.engine.asWritten, { timeout: 60_000 });
});
