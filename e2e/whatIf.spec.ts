import { expect, type Page } from '@playwright/test';
import type { BlockId, GateChoices } from '../src/contracts';
import { en } from '../src/locales/en';
import { rounded } from './numbers';
import { blocks, className, halves, manifest, modelPath, readModelFile, samplePath } from './shipped';
import { addImages, beginning, blockDialog, openApp, panel, sentence, test } from './support';

const { transplant } = en.compare;
const file = 'goldfish.webp';
const classOf = (name: string): number => manifest.classes.find(({ id }) => className(id) === name)!.id;
const beforeAfter = (before: number, after: number): RegExp => new RegExp(`^(?:${rounded(before, 2).source}) → (?:${rounded(after, 2).source})$`);
const [goldfish, chihuahua] = [classOf('goldfish'), classOf('Chihuahua')];

/** A class's mean gates in a block, from the profile's file. */
function meanGates(block: BlockId, id: number): number[] {
  const all = halves(readModelFile('profile.safetensors'), `${block}.mean`);
  const channels = all.length / manifest.classes.length;
  return Array.from(all.slice(id * channels, (id + 1) * channels));
}

/** The image's probabilities under gates, run beside the page by the scripting interface. */
const runBeside = (page: Page, choices: Record<string, { constant?: number[]; channels?: number[]; set?: number }>): Promise<number[]> =>
  page.evaluate(
    async ({ name, path, asked }) => {
      const network = await window.seScope.load(path);
      const gates = Object.fromEntries(
        Object.entries(asked).map(([block, { constant, channels, set }]) => [
          block,
          { base: constant ? { kind: 'constant', values: Float32Array.from(constant) } : { kind: 'live' }, ...(channels && { edits: [{ channels, how: 'set', value: set! }] }) },
        ]),
      ) as GateChoices;
      const { probabilities } = await network.run(await (await fetch(`samples/${name}`)).blob(), gates);
      network.close();
      return Array.from(probabilities);
    },
    { name: file, path: modelPath, asked: choices },
  );

test('gates of another class put into an image: one block, a run of blocks, as the network says @slow', async ({ page }) => {
  test.setTimeout(180_000);
  await openApp(page);
  await addImages(page, samplePath(file));
  await page.getByRole('button', { name: en.app.compare, exact: true }).click();
  const part = page.getByTestId('transplant');
  const matrix = part.getByRole('slider');
  await expect(part.getByTestId('transplanted')).toContainText('SE_');
  const row = (name: string) => part.locator('.probability-bars li').filter({ hasText: name }).locator('.numbers');
  const expectShown = async (block: BlockId, to: BlockId) => {
    const range = blocks.slice(blocks.indexOf(block), blocks.indexOf(to) + 1);
    const [before, after] = [await runBeside(page, {}), await runBeside(page, Object.fromEntries(range.map((id) => [id, { constant: meanGates(id, chihuahua) }])))];
    for (const [name, id] of [['goldfish', goldfish], ['Chihuahua', chihuahua]] as const) await expect(row(name)).toHaveText(beforeAfter(before[id]!, after[id]!));
    const taken = before.indexOf(Math.max(...before));
    const odds = (probabilities: number[]) => Math.log(probabilities[chihuahua]! / probabilities[taken]!);
    const shown = async () => Number(/([+−]?\d+\.\d)\.$/.exec(await part.getByTestId('transplanted').innerText())?.[1]!.replace('−', '-'));
    await expect.poll(async () => Math.abs((await shown()) - (odds(after) - odds(before)))).toBeLessThan(0.06);
  };
  await matrix.press('Home');
  for (let i = 0; i < 9; i++) await matrix.press('ArrowRight');
  for (let i = 0; i < 16; i++) await matrix.press('ArrowDown');
  await expect(part.getByTestId('transplanted')).toContainText('SE_5_3');
  await expectShown('SE_5_3', 'SE_5_3');
  await matrix.press('ArrowUp');
  await expect(part.getByTestId('transplanted')).toContainText(transplant.unknown);
  await part.getByRole('button', { name: sentence(transplant.every_other, { count: (blocks.length * (blocks.length - 1)) / 2 }) }).click();
  await expect(part.getByRole('progressbar')).toBeVisible();
  await part.getByRole('button', { name: en.common.cancel, exact: true }).click();
  await part.getByRole('button', { name: new RegExp(beginning(transplant.every_other)) }).click();
  await expect(part.getByRole('progressbar')).toHaveCount(0, { timeout: 60_000 });
  await expectShown('SE_5_2', 'SE_5_3');
  await page.getByRole('button', { name: en.app.explore, exact: true }).click();
  await addImages(page, samplePath('dreamed-goldfish.webp'));
  await page.getByRole('button', { name: en.app.compare, exact: true }).click();
  await part.getByRole('radio', { name: 'goldfish' }).check();
  await expect(part).toContainText(sentence(transplant.same, { name: 'goldfish' }));
});

test('channels of an opened block set to another gate: the prediction follows, and comes back @slow', async ({ page }) => {
  await openApp(page);
  await addImages(page, samplePath(file));
  await panel(page, 'SE_5_2').getByRole('button', { name: 'SE_5_2' }).click();
  const dialog = blockDialog(page, 'SE_5_2');
  const bars = dialog.getByRole('slider', { name: sentence(en.block.whatIf.label, { name: file, block: 'SE_5_2' }) });
  await expect(dialog).toContainText(en.block.whatIf.choose);
  await bars.press('End');
  for (let i = 0; i < 150; i++) await bars.press('Shift+ArrowLeft');
  await bars.press('Enter');
  await expect(dialog).toContainText(sentence(en.compare.opened.group, { block: 'SE_5_2', count: 151 }));
  const means = halves(readModelFile('profile.safetensors'), 'SE_5_2.mean');
  const count = means.length / manifest.classes.length;
  const all = Array.from({ length: count }, (_, c) => manifest.classes.reduce((sum, __, id) => sum + means[id * count + c]!, 0));
  const channels = Array.from(all.keys()).sort((a, b) => all[a]! - all[b]!).slice(-151);
  const after = await runBeside(page, { SE_5_2: { channels, set: 0 } });
  const before = await runBeside(page, {});
  const shown = dialog.getByTestId('what-if').locator('li').filter({ hasText: 'goldfish' }).locator('.numbers');
  await expect(shown).toHaveText(beforeAfter(before[goldfish]!, after[goldfish]!));
  expect(Math.abs(after[goldfish]! - before[goldfish]!)).toBeGreaterThan(0.01);
  await dialog.getByRole('radio', { name: en.block.whatIf.scale }).check();
  await dialog.getByRole('slider', { name: en.block.whatIf.scale }).press('End');
  await expect(shown).not.toHaveText(beforeAfter(before[goldfish]!, after[goldfish]!));
  await dialog.getByRole('button', { name: en.block.whatIf.reset, exact: true }).click();
  await expect(dialog).toContainText(en.block.whatIf.choose);
});

test('what a block’s gates move in what leaves it: late blocks on held-out images, early ones on one’s own @slow', async ({ page }) => {
  const { functional } = en.block;
  const [heldOut] = JSON.parse(readModelFile('heldout.safetensors').subarray(8, 8 + Number(readModelFile('heldout.safetensors').readBigUInt64LE(0))).toString()).labels.shape as [number];
  await openApp(page);
  const part = page.getByTestId('functional');
  const open = async (block: BlockId) => {
    await page.getByTestId('figure').getByRole('button', { name: new RegExp(`^${block}`) }).first().click();
    await expect(part).toBeVisible();
  };
  const measured = (images: string) => new RegExp(`^(\\d+\\.\\d)\\s% of what leaves the block \\((\\d+\\.\\d) to (\\d+\\.\\d)\\s%\\), on ${images}\\.$`);
  const expectMeasured = async (images: string) => {
    await expect(part.getByRole('status')).toHaveText(measured(images), { timeout: 60_000 });
    const [value, low, high] = (await part.getByRole('status').innerText()).match(measured(images))!.slice(1).map(Number) as [number, number, number];
    expect(low).toBeLessThanOrEqual(value);
    expect(value).toBeLessThanOrEqual(high);
    expect(value).toBeGreaterThan(0);
  };
  await open('SE_5_1');
  await part.getByRole('button', { name: functional.measureHeldOut }).click();
  await expectMeasured(sentence(functional.heldOut, { n: heldOut.toLocaleString('en') }));
  await page.keyboard.press('Escape');
  await open('SE_2_3');
  await expect(part).toContainText(functional.none);
  await page.keyboard.press('Escape');
  await addImages(page, samplePath('goldfish.webp'), samplePath('cliff.jpg'));
  await open('SE_2_3');
  await part.getByRole('button', { name: sentence(functional.measureYours, { n: 2 }) }).click();
  await expectMeasured(sentence(functional.yours, { n: 2 }));
});
