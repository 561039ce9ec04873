import { AxeBuilder } from '@axe-core/playwright';
import { type Page, expect } from '@playwright/test';
import { en } from '../src/locales/en';
import { blocks, className, halves, manifest, readModelFile, samplePath } from './shipped';
import { addImages, imageButton, openApp, pattern, sentence, test } from './support';

const texts = en.compare;
const channels = (page: Page) => page.getByTestId('channels').locator('.channelRow');

async function openCompare(page: Page): Promise<void> {
  await page.getByRole('button', { name: en.app.compare, exact: true }).click();
  await expect(page.getByTestId('pair')).toBeVisible();
  await expect(page.getByTestId('distance')).toBeVisible();
}

/** The largest difference of two classes' means over all channels of all blocks, from the file alone. */
function largestDifference(a: number, b: number): { block: string; channel: number; difference: number } {
  const file = readModelFile('profile.safetensors');
  let most = { block: '', channel: -1, difference: 0 };
  for (const block of blocks) {
    const mean = halves(file, `${block}.mean`);
    const width = mean.length / manifest.classes.length;
    for (let channel = 0; channel < width; channel++) {
      const difference = mean[a * width + channel]! - mean[b * width + channel]!;
      if (Math.abs(difference) > Math.abs(most.difference)) most = { block, channel, difference };
    }
  }
  return most;
}

test('two classes, the channels that tell them apart, and all distances', async ({ page }) => {
  test.setTimeout(180_000);
  await openApp(page);
  await openCompare(page);
  const [a, b] = manifest.defaults.classes as [number, number];
  await expect(page.getByTestId('pair').getByRole('heading')).toContainText(`${className(a)} against ${className(b)}`);

  const { block, channel, difference } = largestDifference(a, b);
  const first = channels(page).first();
  await expect(first).toContainText(block);
  await expect(first).toContainText(sentence(texts.channels.channel, { channel }));
  await expect(first).toContainText(`${difference > 0 ? '+' : '−'}${Math.abs(difference).toFixed(2)}`);
  await first.click();
  const opened = page.getByTestId('opened-channels');
  await expect(opened.getByRole('heading', { level: 2 })).toHaveText(sentence(texts.opened.title, { block, channel }));
  await expect(opened.locator('.rankedClasses li')).toHaveCount(12);

  const counts = page.getByTestId('channel-counts');
  const before = await counts.textContent();
  await page.getByLabel(texts.channels.least).fill('0.4');
  await expect(counts).not.toHaveText(before!);

  const depth = page.getByRole('slider', { name: new RegExp(texts.distances.depth) });
  await depth.focus();
  await page.keyboard.press('End');
  await expect(depth).toHaveAttribute('aria-valuetext', blocks.at(-1)!);
  const matrix = page.getByRole('slider', { name: sentence(texts.distances.label, { block: blocks.at(-1)! }) });
  await matrix.focus();
  await page.keyboard.press('ArrowDown');
  const pair = await matrix.getAttribute('aria-valuetext');
  await page.keyboard.press('Enter');
  const [, x, y] = pattern(texts.distances.pair, { a: /(.+)/, b: /(.+)/, distance: /[\d.]+/ }).exec(pair!) ?? pair!.match(/^(.+) to (.+): /)!;
  await expect(page.getByTestId('pair').getByRole('heading')).toContainText(`${x} against ${y}`);

  await page.getByRole('button', { name: en.app.explore, exact: true }).click();
  await expect(page.getByTestId('figure')).toBeVisible();
});

test('one’s own images: as a class by their label, and alone under live, frozen and off', async ({ page }) => {
  test.setTimeout(180_000);
  await openApp(page);
  const goldfish = manifest.defaults.classes[0]!;
  for (const file of ['goldfish.webp', 'dreamed-goldfish.webp']) {
    await addImages(page, samplePath(file));
    await imageButton(page, file).click();
    await page.getByRole('combobox', { name: en.images.label }).fill(className(goldfish));
    await page.getByRole('option', { name: className(goldfish), exact: true }).click();
  }
  await openCompare(page);
  const mine = sentence(texts.mine, { name: className(goldfish) });
  await page.getByRole('button', { name: sentence(texts.pick, { name: mine }) }).click();
  await page.getByRole('button', { name: sentence(texts.pick, { name: className(goldfish) }), exact: true }).click();
  await expect(page.getByTestId('pair').getByRole('heading')).toContainText(`${mine} against ${className(goldfish)}`);
  await expect(page.getByTestId('pair').getByRole('heading')).toContainText(sentence(texts.images_other, { count: 2 }));
  await expect(page.getByTestId('channel-counts')).toBeVisible();

  await page.getByTestId('image-strip').getByRole('button').first().click();
  await expect(page.getByTestId('channels')).toContainText(texts.channels.untested);
  const row = page.getByTestId('gate-row');
  for (const mode of ['live', 'frozen', 'off'] as const) {
    await expect(row.getByRole('list', { name: sentence(texts.gates.top, { mode: en.gates[mode] }) }).getByRole('listitem')).toHaveCount(3);
  }
});

/** Only colours are other in the dark. */
const schemes = [['light', undefined], ['dark', ['color-contrast']]] as const;

for (const [colorScheme, rules] of schemes) {
  test(`axe finds nothing in the comparison, ${colorScheme} @slow`, async ({ page }) => {
    test.setTimeout(180_000);
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await openApp(page);
    await addImages(page, samplePath('school-bus.jpg'));
    await openCompare(page);
    await channels(page).first().click();
    await page.getByRole('radio', { name: texts.columns, exact: true }).click();
    await expect(page.getByTestId('opened-channels')).toBeVisible();
    const axe = new AxeBuilder({ page });
    const { violations } = await (rules ? axe.withRules([...rules]) : axe).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target, any }) => `${target.join(' ')} ${any[0]?.message ?? ''}`).slice(0, 4).join('; ')}`)).toEqual([]);
  });
}
