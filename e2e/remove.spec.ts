import type { Locator, Page } from '@playwright/test';
import { expect } from '@playwright/test';
import type { BlockId, Setting } from '../src/contracts';
import { en } from '../src/locales/en';
import { count, percent, points, rounded, signedPoints, tango, wilson } from './numbers';
import { alteredModel, serve } from './overlay';
import { blocks, type Counts, greedy, manifest, recorded, seParameters } from './shipped';
import { openApp, pattern, sentence, test } from './support';

const words = en.remove;
const address = (more = '') => `./#m=${manifest.id}&c=&s=remove${more}`;
const all: BlockId[] = ['SE_5_1', 'SE_5_2', 'SE_5_3'];
const frozen = (...of: BlockId[]): Setting => Object.fromEntries(of.map((block) => [block, 'frozen']));
const limit = (page: Page): Locator => page.getByTestId('limit');
const offered = (page: Page): Locator => page.getByTestId('offered-setting');
const slider = (page: Page): Locator => limit(page).getByRole('slider', { name: words.limit.title });
const kept = (page: Page): Locator => page.getByTestId('kept-settings');
const point = (page: Page, name: RegExp): Locator => page.getByTestId('frontier').getByRole('button', { name });
const short = (...of: BlockId[]): string => sentence(en.outcome.frozen, { blocks: of.map((block) => block.slice(3).replace('_', '·')).join(', ').replace(/, ([^,]*)$/, ' and $1') });

async function keep(page: Page, name: string): Promise<void> {
  await kept(page).getByRole('textbox').fill(name);
  await kept(page).getByRole('button', { name: words.kept.keep }).click();
}

/** A point of the frontier says what the record says. */
function said({ after1, n, gained, lost }: Counts, kept: number, what: string): RegExp {
  const { value, low, high } = wilson(after1, n);
  const share = (x: number) => new RegExp(`(${rounded(100 * x, 1).source})\\s%`);
  const change = tango(gained, lost, n);
  const text = Math.abs(change.value) < 0.0005 ? /changed by less/ : new RegExp(`(lost|gained) (${points(change).value.source}) points`);
  return pattern(words.frontier.point, { what, cost: sentence(words.frontier.kept, { kept: count(kept), unit: words.frontier.parameters }), top1: share(value), low: share(low), high: share(high), change: new RegExp(`${text.source}.*`) });
}

test('each block alone, the frontier, and the lightest within a limit', async ({ page }) => {
  await openApp(page, address());
  const alone = page.getByTestId('alone');
  for (const block of ['SE_2_1', 'SE_5_3'] as const) {
    const texts = (['frozen', 'off'] as const).map((mode) => {
      const { gained, lost, n } = recorded({ [block]: mode }, 'validation');
      const [, value, low, high] = /^\^\((.*)\) (.*) to (.*)\$$/.exec(signedPoints(tango(gained, lost, n)).source)!;
      return new RegExp(`${mode} (?:${value}) points \\(${low} to ${high}\\)`);
    });
    const column = alone.getByRole('button', { name: new RegExp(`^${block} `) });
    for (const text of texts) await expect(column).toHaveAccessibleName(text);
  }
  await expect(page.getByTestId('agreement')).toContainText(sentence('{{blocks}} blocks of one network, not a law', { blocks: blocks.length }));

  const ofAll = blocks.reduce((sum, block) => sum + seParameters(block), 0);
  const stays = (setting: Setting): number => ofAll - (Object.keys(setting) as BlockId[]).reduce((sum, block) => sum + seParameters(block), 0);
  const stage = frozen(...all);
  await expect(point(page, said(recorded(stage, 'validation'), stays(stage), short(...all)))).toHaveCount(1);

  // In the path's order, up to the first that may lose the limit.
  const path = greedy.map((_, i) => greedy.slice(0, i + 1));
  const losses = path.map((gone) => {
    const { gained, lost, n } = recorded(frozen(...gone), 'validation');
    return -100 * tango(gained, lost, n).low;
  });
  const firstFailing = (at: number) => losses.findIndex((loss) => loss >= at);
  const between = Math.ceil(10 * losses[0]! + 1) / 10;
  expect(between).toBeLessThan(3);
  expect(firstFailing(3)).toBeGreaterThan(1);
  for (const at of [3, between]) {
    const failing = firstFailing(at);
    const given = blocks.filter((block) => path[failing - 1]!.includes(block));
    const saved = given.reduce((sum, block) => sum + seParameters(block), 0);
    await slider(page).fill(String(at));
    await expect(offered(page)).toContainText(short(...given));
    await expect(offered(page)).toContainText(sentence(en.outcome.fewer, { parameters: count(saved), percent: percent(saved / manifest.parameters) }));
    await expect(page.getByTestId('next-step')).toContainText(short(...blocks.filter((block) => path[failing]!.includes(block))));
  }
  await expect(page.getByTestId('how-chosen')).toContainText(sentence(words.limit.chosen, { n: count(recorded({}, 'validation').n) }));
  expect(losses[0]).toBeGreaterThan(0.1);
  await slider(page).fill('0.1');
  await expect(offered(page)).toHaveText(sentence(words.limit.none, { limit: '0.1' }));
  await slider(page).fill(String(between));

  await limit(page).getByRole('button', { name: words.limit.apply }).click();
  await expect(page.getByTestId('outcome')).toContainText('parameters fewer');
  await point(page, new RegExp(`^${short(...all)}:`)).press('Enter');
  await expect(page.getByTestId('outcome')).toContainText('SE_5_1, SE_5_2 and SE_5_3 frozen');
  await expect(page.getByTestId('harmed')).toContainText(short(...all));
});

test('settings kept by name are there after a reload, and compared @slow', async ({ page }) => {
  await openApp(page, address());
  await slider(page).fill('3');
  await limit(page).getByRole('button', { name: words.limit.apply }).click();
  await keep(page, 'within three points');
  await point(page, new RegExp(`^${short(...all)}:`)).press('Enter');
  await keep(page, '');
  await page.waitForFunction(async () => (await indexedDB.databases()).some(({ name }) => name === 'se-scope'));
  await page.waitForTimeout(300);
  await page.goto('about:blank');
  await openApp(page);
  await page.getByRole('button', { name: en.app.remove, exact: true }).click();
  await expect(kept(page).getByRole('rowheader')).toHaveCount(2);
  for (const box of await kept(page).getByRole('checkbox').all()) await box.check();
  await expect(page.getByTestId('kept-compared')).toContainText('On the same 10,000 images');
  await kept(page).getByRole('button', { name: 'within three points', exact: true }).click();
  await expect(page.getByTestId('outcome')).not.toHaveText(/^SE_5_1, SE_5_2 and SE_5_3 frozen/);
  await kept(page).getByRole('button', { name: sentence(words.kept.drop, { name: 'within three points' }) }).click();
  await expect(kept(page).getByRole('rowheader')).toHaveCount(1);
});

test('the tail’s settings run here: cancelled, gone on with, and equal to the record @slow', async ({ page }) => {
  await openApp(page, address());
  await page.getByRole('radio', { name: words.images.live }).check();
  await expect(page.getByText(words.nothingRun)).toBeVisible();
  await page.getByRole('button', { name: sentence(words.run.start, { total: 27 }) }).click();
  await expect(page.getByTestId('frontier')).toBeVisible({ timeout: 60_000 });
  await page.getByRole('button', { name: en.common.cancel }).click();
  await expect(page.getByTestId('partly-run')).toContainText(/Partial: \d+ of 27/);
  const done = Number(/(\d+) of 27/.exec((await page.getByTestId('partly-run').textContent())!)![1]);
  expect(done).toBeGreaterThan(0);
  await expect(page.getByTestId('frontier').getByRole('heading')).toContainText(`${done} of them`);

  await page.getByRole('button', { name: words.run.resume }).click();
  await expect(page.getByText(/\d+ of 27 settings run/)).toBeVisible();
  await expect(page.getByTestId('all-run')).toContainText(en.outcome.agrees, { timeout: 100_000 });
  await expect(page.getByTestId('frontier').getByRole('heading')).toContainText('27 of them');
  const stage = frozen(...all);
  const counts = recorded(stage, 'heldout');
  await expect(point(page, new RegExp(`^${short(...all)}:.*top-1 (${rounded((100 * counts.after1) / counts.n, 1).source})\\s%`))).toHaveCount(1);
  await expect(page.getByTestId('how-chosen')).toContainText(sentence(words.limit.halvesLive, { n: count(counts.n / 2), other: count(counts.n / 2) }));
  await expect(page.getByTestId('harmed-names')).toContainText(`Too few images to name a class: with ${counts.n / manifest.classes.length} a class`);
});

test('the front over measured milliseconds: nothing is measured before somebody asks, and what can’t be told from noise is said @slow', async ({ page }) => {
  await openApp(page, address());
  const frontier = page.getByTestId('frontier');
  await frontier.getByRole('radio', { name: words.frontier.time }).check();
  await expect(frontier.getByRole('button', { name: /ms an image/ })).toHaveCount(0);
  await page.getByTestId('front-times').getByRole('button').click();
  await expect(frontier.getByRole('button', { name: new RegExp(`^all live: ${/[\d.]+ ms an image/.source}`) })).toBeVisible({ timeout: 60_000 });
  await page.getByTestId('front-times').getByRole('button', { name: en.common.cancel }).click();
  await expect(page.getByTestId('front-times')).toContainText('one image at a time, warm');
  await expect(frontier.getByRole('button', { name: /ms an image · top-1.* · (?:It saves|It takes|The saving can’t)/ }).first()).toBeVisible();
});

test('a link brings limit, cost and kept settings; what it can’t name is said @slow', async ({ page }) => {
  const list = JSON.stringify([['late two', '5-2f.5-3f'], ['nowhere', '9-9f']]);
  await openApp(page, address(`&w=l12.m&q=${encodeURIComponent(list)}`));
  await expect(slider(page)).toHaveValue('1.2');
  await expect(page.getByRole('radio', { name: words.frontier.macs })).toBeChecked();
  await expect(kept(page).getByRole('rowheader')).toHaveCount(1);
  await expect(kept(page)).toContainText('late two');
  await expect(page.getByText(en.share.partly)).toBeVisible();
  await expect(page.getByText('nowhere')).toBeVisible();
});

test('without a record the view says so, and the tail can still be run @slow', async ({ page }) => {
  const site = await serve(alteredModel({ 'ablation.safetensors': null }));
  try {
    await openApp(page, `${site.address}${address().slice(2)}`);
    await expect(page.getByTestId('remove')).toContainText(words.noRecord);
    await page.getByRole('radio', { name: words.images.live }).check();
    await page.getByRole('button', { name: sentence(words.run.start, { total: 27 }) }).click();
    await expect(page.getByTestId('frontier')).toBeVisible({ timeout: 60_000 });
    await expect(page.getByTestId('frontier').getByRole('heading')).toContainText('27 of them', { timeout: 100_000 });
  } finally {
    await site.close();
  }
});

test('the gate ladder of a block: cancelled, then to the end; two rungs are recorded and equal it @slow', async ({ page }) => {
  await openApp(page, address());
  const part = page.getByTestId('ladder-panel');
  await part.getByRole('radio', { name: 'SE_5_1', exact: true }).check();
  const run = part.getByRole('button', { name: sentence(words.ladder.run, { block: 'SE_5_1' }) });
  await run.click();
  await part.getByRole('button', { name: en.common.cancel }).click();
  // What was run by then stays, if anything was.
  await run.or(part.getByRole('button', { name: sentence(words.ladder.resume, { block: 'SE_5_1' }) })).click();
  await expect(part.getByRole('progressbar')).toHaveCount(0, { timeout: 100_000 });
  const change = (rung: keyof typeof words.ladder.rungs) => page.getByTestId('ladder').getByRole('row').filter({ has: page.getByRole('rowheader', { name: words.ladder.rungs[rung], exact: true }) }).getByRole('cell').first();
  for (const [rung, mode] of [['all', 'frozen'], ['ones', 'off']] as const) {
    const { gained, lost, n } = recorded({ SE_5_1: mode }, 'heldout');
    await expect(change(rung)).toHaveText(signedPoints(tango(gained, lost, n)));
  }
  await expect(change('other')).toHaveText(/[−+]?\d+\.\d/);
});
