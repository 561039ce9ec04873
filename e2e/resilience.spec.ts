import type { Page, Worker } from '@playwright/test';
import { expect } from '@playwright/test';
import { en } from '../src/locales/en';
import { samplePath } from './shipped';
import { addImages, engine, imageButton, input, openApp, predicted, sentence, test } from './support';

const file = 'school-bus.jpg';
const other = 'goldfish.webp';
const asPyTorch = en.engine.asPyTorch;
const restarted = (page: Page) => page.getByRole('alert').filter({ hasText: en.offline.restarted });

/** The worker that runs the network; its threads are workers of its own. */
const engineWorker = (page: Page): Worker => page.workers().findLast((worker) => /\/assets\/worker-[^/]*\.js$/.test(worker.url()))!;

/** As many as were ever started. */
function countEngines(page: Page): { started: number } {
  const seen = { started: 0 };
  page.on('worker', (worker) => void (seen.started += Number(/\/assets\/worker-/.test(worker.url()))));
  return seen;
}

/** Two images, so that there is something to lose. */
async function withResults(page: Page): Promise<string> {
  await openApp(page);
  await addImages(page, samplePath(file));
  await page.getByRole('button', { name: en.gates.quick.lateFrozen }).click();
  await expect(page.getByTestId('outcome')).toBeVisible();
  const prediction = page.getByRole('list', { name: en.predictions.title });
  await expect(prediction).toContainText('→');
  return prediction.innerText();
}

test('an engine that ends in mid-run comes back, finishes and loses nothing @slow', async ({ page }) => {
  const engines = countEngines(page);
  const before = await withResults(page);
  await input(page).setInputFiles([samplePath(other), samplePath('cliff.jpg'), samplePath('lemon.jpg')]);
  await engineWorker(page).evaluate(() => self.close());
  await expect(restarted(page)).toBeVisible();
  for (const name of [file, other, 'cliff.jpg', 'lemon.jpg']) await predicted(page, name);
  await expect(engine(page)).toContainText(asPyTorch);
  await imageButton(page, file).click();
  await expect(page.getByRole('list', { name: en.predictions.title })).toHaveText(before.replaceAll('\n', ''), { useInnerText: false });
  await expect(page.getByTestId('outcome')).toBeVisible();
  expect(engines.started).toBe(2);
});

test('an engine that crashes while a check runs is started again, and the check ends @slow', async ({ page, watch }) => {
  watch.allow(/made to crash/);
  await withResults(page);
  await page.getByRole('button', { name: en.outcome.check }).click();
  await engineWorker(page).evaluate(() => void setTimeout(() => { throw new Error('made to crash'); }));
  await expect(restarted(page)).toBeVisible();
  await expect(page.getByTestId('live-check')).toBeVisible({ timeout: 100_000 });
  await expect(imageButton(page, file)).toContainText('%');
});

test('an engine that falls silent is found out, but not after an hour of sleep @slow', async ({ page }) => {
  await page.clock.install();
  const engines = countEngines(page);
  await withResults(page);
  void engineWorker(page).evaluate(() => { for (;;); }).catch(() => {});
  await input(page).setInputFiles([samplePath(other), samplePath('cliff.jpg')]);
  await expect(page.getByText(sentence(en.images.reading, { done: 0, total: 2 }))).toBeVisible();
  // Asleep: the clock jumps, and every timer that is due fires once.
  await page.clock.fastForward('01:00:00');
  expect(engines.started).toBe(1);
  await page.clock.runFor(60_000);
  expect(engines.started).toBe(1);
  await expect(async () => {
    await page.clock.runFor(5_000);
    await expect(restarted(page)).toBeVisible({ timeout: 200 });
  }).toPass();
  for (const name of [other, 'cliff.jpg']) await predicted(page, name);
  expect(engines.started).toBe(2);
});

test('where the engine can not be started any more the page says so once, and goes on after a retry @slow', async ({ page, watch }) => {
  watch.allow(/worker-|Failed to load resource/);
  await withResults(page);
  await page.context().route(/\/assets\/worker-/, (route) => route.abort());
  await engineWorker(page).evaluate(() => self.close());
  const alert = page.getByRole('alert').filter({ hasText: en.problem.engine.gaveUp });
  await expect(alert).toBeVisible();
  await expect(alert).toHaveCount(1);
  await expect(engine(page)).toContainText(en.engine.notLoaded);
  await expect(imageButton(page, file)).toContainText('%');
  await page.context().unroute(/\/assets\/worker-/);
  await alert.getByRole('button', { name: en.common.retry }).click();
  await expect(alert).toHaveCount(0);
  await addImages(page, samplePath(other));
  await expect(imageButton(page, file)).toContainText('%');
});

test('a lost WebGL context is made anew, and the images go on @slow', async ({ page, context }) => {
  test.setTimeout(400_000);
  // The contexts of the engine's worker within reach, with nothing of it changed.
  await context.route(/\/assets\/worker-[^/]*\.js$/, async (route) => {
    const response = await route.fetch();
    const keep = `self.contexts=[];{const make=OffscreenCanvas.prototype.getContext;OffscreenCanvas.prototype.getContext=function(kind,...all){const made=make.call(this,kind,...all);if(kind==='webgl2')self.contexts.push(made);return made}};`;
    await route.fulfill({ response, body: keep + (await response.text()) });
  });
  await openApp(page);
  await engine(page).click();
  await page.getByRole('radio', { name: en.engine.webgl }).click();
  await expect(engine(page)).toContainText('webgl', { timeout: 240_000 });
  await page.keyboard.press('Escape');
  await addImages(page, samplePath(file));
  const found = await imageButton(page, file).innerText();
  await engineWorker(page).evaluate(() => (self as unknown as { contexts: WebGL2RenderingContext[] }).contexts.at(-1)!.getExtension('WEBGL_lose_context')!.loseContext());
  await input(page).setInputFiles([samplePath(other)]);
  await expect(restarted(page)).toBeVisible({ timeout: 200_000 });
  await expect(imageButton(page, other)).toContainText('%', { timeout: 200_000 });
  await expect(engine(page)).toContainText('webgl');
  await expect.poll(() => imageButton(page, file).innerText()).toBe(found);
  await page.getByRole('button', { name: sentence(en.images.remove, { name: other }) }).click();
});

test('code that a newer version took away is said in one sentence; the rest of the page goes on, and a reload brings all back @slow', async ({ page, watch }) => {
  watch.allow(/Failed to load resource|dynamically imported module/);
  await openApp(page);
  await addImages(page, samplePath(file));
  await page.route(/\/assets\/(CompareView|predictions)-[^/]*\.js$/, (route) => route.fulfill({ status: 404, body: 'gone' }));
  await page.getByRole('button', { name: en.app.compare, exact: true }).click();
  const missing = page.getByRole('alert').filter({ hasText: en.problem.data.part });
  await expect(missing.getByRole('button', { name: en.common.reload })).toBeVisible();
  await page.getByRole('button', { name: en.app.explore, exact: true }).click();
  await expect(imageButton(page, file)).toContainText('%');
  await page.getByRole('button', { name: sentence(en.takeaway.of, { of: en.predictions.title }) }).click();
  await expect(page.getByRole('alert').filter({ hasText: en.problem.data.part }).first()).toBeVisible();
  await page.getByRole('button', { name: en.app.compare, exact: true }).click();
  await page.unrouteAll();
  await missing.getByRole('button', { name: en.common.reload }).click();
  await expect(page.getByTestId('distance')).toContainText(/\d/, { timeout: 60_000 });
  await page.getByRole('button', { name: en.app.explore, exact: true }).click();
  await predicted(page, file);
});
