import { expect } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { en } from '../src/locales/en';
import { expectedOf } from './expected';
import { rounded } from './numbers';
import { className, manifest, samplePath } from './shipped';
import { drop, type DroppedFile, fileOf, imageButton, input, notice, openApp, predicted, sentence, test } from './support';

const fixture = (name: string): string => new URL(`fixtures/${name}`, import.meta.url).pathname;
const [height, width] = manifest.preprocessing.size;
const { problem } = en;

const bad: [path: string, reason: string][] = [
  ['bad/truncated.jpg', sentence(problem.image.truncated, { name: 'truncated.jpg', format: 'JPEG' })],
  ['bad/empty.png', sentence(problem.image.empty, { name: 'empty.png' })],
  ['bad/text.jpg', sentence(problem.image.text, { name: 'text.jpg' })],
  ['bad/picture.tiff', sentence(problem.image.format, { name: 'picture.tiff', format: 'TIFF' })],
  ['bad/broken.png', sentence(problem.image.broken, { name: 'broken.png', format: 'PNG' })],
];

test('bad files are refused by name and reason while the good ones of the same drop go on', async ({ page }) => {
  await openApp(page);
  await input(page).setInputFiles(samplePath('goldfish.webp'));
  await predicted(page, 'goldfish.webp');
  const rounds = [[bad.slice(0, 3), 'school-bus.jpg'], [bad.slice(3), 'obelisk.png']] as const;
  for (const [refused, good] of rounds) {
    const files: DroppedFile[] = refused.map(([path]) => fileOf(fixture(path)));
    files.splice(1, 0, fileOf(samplePath(good)));
    await drop(page, page.getByRole('main'), files);
    for (const [, reason] of refused) await expect(notice(page, reason)).toBeVisible();
    await predicted(page, good);
  }
  for (const [path] of bad) await expect(imageButton(page, path.split('/')[1]!)).toHaveCount(0);
  await expect(imageButton(page, 'goldfish.webp')).toContainText('%');
});

test('GIF, BMP, AVIF, one pixel and a very wide picture are taken @slow', async ({ page }) => {
  await openApp(page);
  const files = ['animated.gif', 'picture.bmp', 'picture.avif', 'picture.webp', 'grey.jpg', 'grey.png', 'one-pixel.png', 'very-wide.png'];
  await input(page).setInputFiles(files.map((name) => fixture(`files/${name}`)));
  for (const name of files) await predicted(page, name);
  await expect(page.getByRole('img', { name: sentence(en.images.sees, { width, height }) })).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('EXIF orientation is applied, and transparency lies on white', async ({ page }) => {
  expect(readFileSync(samplePath('lighthouse.jpg')).includes('Exif')).toBe(true);
  await openApp(page);
  for (const file of ['lighthouse.jpg', 'spider-web.png']) {
    await input(page).setInputFiles(samplePath(file));
    const [first] = expectedOf(file).live.top5;
    await expect(imageButton(page, file)).toContainText(new RegExp(`${className(first!.class)} (${rounded(100 * first!.probability, 0).source})\\s%`));
  }
});
