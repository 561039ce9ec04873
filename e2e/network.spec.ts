import { expect, type Page } from '@playwright/test';
import { zipSync } from 'fflate';
import { en } from '../src/locales/en';
import { className, manifest, readModelFile, samplePath } from './shipped';
import { addImages, drop, engine, fileOf, imageButton, openApp, panel, predicted, sentence, test } from './support';

const image = 'school-bus.jpg';
const asPyTorch = en.engine.asPyTorch;
const weights = readModelFile('weights.safetensors');
const { architecture, preprocessing } = manifest;
/** Strides leave no trace in a state dict: a 3×3 stem is taken for one that doesn't stride. The shipped weights as such a network's, which sees half the size. */
const described = {
  ...manifest,
  id: 'described',
  name: 'Described',
  architecture: { ...architecture, stem: { ...architecture.stem, stride: 1 } },
  preprocessing: { ...preprocessing, size: preprocessing.size.map((side) => side / architecture.stem.stride) },
  files: { 'weights.safetensors': manifest.files['weights.safetensors'] },
};
const config = Buffer.from(JSON.stringify({ pretrained_cfg: { input_size: [3, ...described.preprocessing.size], crop_pct: preprocessing.crop, interpolation: preprocessing.interpolation } }));

/** Logits of what the page shows. */
const logits = (page: Page) => page.evaluate(() => Array.from(window.seScope.shown()!.live!.logits));
const choice = (page: Page, name: string) => page.getByRole('radio', { name, exact: true });

async function dialog(page: Page) {
  await engine(page).click();
  await page.getByRole('button', { name: en.network.open }).click();
  return page.getByRole('dialog', { name: en.network.dialog });
}

test('weights alone, dropped, are recognised and run; the shipped network comes back with its curves', async ({ page }) => {
  await openApp(page);
  await addImages(page, samplePath(image));
  const shipped = await logits(page);
  await drop(page, page.getByRole('main'), [
    { name: 'model.json', bytes: Buffer.from(JSON.stringify(described)) },
    { name: 'weights.safetensors', bytes: weights },
  ]);
  await expect(engine(page)).toContainText('Described');
  await predicted(page, image);
  const before = await logits(page);
  await page.getByRole('button', { name: en.gates.quick.lateFrozen }).click();
  await drop(page, page.getByRole('main'), [
    { name: 'mine.safetensors', bytes: weights },
    { name: 'config.json', bytes: config },
  ]);
  const { blocks } = manifest.architecture.se;
  await expect(page.getByRole('alert').filter({ hasText: sentence(en.network.looksUnknown, { blocks: blocks.length, se: blocks.length, count: 200 }) })).toBeVisible();
  await expect(engine(page)).toContainText(`mine`);
  await expect(engine(page)).toContainText(en.network.unchecked);
  await expect(page.getByText(en.network.lacks)).toBeVisible();
  await predicted(page, image);
  const own = await logits(page);
  own.forEach((value, i) => expect(Math.abs(value - before[i]!)).toBeLessThan(1e-3));
  const best = own.indexOf(Math.max(...own));
  const prediction = page.getByRole('list', { name: en.predictions.title });
  await expect(prediction).toContainText(`#${best}`);
  await expect(prediction).not.toContainText('→');

  await expect(panel(page, 'SE_5_3')).toBeVisible();
  const provisional = page.getByRole('button', { name: en.network.profile });
  await expect(provisional).toBeDisabled();
  const copies = ['bus-2.jpg', 'fish-1.webp', 'fish-2.webp'].map((name) => ({ name, bytes: fileOf(samplePath(name.startsWith('bus') ? image : 'goldfish.webp')).bytes }));
  await drop(page, page.getByRole('main'), copies);
  for (const { name } of copies) await predicted(page, name);
  await provisional.click();
  await expect(page.getByText(sentence(en.network.provisional, { images: `${sentence(en.network.images_other, { count: 4 })}, ${sentence(en.network.classes_other, { count: 2 })}` }))).toBeVisible();
  await expect(page.getByRole('heading', { name: en.rows.title })).toBeAttached();
  // Frozen is the mean of the class means, each class two equal images here.
  const excitation = () => page.evaluate(() => Array.from(window.seScope.shown()!.live!.excitation.SE_5_3!));
  await imageButton(page, 'fish-1.webp').click();
  const fish = await excitation();
  await imageButton(page, image).click();
  const bus = await excitation();
  await page.getByRole('button', { name: en.gates.quick.lateFrozen }).click();
  await expect(prediction).toContainText('→');
  const gate = await page.evaluate(() => Array.from(window.seScope.shown()!.changed!.gate.SE_5_3!));
  gate.forEach((value, c) => expect(Math.abs(value - (fish[c]! + bus[c]!) / 2)).toBeLessThan(1e-5));

  await engine(page).click();
  const names = manifest.classes.map(({ name }) => name).join('\n');
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: en.network.names }).click()]);
  await chooser.setFiles({ name: 'names.txt', mimeType: 'text/plain', buffer: Buffer.from(names) });
  await expect(prediction).toContainText(className(best));

  await choice(page, manifest.name).check();
  await expect(engine(page)).toContainText(asPyTorch, { timeout: 60_000 });
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('figure').getByRole('figure').first()).toBeVisible();
  await predicted(page, image);
  expect(await logits(page)).toEqual(shipped);
});

test('a zip of a model folder opens with all that it has; what can’t be opened leaves the page as it is @slow', async ({ page }) => {
  await openApp(page);
  await addImages(page, samplePath(image));
  const opened = await dialog(page);
  const choose = async (...files: { name: string; buffer: Buffer }[]) => {
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), opened.getByRole('button', { name: en.network.files }).click()]);
    await chooser.setFiles(files.map((file) => ({ mimeType: 'application/octet-stream', ...file })));
  };
  await choose({ name: 'net.pth', buffer: Buffer.from('x') });
  await expect(opened.getByRole('alert')).toHaveText(sentence(en.problem.network.pickle, { file: 'net.pth' }));
  await choose({ name: 'net.safetensors', buffer: Buffer.from('x') });
  await expect(opened.getByRole('alert')).toHaveText(sentence(en.problem.safetensors.tooShort, { file: 'net.safetensors', bytes: 1 }));
  await expect(engine(page)).toContainText(manifest.name);
  await expect(imageButton(page, image)).toContainText('%');

  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: en.gates.quick.lateFrozen }).click();
  const prediction = page.getByRole('list', { name: en.predictions.title });
  await expect(prediction).toContainText('→');
  const broken = weights.subarray(0, weights.length - 4);
  await drop(page, page.getByRole('main'), [
    { name: 'model.json', bytes: Buffer.from(JSON.stringify({ ...described, name: 'Broken' })) },
    { name: 'weights.safetensors', bytes: broken },
  ]);
  await expect(page.getByRole('alert').filter({ hasText: 'weights.safetensors' })).toBeVisible();
  await expect(engine(page)).toContainText(manifest.name);
  await expect(engine(page)).toContainText(asPyTorch, { timeout: 60_000 });
  await expect(prediction).toContainText('→');
  await expect(page.getByTestId('outcome')).toContainText('SE_5_2 and SE_5_3');
  await expect(imageButton(page, image)).toContainText('%');
  await dialog(page);

  const names = ['model.json', 'README.md', ...Object.keys(manifest.files)];
  const renamed = (name: string, bytes: Buffer) => (name === 'model.json' ? Buffer.from(bytes.toString().replace(manifest.name, 'A copy of mine')) : bytes);
  const zip = zipSync(Object.fromEntries(names.map((name) => [`folder/${name}`, renamed(name, readModelFile(name))])), { level: 1 });
  await choose({ name: 'folder.zip', buffer: Buffer.from(zip) });
  await expect(opened).toBeHidden({ timeout: 60_000 });
  await expect(engine(page)).toContainText('A copy of mine');
  await expect(engine(page)).toContainText(asPyTorch, { timeout: 60_000 });
  await expect(page.getByTestId('figure').getByRole('figure').first()).toBeVisible();
  await predicted(page, image);
});
