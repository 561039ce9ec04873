import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Locator, type Page } from '@playwright/test';
import type { BlockId } from '../src/contracts';
import { en } from '../src/locales/en';
import { expectedOf, floats } from './expected';
import { count, rounded } from './numbers';
import { blocks, halves, manifest, readModelFile, samplePath } from './shipped';
import { addImages, openApp, pattern, sentence, test } from './support';

const file = 'school-bus.jpg';
const view = (page: Page): Locator => page.getByTestId('one-block');
const followed = (page: Page): Locator => page.getByTestId('followed');
const strip = (page: Page): Locator => view(page).getByRole('slider', { name: /^All / });
const flow = (page: Page): Locator => view(page).getByRole('slider', { name: /^The strongest/ });
const number = /[−\d.,]+/;

const title = (block: BlockId): string => {
  const [, stage, index] = block.split('_');
  return sentence(en.oneBlock.title, { stage: stage!, index: index! });
};

/** The figure is of this block, and no older one. */
async function shows(page: Page, block: BlockId): Promise<void> {
  await expect(view(page).getByRole('heading', { name: title(block) })).toBeVisible();
  await expect(view(page).getByRole('figure', { name: sentence(en.oneBlock.flow, { block }) })).toBeVisible();
  await expect(view(page)).toHaveAttribute('aria-busy', 'false');
}

async function open(page: Page, block: BlockId, channel?: number): Promise<void> {
  const classes = manifest.defaults.classes.map((id) => manifest.classes[id]!.wordnet).join('.');
  await openApp(page, `./#m=${manifest.id}&c=${classes}&s=block&u=${block.slice(3).replace('_', '-')}${channel === undefined ? '' : `&n=${channel}`}`);
  await expect(view(page).getByText(en.oneBlock.invite)).toBeVisible();
  await addImages(page, samplePath(file));
  await shows(page, block);
}

/** What the slider says of the channel that is followed. */
async function said(slider: Locator): Promise<{ channel: number; z: string; s: string }> {
  const [, channel, z, s] = pattern(en.oneBlock.described, { channel: /(\d+)/, z: new RegExp(`(${number.source})`), s: new RegExp(`(${number.source})`) }).exec((await slider.getAttribute('aria-valuetext'))!)!;
  return { channel: Number(channel), z: z!, s: s! };
}

test("a followed channel's gate is PyTorch's in every block, by keyboard through blocks and channels", async ({ page }) => {
  await open(page, blocks[0]!);
  const first = view(page).getByRole('radio', { name: blocks[0], exact: true });
  await first.focus();
  for (const [i, block] of blocks.entries()) {
    if (i > 0) await page.keyboard.press('ArrowRight');
    await shows(page, block);
    const expected = floats(expectedOf(file).live.excitation[block]!);
    const { channel, s } = await said(strip(page));
    expect(s, `${block}, channel ${channel}`).toMatch(rounded(expected[channel]!, 2));
    await expect(followed(page).locator('[data-step=excitation]')).toContainText(new RegExp(`= (${rounded(expected[channel]!, 3).source})\\.$`));
  }
  const slider = strip(page);
  const expected = floats(expectedOf(file).live.excitation[blocks.at(-1)!]!);
  const order = [...expected].sort((a, b) => b - a);
  for (const [key, place] of [['Home', 0], ['ArrowRight', 1], ['End', order.length - 1], ['ArrowLeft', order.length - 2]] as const) {
    await slider.press(key);
    await expect(slider).toHaveValue(String(place));
    const { channel, s } = await said(slider);
    expect(s).toMatch(rounded(expected[channel]!, 2));
    expect(Math.abs(expected[channel]! - order[place]!)).toBeLessThan(1e-4);
  }
  const before = (await said(slider)).channel;
  await flow(page).focus();
  await page.keyboard.press('ArrowUp');
  await expect.poll(async () => (await said(slider)).channel).not.toBe(before);
  await expect(followed(page)).toHaveAccessibleName(sentence(en.oneBlock.follow.title, { channel: (await said(slider)).channel }));
});

test('the numbers of every step are those of the weights file @slow', async ({ page }) => {
  const [block, channel] = ['SE_5_2', 131] as const;
  await open(page, block, channel);
  const weights = readModelFile('weights.safetensors');
  const of = (name: string): Float32Array => halves(weights, `layer4.1.se.${name}`);
  const [w1, b1, w2, b2] = ['fc1.weight', 'fc1.bias', 'fc2.weight', 'fc2.bias'].map(of) as [Float32Array, Float32Array, Float32Array, Float32Array];
  const explained = await page.evaluate(async (name) => {
    const network = await window.seScope.load();
    const { values } = await network.explain(await (await fetch(`samples/${name}`)).blob(), 'SE_5_2');
    network.close();
    return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, Array.from(value)]));
  }, file);
  const [U, z, h, s, scaled] = ['U', 'squeeze', 'hidden', 'excitation', 'scaled'].map((name) => explained[`${block}.${name}`]!) as [number[], number[], number[], number[], number[]];
  const channels = z.length;
  z.forEach((value, c) => expect(Math.abs(value - U.filter((_, i) => i % channels === c).reduce((sum, x) => sum + x, 0) / (U.length / channels))).toBeLessThan(1e-5));
  const hidden = Array.from(b1, (bias, j) => Math.max(0, z.reduce((sum, x, c) => sum + x * w1[j * channels + c]!, bias)));
  hidden.forEach((value, j) => expect(Math.abs(value - h[j]!)).toBeLessThan(1e-4));
  const gate = Array.from(b2, (bias, c) => 1 / (1 + Math.exp(-hidden.reduce((sum, x, j) => sum + x * w2[c * hidden.length + j]!, bias))));
  gate.forEach((value, c) => expect(Math.abs(value - s[c]!)).toBeLessThan(1e-4));
  const expected = floats(expectedOf(file).live.excitation[block]!);
  gate.forEach((value, c) => expect(Math.abs(value - expected[c]!)).toBeLessThan(1e-4));
  scaled.forEach((value, i) => expect(Math.abs(value - U[i]! * s[i % channels]!)).toBeLessThan(1e-5));

  const step = (key: string): Locator => followed(page).locator(`[data-step=${key}]`);
  const shown = (value: number): RegExp => rounded(value, 3);
  await expect(step('squeeze')).toContainText(pattern(en.oneBlock.follow.squeeze, { value: shown(z[channel]!) }));
  const given = hidden.map((_, j) => w1[j * channels + channel]! * z[channel]!);
  const unit = given.map(Math.abs).reduce((best, value, j, all) => (value > all[best]! ? j : best), 0);
  await expect(step('hidden')).toContainText(
    pattern(en.oneBlock.follow.hidden, {
      count: hidden.length,
      active: hidden.filter((value) => value > 0).length,
      unit,
      weight: shown(w1[unit * channels + channel]!),
      from: shown(z[channel]!),
      given: new RegExp(`[+]?(${shown(given[unit]!).source})`),
    }),
  );
  const sum = hidden.reduce((total, x, j) => total + x * w2[channel * hidden.length + j]!, 0);
  await expect(step('excitation')).toContainText(
    pattern(en.oneBlock.follow.excitation, { sum: shown(sum), bias: shown(b2[channel]!), total: shown(sum + b2[channel]!), activation: 'σ', value: shown(gate[channel]!) }),
  );
  const own = scaled.filter((_, i) => i % channels === channel);
  await expect(step('scale')).toContainText(pattern(en.oneBlock.follow.scale, { value: shown(gate[channel]!), low: shown(Math.min(...own)), high: shown(Math.max(...own)) }));

  const row = page.getByTestId('block-cost').getByRole('row', { name: new RegExp(`^${manifest.architecture.se.r} ${en.oneBlock.cost.this.replace(/[()]/g, '\\$&')}`) });
  await expect(row.getByRole('cell').first()).toHaveText(count(w1.length + b1.length + w2.length + b2.length));
  await expect(row.getByRole('cell').nth(1)).toHaveText(count(w1.length + w2.length));
});

test('another image, and another gate, are followed at once @slow', async ({ page }) => {
  await open(page, 'SE_5_2', 5);
  await addImages(page, samplePath('goldfish.webp'));
  await expect(view(page).getByRole('heading')).toContainText(['goldfish.webp']);
  const goldfish = floats(expectedOf('goldfish.webp').live.excitation.SE_5_2);
  await expect(followed(page).locator('[data-step=excitation]')).toContainText(new RegExp(`= (${rounded(goldfish[5]!, 3).source})\\.$`));
  await page.getByRole('button', { name: en.app.explore, exact: true }).click();
  await page.getByRole('button', { name: en.gates.quick.lateOff }).click();
  await page.getByRole('button', { name: en.app.block, exact: true }).click();
  await expect(view(page).getByRole('heading')).toContainText([en.oneBlock.changed]);
  await expect(followed(page).locator('[data-step=gate]')).toContainText(sentence(en.oneBlock.follow.gate, { value: '1.000' }));
  const [low, high] = ['input', 'scale'].map((key) => followed(page).locator(`[data-step=${key}]`));
  const range = async (step: Locator): Promise<string[]> => (await step.innerText()).match(/−?\d+\.\d{3}/g)!.slice(-2);
  expect(await range(low!)).toEqual(await range(high!));
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing, and on a phone nothing scrolls sideways, ${colorScheme} @slow`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await open(page, 'SE_3_2');
    for (const width of [1440, 390, 360]) {
      await page.setViewportSize({ width, height: 844 });
      const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).include('main').analyze();
      expect.soft(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.target.join(' ')}`), `${width} px`).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
      const canvas = view(page).locator('canvas');
      const share = await canvas.evaluate((element: HTMLCanvasElement) => {
        const { data } = element.getContext('2d')!.getImageData(0, 0, element.width, element.height);
        return data.filter((value, i) => i % 4 === 3 && value > 0).length / (data.length / 4);
      });
      expect(share).toBeGreaterThan(0.02);
    }
  });
}
