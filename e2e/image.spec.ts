import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { en } from '../src/locales/en';
import { expectedOf, floats } from './expected';
import { rounded } from './numbers';
import { blocks, className, manifest, samplePath } from './shipped';
import { addImages, drop, fileOf, imageButton, largestDifference, openApp, panel, predicted, sentence, shownNumbers, test } from './support';

const [height, width] = manifest.preprocessing.size;
const sees = sentence(en.images.sees, { width, height });

/** The chosen image's crop, top five and their probabilities are PyTorch's, as far as they are shown. */
async function expectAsPyTorch(page: Page, file: string, shown = file): Promise<void> {
  const { crop, live } = expectedOf(file);
  await expect(page.getByRole('region', { name: shown })).toBeVisible();
  const bars = page.getByRole('list', { name: en.predictions.title }).getByRole('listitem');
  await expect(bars).toHaveCount(5);
  for (const [i, { class: id, probability }] of live.top5.entries()) {
    await expect(bars.nth(i)).toContainText(className(id));
    await expect(bars.nth(i)).toHaveText(new RegExp(`(${rounded(probability, 2).source})$`));
  }
  const row = page.getByRole('listitem').filter({ has: imageButton(page, shown) });
  const top = row.getByRole('list').getByRole('listitem');
  for (const [i, { class: id, probability }] of live.top5.entries()) {
    await expect(top.nth(i)).toHaveText(new RegExp(`^${className(id)}\\s*(${rounded(100 * probability, 0).source})\\s%$`));
  }
  const pixels = await page.getByRole('img', { name: sees }).evaluate((canvas: HTMLCanvasElement) => {
    const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
    return Array.from(data.filter((_, i) => i % 4 !== 3));
  });
  const differ = Buffer.from(crop, 'base64').filter((value, i) => value !== pixels[i]).length;
  expect(differ, `bytes of the crop of ${file} that differ`).toBe(0);
}

test('a dropped JPEG, a chosen PNG and a pasted WebP are seen as PyTorch sees them', async ({ page, context }) => {
  await openApp(page);
  await drop(page, page.getByRole('main'), [fileOf(samplePath('school-bus.jpg'))]);
  await predicted(page, 'school-bus.jpg');
  await expectAsPyTorch(page, 'school-bus.jpg');

  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('region', { name: en.images.title }).getByRole('button', { name: en.images.choose }).click();
  await (await chooser).setFiles(samplePath('obelisk.png'));
  await predicted(page, 'obelisk.png');
  await expectAsPyTorch(page, 'obelisk.png');

  const webp = readFileSync(samplePath('goldfish.webp')).toString('base64');
  await page.evaluate((base64) => {
    const clipboardData = new DataTransfer();
    clipboardData.items.add(new File([Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))], 'goldfish.webp', { type: 'image/webp' }));
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, webp);
  await predicted(page, 'goldfish.webp');
  await expectAsPyTorch(page, 'goldfish.webp');

  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const png = readFileSync(samplePath('obelisk.png')).toString('base64');
  await page.evaluate(async (base64) => {
    const blob = new Blob([Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))], { type: 'image/png' });
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': blob })]);
  }, png);
  await page.keyboard.press('Control+V');
  await predicted(page, 'image.png');
  await expectAsPyTorch(page, 'obelisk.png', 'image.png');
  await expect(page.getByText(sentence(en.images.knows, { count: manifest.classes.length }))).toBeVisible();
});

test("an image's excitations in all sixteen blocks are PyTorch's", async ({ page }) => {
  const file = 'school-bus.jpg';
  await openApp(page);
  await addImages(page, samplePath(file));
  await page.getByRole('radio', { name: sentence(en.figure.all, { value: blocks.length }), exact: true }).click();
  const expected = Object.fromEntries(blocks.map((block) => [block, floats(expectedOf(file).live.excitation[block]!)]));
  const { live } = await shownNumbers(page);
  for (const block of blocks) expect(largestDifference(live!.excitation[block]!, expected[block]!), block).toBeLessThan(1e-4);
  await page.mouse.move(0, 0);
  let read = 0;
  for (const { id } of manifest.architecture.stages) {
    const stage = blocks.filter((block) => block.startsWith(`SE_${id}_`));
    expect(stage.length).toBeGreaterThan(0);
    const slider = panel(page, stage[0]!).getByRole('slider');
    await slider.press('Home');
    for (const keys of [['ArrowRight'], ['ArrowRight', 'ArrowRight'], ['PageUp', 'PageUp'], ['PageUp', 'PageUp', 'PageUp'], ['End'], ['ArrowLeft']]) {
      const before = await slider.inputValue();
      for (const key of keys) await slider.press(key);
      await expect(slider).not.toHaveValue(before);
      const channel = /channel (\d+)/.exec((await slider.getAttribute('aria-valuetext'))!)![1]!;
      for (const block of stage) {
        const image = new RegExp(`channel ${channel} .*${sentence(en.figure.readoutImage, { value: `(${rounded(expected[block]![Number(channel)]!, 2).source})` })}`);
        await expect(panel(page, block).getByRole('slider')).toHaveAttribute('aria-valuetext', image);
        read++;
      }
    }
  }
  expect(read).toBe(6 * 16);
});

test('many images at once: look into each, say what it is, remove, clear @slow', async ({ page }) => {
  await openApp(page);
  const files = ['school-bus.jpg', 'spider-web.png', 'goldfish.webp', 'lighthouse.jpg'];
  await addImages(page, ...files.map(samplePath));
  for (const file of files) {
    await imageButton(page, file).click();
    await expect(imageButton(page, file)).toHaveAttribute('aria-pressed', 'true');
    await expectAsPyTorch(page, file);
  }
  const { top5 } = expectedOf('lighthouse.jpg').live;
  const truth = manifest.classes.find(({ id }) => id === top5[1]!.class)!;
  const label = page.getByRole('combobox', { name: en.images.label });
  await label.fill(className(truth.id).slice(1, 6));
  await page.getByRole('option', { name: className(truth.id), exact: true }).click();
  await expect(page.getByText(sentence(en.images.right, { rank: 2 }))).toBeVisible();
  await label.fill('no such class as this');
  await expect(page.getByText(en.images.noLabel)).toBeVisible();
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: sentence(en.images.remove, { name: 'lighthouse.jpg' }) }).click();
  await expect(imageButton(page, 'lighthouse.jpg')).toHaveCount(0);
  await expect(imageButton(page, 'goldfish.webp')).toHaveAttribute('aria-pressed', 'true');
  await page.getByRole('button', { name: en.images.clear }).click();
  for (const file of files) await expect(imageButton(page, file)).toHaveCount(0);
  await expect(page.getByText(en.images.empty)).toBeVisible();
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('region', { name: en.images.title }).getByRole('button', { name: en.images.choose }).click();
  await (await chooser).setFiles(files.map(samplePath));
  for (const file of files) await predicted(page, file);
});

test('a sample is one click away, and says how it was made', async ({ page }) => {
  await openApp(page);
  const samples: { file: string; kind: keyof typeof en.images.kinds; class: number }[] = JSON.parse(
    readFileSync(samplePath('samples.json'), 'utf8'),
  );
  expect(samples.length).toBeGreaterThanOrEqual(12);
  for (const { class: id, kind } of samples) {
    await expect(page.getByRole('button', { name: sentence(en.images.addSample, { name: className(id), kind: en.images.kinds[kind] }), exact: true })).toBeVisible();
  }
  const { file, class: id, kind } = samples.find((sample) => sample.file === 'goldfish.webp')!;
  await page.getByRole('button', { name: sentence(en.images.addSample, { name: className(id), kind: en.images.kinds[kind] }), exact: true }).click();
  await predicted(page, basename(file));
  await expectAsPyTorch(page, file);
});
