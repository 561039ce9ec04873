import type { Locator, Page } from '@playwright/test';
import { expect } from '@playwright/test';
import type { BlockId, Setting } from '../src/contracts';
import { en } from '../src/locales/en';
import { expectedOf, floats, frozenGate } from './expected';
import { count, percent, points, rounded, shareText, signedPoints, tango, wilson } from './numbers';
import { blocks, className, type Counts, manifest, recorded, samplePath, seParameters, seWork } from './shipped';
import { addImages, largestDifference, openApp, panel, pattern, sentence, shownNumbers, test } from './support';

const late: BlockId[] = ['SE_5_2', 'SE_5_3'];
const image = 'school-bus.jpg';
const outcome = (page: Page): Locator => page.getByTestId('outcome');
const outcomePanel = (page: Page): Locator => page.getByRole('region', { name: en.outcome.title });
const quick = (page: Page, kind: 'lateFrozen' | 'lateOff' | 'live'): Locator => page.getByRole('button', { name: en.gates.quick[kind], exact: true });
const check = (page: Page): Locator => page.getByRole('button', { name: en.outcome.check });
const setGate = (page: Page, block: BlockId, mode: 'live' | 'frozen' | 'off'): Promise<void> =>
  page.getByRole('radiogroup', { name: sentence(en.gates.modeOf, { block }) }).getByRole('radio', { name: en.gates[mode], exact: true }).click();
const row = (page: Page, table: string, name: string): Locator =>
  page.getByTestId(table).getByRole('row').filter({ has: page.getByRole('rowheader', { name, exact: true }) }).first().getByRole('cell');

function changeText({ gained, lost, n }: Counts): RegExp {
  const change = tango(gained, lost, n);
  const { value, low, high } = points(change);
  const kind = change.low > 0 ? 'gainedGained' : change.high < 0 ? 'lostLost' : 'lostGained';
  const interval = sentence(en.outcome.plausibly[kind], { low: low.replace('−', ''), high: high.replace('−', '') });
  if (Math.abs(change.value) < 0.0005) return pattern(en.outcome.same, { interval });
  return pattern(change.value < 0 ? en.outcome.lost : en.outcome.gained, { points: value, interval });
}

/** The sentence with exact parameters, and the recorded change with its interval. */
async function expectSentence(page: Page, mode: 'frozen' | 'off'): Promise<void> {
  const saved = late.reduce((sum, block) => sum + seParameters(block), 0);
  const what = sentence(en.outcome[mode], { blocks: late.join(en.outcome.and) });
  const fewer = sentence(en.outcome.fewer, { parameters: count(saved), percent: percent(saved / manifest.parameters) });
  const change = changeText(recorded(Object.fromEntries(late.map((block) => [block, mode])), 'validation'));
  await expect(outcome(page)).toHaveText(pattern(en.outcome.sentence, { what, fewer, change }));
}

async function expectNumbers(page: Page, mode: 'frozen' | 'off', withLive: boolean): Promise<void> {
  const setting: Setting = Object.fromEntries(late.map((block) => [block, mode]));
  const saved = late.reduce((sum, block) => sum + seParameters(block), 0);
  await expect(row(page, 'cost', en.outcome.table.parameters)).toHaveText([count(manifest.parameters - saved), count(-saved)]);
  await expect(row(page, 'cost', en.outcome.table.macs).last()).toHaveText(count(-late.reduce((sum, block) => sum + seWork(block), 0)));
  const columns = [recorded(setting, 'validation'), ...(withLive ? [recorded(setting, 'heldout')] : [])];
  const rows: [string, (counts: Counts) => string | RegExp][] = [
    [en.outcome.table.images, ({ n }) => count(n)],
    [en.outcome.table.top1Before, ({ before1, n }) => shareText(wilson(before1, n))],
    [en.outcome.table.top1After, ({ after1, n }) => shareText(wilson(after1, n))],
    [en.outcome.table.top1Change, ({ gained, lost, n }) => signedPoints(tango(gained, lost, n))],
    [en.outcome.table.lost, ({ lost }) => count(lost)],
    [en.outcome.table.gained, ({ gained }) => count(gained)],
    [en.outcome.table.top5Before, ({ before5, n }) => shareText(wilson(before5, n))],
    [en.outcome.table.top5After, ({ after5, n }) => shareText(wilson(after5, n))],
    [en.outcome.table.top5Change, ({ gained5, lost5, n }) => signedPoints(tango(gained5, lost5, n))],
  ];
  for (const [name, of] of rows) await expect(row(page, 'accuracy', name), name).toHaveText(columns.map(of));
}

/** The image's probabilities before → after, its recomputed excitation and the applied gate are PyTorch's. */
async function expectImage(page: Page, mode: 'frozen' | 'off'): Promise<void> {
  const { live, [mode]: after } = expectedOf(image);
  const bars = page.getByRole('list', { name: en.predictions.title }).getByRole('listitem');
  const was = new Map(live.top5.map((entry) => [entry.class, entry.probability]));
  const is = new Map(after.top5.map((entry) => [entry.class, entry.probability]));
  const ids = new Set([...was.keys(), ...is.keys()]);
  await expect(bars).toHaveCount(ids.size);
  for (const id of ids) {
    const text = (probability: number | undefined): string => (probability === undefined ? '\\d\\.\\d\\d' : `(${rounded(probability, 2).source})`);
    await expect(bars.filter({ has: page.getByText(className(id), { exact: true }) })).toHaveText(new RegExp(`${text(was.get(id))} → ${text(is.get(id))}$`));
  }
  const { changed } = await shownNumbers(page);
  for (const block of late) {
    const gate = mode === 'off' ? frozenGate(block).fill(1) : frozenGate(block);
    expect(largestDifference(changed!.gate[block]!, gate), block).toBeLessThan(1e-6);
    expect(largestDifference(changed!.excitation[block]!, floats(after.excitation[block]!)), block).toBeLessThan(1e-4);
    const slider = panel(page, block).getByRole('slider');
    await slider.press('PageUp');
    const said = (await slider.getAttribute('aria-valuetext'))!;
    const channel = Number(/channel (\d+)/.exec(said)![1]);
    const excitation = floats(after.excitation[block]!)[channel]!;
    expect(said).toMatch(pattern(en.figure.readoutImage, { value: rounded(excitation, 2) }));
    expect(said).toMatch(pattern(en.figure.readoutGate, { value: rounded(mode === 'off' ? 1 : frozenGate(block)[channel]!, 2) }));
  }
  const faded = page.getByText(en.figure.faded);
  await expect(faded).toHaveCount(1);
  await expect(panel(page, 'SE_5_3').getByText(en.figure.faded)).toBeVisible();
}

test('SE_5_2 and SE_5_3 frozen, then off, then live again', async ({ page }) => {
  await openApp(page);
  await addImages(page, samplePath(image));
  const live = recorded({}, 'validation');
  await expect(outcomePanel(page)).toContainText(
    pattern(en.outcome.allLive, { what: pattern(en.outcome.wholeMeasured, { parameters: count(manifest.parameters), top1: new RegExp(`(${rounded((100 * live.before1) / live.n, 1).source}) %`), n: count(live.n), low: /[\d.]+ %/, high: /[\d.]+ %/ }) }),
  );
  for (const [mode, kind] of [['frozen', 'lateFrozen'], ['off', 'lateOff']] as const) {
    await quick(page, kind).click();
    await expectSentence(page, mode);
    await expect(outcomePanel(page)).toContainText(sentence(en.outcome.recorded, { n: count(live.n) }));
    await expect(page.getByText(en.outcome.notRetrained)).toBeVisible();
    await expectImage(page, mode);
    const numbers = page.getByRole('button', { name: en.common.numbers });
    if (await numbers.isVisible()) await numbers.click();
    await expectNumbers(page, mode, false);
  }

  await page.getByRole('button', { name: en.gates.undo }).click();
  await expectSentence(page, 'frozen');
  await page.getByRole('button', { name: en.gates.redo }).click();
  await expectSentence(page, 'off');
  await page.keyboard.press('Control+z');
  await expectSentence(page, 'frozen');
  await page.keyboard.press('Control+z');
  await expect(outcome(page)).toHaveCount(0);
  await page.keyboard.press('Control+y');
  await expectSentence(page, 'frozen');
  await page.keyboard.press('Control+Shift+Z');
  await expectSentence(page, 'off');

  await quick(page, 'live').click();
  await expect(outcome(page)).toHaveCount(0);
  await expect(page.getByText(en.figure.faded)).toHaveCount(0);
  await expect(page.getByRole('list', { name: en.predictions.title })).not.toContainText('→');
});

test('the live check equals the record, is kept, and can be cancelled', async ({ page }) => {
  await openApp(page);
  await quick(page, 'lateOff').click();
  await check(page).click();
  await page.getByRole('button', { name: en.common.cancel }).click();
  await expect(check(page)).toBeVisible();
  await expect(page.getByTestId('live-check')).toHaveCount(0);

  for (const [mode, kind] of [['off', 'lateOff'], ['frozen', 'lateFrozen']] as const) {
    await quick(page, kind).click();
    await check(page).click();
    const verdict = page.getByTestId('live-check');
    await expect(verdict).toBeVisible({ timeout: 100_000 });
    const counts = recorded(Object.fromEntries(late.map((block) => [block, mode])), 'heldout');
    await expect(verdict).toContainText(sentence(en.outcome.live, { n: count(counts.n) }));
    await expect(verdict).toContainText(changeText(counts));
    await expect(verdict).toContainText(en.outcome.agrees);
    await expectSentence(page, mode);
  }
  await page.getByRole('button', { name: en.common.numbers }).click();
  await expectNumbers(page, 'frozen', true);

  await quick(page, 'lateOff').click();
  await expect(page.getByTestId('live-check')).toContainText(en.outcome.agrees);
  await expect(check(page)).toHaveCount(0);
  await expect(page.getByRole('progressbar')).toHaveCount(0);
  await expectNumbers(page, 'off', true);
});

test('behind a changed earlier block no number comes from the held-out images', async ({ page }) => {
  await openApp(page);
  await setGate(page, 'SE_5_3', 'off');
  await check(page).click();
  await expect(page.getByTestId('live-check')).toContainText(en.outcome.agrees, { timeout: 100_000 });
  const { n } = recorded({}, 'heldout');

  let asked = 0;
  page.on('request', (request) => (asked += Number(request.url().includes('heldout'))));
  await setGate(page, 'SE_4_6', 'frozen');
  const saved = (['SE_4_6', 'SE_5_3'] as const).reduce((sum, block) => sum + seParameters(block), 0);
  const fewer = sentence(en.outcome.fewer, { parameters: count(saved), percent: percent(saved / manifest.parameters) });
  const what = [sentence(en.outcome.frozen, { blocks: 'SE_4_6' }), sentence(en.outcome.off, { blocks: 'SE_5_3' })].join(en.outcome.and);
  await expect(outcome(page)).toHaveText(sentence(en.outcome.sentenceUnknown, { what, fewer }));
  await expect(page.getByText(sentence(en.outcome.unknownEarlier, { entering: blocks.at(-3)! }))).toBeVisible();
  await expect(check(page)).toHaveCount(0);
  await expect(page.getByTestId('live-check')).toHaveCount(0);
  await page.getByRole('button', { name: en.common.numbers }).click();
  await expect(page.getByTestId('cost')).toBeVisible();
  await expect(page.getByTestId('accuracy')).toHaveCount(0);
  await expect(outcomePanel(page)).not.toContainText(new RegExp(`\\b${n}\\b|\\d points`));

  await setGate(page, 'SE_5_3', 'live');
  await expect(outcome(page)).toContainText(changeText(recorded({ SE_4_6: 'frozen' }, 'validation')));
  await expect(check(page)).toHaveCount(0);
  await expect(panel(page, 'SE_5_1').getByText(en.figure.faded)).toBeVisible();
  await expect(panel(page, 'SE_4_6').getByText(en.figure.faded)).toHaveCount(0);
  expect(asked).toBe(0);
});
