import { chromium, type Page, expect } from '@playwright/test';
import { en } from '../src/locales/en';
import { expectedOf } from './expected';
import { rounded } from './numbers';
import { className, samplePath } from './shipped';
import { addImages, openApp, test } from './support';

/** What one Safari or another lacks, as a script that takes it away from a page or a worker. */
const lacks = `
  for (const name of ['requestIdleCallback', 'cancelIdleCallback', 'scheduler', 'MediaStreamTrackProcessor', 'VideoFrame', 'SharedArrayBuffer', 'gpu', ...(globalThis.lacksCanvas ? ['OffscreenCanvas'] : [])]) delete globalThis[name];
  if (globalThis.performance) delete Performance.prototype.measureUserAgentSpecificMemory;
  if (globalThis.StorageManager) for (const name of ['persist', 'persisted', 'estimate']) delete StorageManager.prototype[name];
  delete Array.fromAsync;
  delete Intl.Segmenter;
  for (const name of ['withResolvers', 'try']) delete Promise[name];
  for (const name of ['groupBy']) { delete Object[name]; delete Map[name]; }
  delete AbortSignal.any;
  const decode = globalThis.createImageBitmap;
  globalThis.createImageBitmap = (source, options, ...rest) => {
    if (options && options.imageOrientation === 'from-image') return Promise.reject(new TypeError('from-image is not a valid enum value'));
    return decode(source, options, ...rest);
  };
`;

/** Every worker begins with the script; then its own module runs. */
const inWorkers = (canvas: boolean): string => `
  globalThis.lacksCanvas = ${canvas};
  ${lacks}
  const Own = globalThis.Worker;
  globalThis.Worker = class extends Own {
    constructor(url, options) {
      const script = (text) => URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
      const before = script(${JSON.stringify(`globalThis.lacksCanvas = ${canvas};${lacks}`)});
      super(script('import ' + JSON.stringify(before) + ';import ' + JSON.stringify(new URL(url, document.baseURI).href)), { ...options, type: 'module' });
    }
  };
`;

async function expectPrediction(page: Page): Promise<void> {
  const file = 'school-bus.jpg';
  await addImages(page, samplePath(file));
  const [first] = expectedOf(file).live.top5;
  const row = page.locator('.probability-bars li').first();
  await expect(row.locator('.name')).toHaveText(className(first!.class));
  await expect(row.locator('.numbers')).toHaveText(rounded(first!.probability, 2));
  await page.getByRole('button', { name: en.gates.quick.lateFrozen }).click();
  await expect(page.getByTestId('outcome')).toContainText('SE_5_2');
}

for (const canvas of [false, true]) {
  test(`without what ${canvas ? 'Safari before 16.4' : 'a recent Safari'} lacks, the camera is followed @slow`, async ({ watch, baseURL }, { project }) => {
    const { executablePath, args } = project.use.launchOptions!;
    const browser = await chromium.launch({ executablePath, args: [...args!, '--use-fake-device-for-media-stream'] });
    try {
      const context = await browser.newContext({ baseURL, reducedMotion: 'reduce', permissions: ['camera'] });
      watch.follow(context);
      const page = await context.newPage();
      await page.addInitScript({ content: inWorkers(canvas) });
      await openApp(page);
      await page.getByRole('button', { name: en.sources.camera, exact: true }).click();
      await expect(page.getByTestId('camera-top')).toContainText('%');
      await page.getByRole('button', { name: en.gates.quick.lateFrozen }).click();
      await expect(page.getByText(en.predictions.beforeAfter)).toBeVisible();
      await expect(page.getByTestId('camera-rate')).toBeVisible();
      await expect(page.getByRole('alert')).toHaveCount(0);
    } finally {
      await browser.close();
    }
  });

  test(`without what ${canvas ? 'Safari before 16.4' : 'a recent Safari'} lacks, a photograph still gets its prediction @slow`, async ({ page }) => {
    await page.addInitScript({ content: inWorkers(canvas) });
    await openApp(page);
    expect(await page.evaluate(() => [typeof OffscreenCanvas, typeof requestIdleCallback, typeof SharedArrayBuffer])).toEqual([canvas ? 'undefined' : 'function', 'undefined', 'undefined']);
    for (const worker of page.workers()) expect(await worker.evaluate(() => [typeof OffscreenCanvas, typeof SharedArrayBuffer, 'fromAsync' in Array])).toEqual([canvas ? 'undefined' : 'function', 'undefined', false]);
    expect(page.workers().length).toBeGreaterThan(0);
    await expectPrediction(page);
    await page.getByRole('button', { name: en.app.compare, exact: true }).click();
    await expect(page.getByTestId('distance')).toContainText(/\d/);
    await page.getByRole('button', { name: en.app.block, exact: true }).click();
    await expect(page.getByTestId('followed')).toBeVisible();
  });
}
