import type { Locator, Page } from '@playwright/test';
import { expect } from '@playwright/test';
import type { BlockId } from '../src/contracts';
import { en } from '../src/locales/en';
import { percent, points, tango } from './numbers';
import { serve } from './overlay';
import { blocks, channelsOf, className, halves, integers, manifest, modelPath, readModelFile, recorded, samplePath } from './shipped';
import { addImages, beginning, blockDialog, engine, imageButton, input, openApp, panel, pattern, predicted, sentence, test } from './support';

const six = ['SE_2_3', 'SE_3_4', 'SE_4_6', 'SE_5_1', 'SE_5_2', 'SE_5_3'] as const;
const classes = manifest.architecture.classes;
const figure = (page: Page): Locator => page.getByTestId('figure');
const panels = (page: Page): Locator => figure(page).getByRole('slider');
const titles = (page: Page): Promise<string[]> => figure(page).getByRole('button', { name: /^(Open )?SE_\d+_\d+$/ }).allInnerTexts();
const legend = (page: Page): Locator => page.getByRole('list', { name: en.figure.legend });
const choose = (page: Page, text: string): Promise<void> => figure(page).getByRole('radio', { name: text, exact: true }).click();

/** What a panel's canvas shows, as text that changes when the picture does. */
const picture = (within: Locator): Promise<string> => within.locator('canvas').evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());

/** Share of a canvas that is painted. */
const painted = (within: Locator): Promise<number> =>
  within.locator('canvas').evaluate((canvas: HTMLCanvasElement) => {
    const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
    return data.filter((value, i) => i % 4 === 3 && value > 0).length / (data.length / 4);
  });

/** From here on, what of the views' buttons and of the figure is moved, by more than an axis takes for its labels, when something comes late. */
async function watchMoves(page: Page): Promise<() => Promise<string[]>> {
  await page.addInitScript(() => {
    const moved: string[] = [];
    Object.assign(window, { moved });
    type Shift = PerformanceEntry & { sources: { node: Node | null; previousRect: DOMRectReadOnly; currentRect: DOMRectReadOnly }[] };
    new PerformanceObserver((list) => {
      for (const { node, previousRect: before, currentRect: after } of (list.getEntries() as Shift[]).flatMap(({ sources }) => sources)) {
        const element = node instanceof Element ? node : node?.parentElement;
        if (element?.closest('#figure, nav') && before.width > 0 && after.width > 0 && Math.hypot(before.x - after.x, before.y - after.y) > 8) {
          moved.push(`${element.tagName}.${element.getAttribute('class')}: ${before.x}, ${before.y} to ${after.x}, ${after.y}`);
        }
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
  return () => page.evaluate(() => (window as unknown as { moved: string[] }).moved);
}

test('curves and rows are there before the weights are, and keep their place while the rest comes', async ({ page }) => {
  const moves = await watchMoves(page);
  let arrive = (): void => {};
  const weights = new Promise<void>((resolve) => (arrive = resolve));
  const site = await serve({ [`${modelPath}weights.safetensors`]: weights });
  try {
    await page.goto(site.address);
    await expect(panels(page)).toHaveCount(6);
    // Where all classes are alike, their curves lie on one another.
    for (const block of six) expect(await painted(panel(page, block)), block).toBeGreaterThan(block === 'SE_5_1' ? 0.004 : 0.015);
    await expect(page.getByRole('button', { name: en.rows.classes })).toBeVisible();
    await expect(page.getByTestId('verdict-depth')).toBeVisible();
    await expect(engine(page)).not.toContainText(manifest.name + ' · wasm');
    await input(page).setInputFiles(samplePath('school-bus.jpg'));
    await expect(imageButton(page, 'school-bus.jpg')).toContainText(en.images.waiting);
    arrive();
    await predicted(page, 'school-bus.jpg');
    await expect(page.getByTestId('training').getByRole('slider')).toBeVisible();
    await expect(page.getByRole('heading', { name: en.siblings.title })).toBeAttached();
    expect(await moves()).toEqual([]);
  } finally {
    arrive();
    await site.close();
  }
});

test("the paper's six, all blocks, the paper's order, the heat map", async ({ page }) => {
  await openApp(page);
  expect(await titles(page)).toEqual([...six]);
  await choose(page, sentence(en.figure.all, { value: blocks.length }));
  await expect(panels(page)).toHaveCount(blocks.length);
  expect(await titles(page)).toEqual(blocks);
  for (const { id } of manifest.architecture.stages) {
    await expect(figure(page).getByRole('heading', { name: sentence(en.figure.stage, { stage: id }) })).toBeVisible();
  }
  const widths = await figure(page).getByRole('figure').evaluateAll((list) => list.map((element) => Math.round(element.getBoundingClientRect().width)));
  expect(new Set(widths).size).toBe(1);
  await choose(page, en.figure.paperSix);

  const sorted = await picture(panel(page, 'SE_4_6'));
  await choose(page, en.figure.paperOrder);
  const shown = (block: BlockId) => Math.min(50, channelsOf(block));
  for (const value of new Set(six.map(shown))) {
    await expect(figure(page).getByText(sentence(en.figure.channels, { value }), { exact: true })).toHaveCount(six.filter((block) => shown(block) === value).length);
  }
  await expect.poll(() => picture(panel(page, 'SE_4_6'))).not.toBe(sorted);
  const slider = panel(page, 'SE_4_6').getByRole('slider');
  await slider.press('Home');
  await expect(slider).toHaveAttribute('aria-valuetext', /channel 0\b/);
  await slider.press('End');
  await expect(slider).toHaveValue('49');
  await choose(page, en.figure.sorted);

  await choose(page, en.figure.heat);
  const map = page.getByRole('figure', { name: `SE_5_2: ${en.figure.heatLabel}` });
  expect(await painted(map)).toBe(1);
  const cell = map.getByRole('slider');
  await cell.focus();
  for (const key of ['ArrowRight', 'ArrowRight', 'ArrowDown', 'ArrowDown', 'ArrowDown']) await cell.press(key);
  await expect(cell).toHaveValue('2');
  const said = /^(.+), channel (\d+): ([\d.]+) ± ([\d.]+)$/.exec((await cell.getAttribute('aria-valuetext'))!)!;
  expect(said[1]).toBe(className(3));
  const profile = readModelFile('profile.safetensors');
  for (const [part, text] of [['mean', said[3]], ['std', said[4]]] as const) {
    const values = halves(profile, `SE_5_2.${part}`);
    expect(Math.abs(Number(text) - values[3 * (values.length / classes) + Number(said[2])]!)).toBeLessThan(0.0051);
  }
});

test('a class keeps its colour while others come and go, and shows its spread', async ({ page }) => {
  await openApp(page);
  const defaults = manifest.defaults.classes.map(className);
  const button = (name: string): Locator => legend(page).getByRole('button', { name: sentence(en.figure.sdOf, { name }), exact: true });
  const colour = (name: string): Promise<string> => button(name).locator('span').evaluate((element) => getComputedStyle(element).color);
  const before = await Promise.all(defaults.map(colour));
  expect(new Set(before).size).toBe(defaults.length);

  const [first, second, ...others] = defaults;
  const bare = await picture(panel(page, 'SE_4_6'));
  await button(first!).click();
  await expect(button(first!)).toHaveAttribute('aria-pressed', 'true');
  await expect.poll(() => picture(panel(page, 'SE_4_6'))).not.toBe(bare);
  await button(first!).click();
  await expect.poll(() => picture(panel(page, 'SE_4_6'))).toBe(bare);

  const added = manifest.classes.find(({ id }) => !manifest.defaults.classes.includes(id) && id > 100)!;
  await page.getByRole('button', { name: en.figure.addClass }).click();
  await page.getByRole('button', { name: sentence(en.figure.removeClass, { name: second! }) }).click();
  const search = page.getByRole('combobox', { name: en.figure.pick });
  await search.fill(added.wordnet!);
  await page.getByRole('option', { name: className(added.id), exact: true }).click();
  await page.keyboard.press('Escape');
  await expect(button(className(added.id))).toBeVisible();
  await expect(button(second!)).toHaveCount(0);
  expect(await Promise.all([first!, ...others].map(colour))).toEqual([before[0], ...before.slice(2)]);
  expect(await colour(className(added.id))).toBe(before[1]);
});

test('the rows and the verdicts say what the files say', async ({ page }) => {
  await openApp(page);
  const columns = page.getByRole('figure', { name: en.rows.title });
  const profile = readModelFile('profile.safetensors');
  await expect(columns.getByRole('button', { name: sentence(en.rows.readoutUnknown) })).toHaveCount(0);
  for (const block of blocks) {
    const { gained, lost, n } = recorded({ [block]: 'frozen' }, 'validation');
    const shown = points(tango(gained, lost, n));
    const said = gained < lost ? en.rows.readoutLost : en.rows.readoutGained;
    await expect(columns.getByRole('button', { name: new RegExp(`^${block} `) })).toHaveAccessibleName(
      pattern(said, { ...shown, points: shown.value }),
    );
  }
  await page.getByRole('button', { name: en.rows.classes }).click();
  for (const text of [en.rows.scale, en.rows.rest, en.rows.above]) await expect(columns.getByText(text, { exact: true })).toBeVisible();
  await page.getByRole('button', { name: en.rows.classes }).click();
  await expect(columns.getByText(en.rows.rest, { exact: true })).toHaveCount(0);

  const states = new RegExp(`(${en.story.agrees}|${en.story.disagrees}|${en.story.unclear})$`);
  for (const id of ['depth', 'saturation', 'pattern'] as const) {
    const verdict = page.getByTestId(`verdict-${id}`);
    await expect(verdict.locator('summary')).toHaveText(states);
    await expect(verdict.getByRole('paragraph')).toBeHidden();
    await verdict.locator('summary').click();
    await expect(verdict.getByRole('paragraph')).toContainText('ours');
  }
  const counts = integers(profile, 'SE_5_2.hist');
  const sum = (from: number): number => counts.reduce((total, value, i) => total + (i % 40 >= from ? value : 0), 0);
  await expect(page.getByTestId('verdict-saturation').getByRole('paragraph')).toContainText(percent(sum(36) / sum(0), 0));
  await expect(page.getByText(en.story.thresholds)).toBeVisible();
});

test('a block opens large, and the channel pointed at is the same in its whole stage', async ({ page }) => {
  await openApp(page);
  await addImages(page, samplePath('school-bus.jpg'));
  const plot = panel(page, 'SE_5_2').locator('svg.over');
  await plot.hover({ position: { x: 70, y: 60 } });
  const said = panel(page, 'SE_5_2').getByRole('slider');
  await expect(said).toHaveAttribute('aria-valuetext', new RegExp(beginning(en.figure.readoutImage)));
  const [, channel, image] = /channel (\d+) .* ([\d.]+)$/.exec((await said.getAttribute('aria-valuetext'))!)!;
  for (const block of ['SE_5_1', 'SE_5_3'] as const) {
    await expect(panel(page, block).getByRole('slider')).toHaveAttribute('aria-valuetext', new RegExp(`channel ${channel} `));
  }
  const readout = page.getByTestId('readout');
  await expect(readout).toContainText(sentence(en.figure.channel, { channel: channel! }));
  await expect(readout.locator('tr', { hasText: 'SE_5_2' })).toContainText(image!);
  await plot.click({ position: { x: 70, y: 60 } });
  const dialog = blockDialog(page, 'SE_5_2');
  await expect(dialog).toBeVisible();
  const counts = integers(readModelFile('profile.safetensors'), 'SE_5_2.hist');
  const total = counts.reduce((a, b) => a + b, 0);
  const last = counts.reduce((a, b, i) => a + (i % 40 === 39 ? b : 0), 0);
  const histogram = dialog.getByRole('slider', { name: en.block.values });
  await histogram.press('End');
  await expect(histogram).toHaveAttribute('aria-valuetext', new RegExp(`1\\.00: ${percent(last / total).replace(' ', '\\s')}`));
  await expect(dialog.getByText(en.block.standOut)).toBeVisible();
  await expect(dialog.getByRole('row', { name: en.figure.image }).getByRole('button')).toHaveCount(5);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
});
