import { expect, type Locator, type Page } from '@playwright/test';
import type { BlockId } from '../src/contracts';
import { en } from '../src/locales/en';
import { ko } from '../src/locales/ko';
import { expectedOf, floats } from './expected';
import { count, rounded } from './numbers';
import { blocks, channelsOf, manifest, modelPath, recorded, samplePath, seShape } from './shipped';
import { addImages, beginning, openApp, panel, pattern, sentence, test } from './support';

const parts = ['mixing', 'squeeze', 'excite', 'scale', 'place', 'cost', 'depth', 'last', 'claims', 'doubt'] as const;
type PartId = (typeof parts)[number];
const block: BlockId = 'SE_2_3';
const classes = manifest.defaults.classes.map((id) => manifest.classes[id]!.wordnet).join('.');
const address = `./#m=${manifest.id}&c=${classes}&s=learn`;

const part = (page: Page, id: PartId, words: typeof ko = en as unknown as typeof ko): Locator => page.getByRole('region', { name: words.learn[id].title });
const question = (page: Page, id: PartId): Locator => part(page, id).getByRole('group');
const flow = (page: Page, id: PartId): Locator => part(page, id).getByRole('figure', { name: sentence(en.oneBlock.flow, { block }) });
const drawing = (page: Page): Locator => part(page, 'place').getByRole('figure').first();

/** Answers every question with `right` where it stands among the answers and another before it, and reads both verdicts. */
async function answer(page: Page, id: PartId, right: string | RegExp): Promise<void> {
  const asked = question(page, id);
  const wanted = asked.getByRole('radio', { name: right, ...(typeof right === 'string' && { exact: true }) });
  await expect(wanted, id).toHaveCount(1);
  const others = (await asked.getByRole('radio').all()).length;
  expect(others).toBeGreaterThan(1);
  for (const radio of await asked.getByRole('radio').all()) {
    await radio.check();
    const isRight = await wanted.isChecked();
    await expect(asked.getByRole('status'), id).toContainText(isRight ? en.learn.question.right : en.learn.question.wrong);
  }
}

/** The channel that a slider follows, with its gate. */
async function followed(slider: Locator): Promise<{ channel: number; s: string }> {
  const [, channel, s] = pattern(en.oneBlock.described, { channel: /(\d+)/, z: /[−\d.]+/, s: /([\d.]+)/ }).exec((await slider.getAttribute('aria-valuetext'))!)!;
  return { channel: Number(channel), s: s! };
}

test("every live figure follows the reader's image, and questions are answered from its numbers", async ({ page }) => {
  await openApp(page, address);
  for (const id of ['mixing', 'squeeze', 'excite', 'scale', 'place'] as const) await expect(part(page, id)).toContainText('school-bus.jpg');
  const described = (id: PartId) => flow(page, id).getAttribute('aria-description');
  const before = { flow: await described('mixing'), drawing: await drawing(page).getAttribute('aria-description'), panel: await panel(page, block).getAttribute('aria-description') };
  await addImages(page, samplePath('goldfish.webp'));
  for (const id of ['mixing', 'squeeze', 'excite', 'scale', 'place'] as const) await expect(part(page, id)).toContainText('goldfish.webp');
  for (const id of ['mixing', 'squeeze', 'excite', 'scale'] as const) await expect.poll(() => described(id)).not.toBe(before.flow);
  await expect(drawing(page)).not.toHaveAttribute('aria-description', before.drawing!);
  await expect(panel(page, block)).not.toHaveAttribute('aria-description', before.panel!);
  await expect(part(page, 'last').getByRole('heading', { name: 'goldfish.webp' })).toBeVisible();

  const gates = floats(expectedOf('goldfish.webp').live.excitation[block]!);
  const { channel, s } = await followed(part(page, 'excite').getByRole('slider'));
  expect(s).toMatch(rounded(gates[channel]!, 2));
  await expect(part(page, 'squeeze').locator('[data-column]')).toHaveCount(1);
  await expect(part(page, 'scale').locator('[data-column]')).toHaveCount(3);

  const { width } = manifest.architecture.stages[0] as { width: number };
  const c = channelsOf(block);
  const ofUnit = page.getByRole('button', { name: sentence(en.takeaway.table.of, { of: block }), exact: true });
  await ofUnit.press('Enter');
  const table = page.getByTestId('table-dialog');
  const side = manifest.preprocessing.size[0] / manifest.architecture.stem.stride;
  const shape = `${side} × ${side} × ${c}`;
  // Into the unit, out of both convolutions, scaled, added, after the ReLU.
  await expect(drawing(page).getByText(shape)).toHaveCount(6);
  await expect(table.getByRole('row').filter({ hasText: shape })).toHaveCount(6);
  await page.keyboard.press('Escape');
  await expect(table).toBeHidden();
  await answer(page, 'mixing', count(9 * width));
  await answer(page, 'squeeze', count(c));
  await answer(page, 'excite', new RegExp(`^(?:${rounded(gates[channel]!, 3).source})$`));
  await answer(page, 'cost', count(blocks.reduce((sum, id) => sum + parametersAt(id, manifest.architecture.se.r / 2), 0)));
  const { n, before1, after1 } = recorded({ SE_5_2: 'frozen', SE_5_3: 'frozen' }, 'validation');
  await answer(page, 'last', new RegExp(`^[+−]?(?:${rounded(Math.abs((100 * (after1 - before1)) / n), 1).source}) `));
});

/** Weights and biases of a block's two layers under another reduction. */
function parametersAt(id: BlockId, r: number): number {
  const { c, hidden } = seShape(id, r);
  return 2 * c * hidden + c + hidden;
}

test('a figure opens in One block as it is, by keyboard; gates switched off in the text are off in Explore @slow', async ({ page }) => {
  await openApp(page, address);
  const excite = part(page, 'excite');
  const slider = excite.getByRole('slider');
  await expect(slider).toBeVisible();
  const first = (await followed(slider)).channel;
  await slider.focus();
  await page.keyboard.press('ArrowDown');
  await expect.poll(async () => (await followed(slider)).channel).not.toBe(first);
  const { channel } = await followed(slider);
  const link = excite.getByRole('link', { name: sentence(en.learn.openIn, { view: en.app.block }) });
  const href = (await link.getAttribute('href'))!;
  expect(href).toContain(`n=${channel}`);
  await link.focus();
  await page.keyboard.press('Enter');
  const [, stage, index] = block.split('_');
  await expect(page.getByRole('heading', { name: sentence(en.oneBlock.title, { stage: stage!, index: index! }) })).toBeVisible();
  await expect(page.getByTestId('followed')).toHaveAccessibleName(sentence(en.oneBlock.follow.title, { channel }));

  await page.getByRole('button', { name: en.app.learn, exact: true }).click();
  const contents = page.getByRole('navigation', { name: en.learn.contents }).getByRole('link', { name: en.learn.last.title });
  await contents.focus();
  await page.keyboard.press('Enter');
  await expect(part(page, 'last').getByRole('heading', { name: en.learn.last.title })).toBeInViewport();
  const radios = question(page, 'last').getByRole('radio');
  await radios.first().focus();
  await page.keyboard.press('ArrowRight');
  await expect(radios.nth(1)).toBeChecked();
  await expect(question(page, 'last').getByRole('status')).not.toBeEmpty();
  await part(page, 'last').getByRole('button', { name: en.gates.quick.lateOff }).click();
  await expect(page.getByTestId('outcome')).toContainText(sentence(en.outcome.off, { blocks: 'SE_5_2 and SE_5_3' }));
  await part(page, 'last').getByRole('link', { name: sentence(en.learn.openIn, { view: en.app.explore }) }).click();
  await expect(page.getByRole('button', { name: en.gates.quick.lateOff })).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByRole('heading', { name: en.learn.title })).toHaveCount(0);

  await page.goto('about:blank');
  await openApp(page, href);
  await expect(page.getByTestId('followed')).toHaveAccessibleName(sentence(en.oneBlock.follow.title, { channel }));
});

test('text, recorded figures and their questions are there before the weights', async ({ page }) => {
  let go = (): void => {};
  const released = new Promise<void>((resolve) => (go = resolve));
  await page.route(`**/${modelPath}weights.safetensors`, async (route) => {
    await released;
    await route.continue();
  });
  await page.goto(address);
  for (const id of parts) await expect(part(page, id)).toBeVisible();
  await expect(panel(page, 'SE_5_3')).toBeVisible();
  await expect(part(page, 'doubt').getByRole('figure')).toBeVisible();
  await expect(part(page, 'mixing')).toContainText(en.learn.waiting);
  for (const id of ['mixing', 'squeeze', 'cost', 'depth', 'claims', 'doubt'] as const) await expect(question(page, id).getByRole('radio').first()).toBeVisible();
  await expect(question(page, 'excite')).toHaveCount(0);
  go();
  await expect(question(page, 'excite').getByRole('radio').first()).toBeVisible({ timeout: 60_000 });
});

test('in Korean: the same page, its questions, a picture, and the whole of it on paper @slow', async ({ page }) => {
  await page.addInitScript(() => localStorage.setItem('se-scope.language', 'ko'));
  await page.goto(address);
  for (const id of parts) {
    await expect(part(page, id, ko)).toBeVisible();
    const asked = part(page, id, ko).getByRole('group');
    const radios = asked.getByRole('radio');
    await expect(radios.first(), id).toBeVisible({ timeout: 60_000 });
    let right = 0;
    for (const radio of await radios.all()) {
      await radio.check();
      await expect(asked.getByRole('status')).toContainText(new RegExp(`${ko.learn.question.right}|${ko.learn.question.wrong}`));
      right += Number((await asked.getByRole('status').textContent())!.includes(ko.learn.question.right));
    }
    expect([id, right]).toEqual([id, 1]);
  }
  await page.locator('input[type=file]').setInputFiles(samplePath('goldfish.webp'));
  for (const id of ['mixing', 'squeeze', 'excite', 'scale', 'place'] as const) await expect(part(page, id, ko)).toContainText('goldfish.webp', { timeout: 60_000 });

  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'light');
  await page.setViewportSize({ width: 718, height: 1000 });
  await expect(page.getByRole('banner')).toBeHidden();
  for (const id of parts) await expect(part(page, id, ko).locator('.learnPrinted')).toContainText(beginning(ko.learn.question.answer));
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(718);
  expect((await page.pdf({ format: 'A4' })).length).toBeGreaterThan(100_000);
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
});

