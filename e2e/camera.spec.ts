import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, expect, type Page } from '@playwright/test';
import { en } from '../src/locales/en';
import { manifest, samplePath } from './shipped';
import { engine, imageButton, input, notice, panel, predicted, sentence, test } from './support';

const { live } = en.sources;
const [height, width] = manifest.preprocessing.size;
const SIDE = 256;
const FRAMES = 20;

/** A film for Chromium's fake camera: bright with dark stripes, then dark with bright ones, and again. */
function film(): string {
  const path = join(mkdtempSync(join(tmpdir(), 'se-scope-')), 'film.y4m');
  const frame = (bright: boolean): Buffer => {
    const luma = Buffer.alloc(SIDE * SIDE, bright ? 230 : 30);
    for (let y = 0; y < SIDE; y++) if (y % 64 < 16 && y % 128 < 64) luma.fill(bright ? 30 : 230, y * SIDE, (y + 1) * SIDE);
    return Buffer.concat([Buffer.from('FRAME\n'), luma, Buffer.alloc(SIDE ** 2 / 4, bright ? 70 : 170), Buffer.alloc(SIDE ** 2 / 4, bright ? 180 : 90)]);
  };
  const header = Buffer.from(`YUV4MPEG2 W${SIDE} H${SIDE} F20:1 Ip A1:1 C420jpeg\n`);
  writeFileSync(path, Buffer.concat([header, ...Array.from({ length: 2 * FRAMES }, (_, i) => frame(i < FRAMES))]));
  return path;
}

const panelOf = (page: Page) => page.getByTestId('camera');
const start = (page: Page) => page.getByRole('button', { name: en.sources.camera, exact: true }).click();
const tracks = (page: Page) => page.evaluate(() => (globalThis as unknown as { tracks: MediaStreamTrack[] }).tracks.map(({ readyState }) => readyState));

/** Keeps the tracks of every camera that the page is given. */
function observe(): void {
  const scope = globalThis as unknown as { tracks: MediaStreamTrack[] };
  scope.tracks = [];
  const ask = MediaDevices.prototype.getUserMedia;
  MediaDevices.prototype.getUserMedia = async function (wanted) {
    const stream = await ask.call(this, wanted);
    scope.tracks.push(...stream.getVideoTracks());
    return stream;
  };
}

/** Colour in the middle of what the network sees, as light or dark. */
const seen = (page: Page): Promise<string> =>
  page.getByRole('img', { name: sentence(en.images.sees, { width, height }) }).evaluate((canvas: HTMLCanvasElement) => {
    const { data } = canvas.getContext('2d')!.getImageData(0, canvas.height - 1, 1, 1);
    return data[1]! > 127 ? 'bright' : 'dark';
  });

interface Opened {
  browser: Browser;
  context: BrowserContext;
  page: Page;
}

test.describe('with a camera', () => {
  let opened: Opened;
  test.beforeEach(async ({ watch, baseURL }, { project }) => {
    const { executablePath, args } = project.use.launchOptions!;
    const browser = await chromium.launch({ executablePath, args: [...args!, '--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${film()}`] });
    const context = await browser.newContext({ baseURL, reducedMotion: 'reduce', viewport: { width: 1440, height: 900 }, permissions: ['camera'] });
    watch.follow(context);
    const page = await context.newPage();
    await page.addInitScript(observe);
    opened = { browser, context, page };
    await page.goto('./');
    await expect(engine(page)).toContainText(en.engine.asPyTorch, { timeout: 60_000 });
  });
  test.afterEach(() => opened.browser.close());

  test('prediction and excitations follow the camera, a still stays, and nothing else does @slow', async () => {
    const { page } = opened;
    await start(page);
    await expect(page.getByTestId('camera-top')).toContainText('%');
    for (const light of ['dark', 'bright', 'dark']) await expect.poll(() => seen(page), { intervals: [50] }).toBe(light);
    const slider = panel(page, 'SE_5_2').getByRole('slider');
    await slider.press('Home');
    const readings = new Set<string>();
    await expect.poll(async () => readings.add((await slider.getAttribute('aria-valuetext'))!).size, { intervals: [50] }).toBeGreaterThan(1);
    await expect(page.getByTestId('camera-rate')).toBeVisible();
    await page.getByRole('button', { name: en.gates.quick.lateFrozen }).click();
    await expect(page.getByText(en.predictions.beforeAfter)).toBeVisible();
    const rates: string[] = [];
    await expect.poll(async () => rates.push(await page.getByTestId('camera-rate').innerText()), { intervals: [1000] }).toBeGreaterThan(4);
    test.info().annotations.push({ type: 'camera', description: rates.join(', ') });
    console.log(`camera, two passes a frame: ${rates.join(', ')}`);

    const still = sentence(live.stillName, { n: 1 });
    await panelOf(page).getByRole('button', { name: live.still }).click();
    await predicted(page, still);
    await expect(panelOf(page)).toBeVisible();
    expect(await tracks(page)).toEqual(['live']);
    await panelOf(page).getByRole('button', { name: live.stop }).click();
    await expect(panelOf(page)).toHaveCount(0);
    await expect.poll(() => tracks(page)).toEqual(['ended']);
    await page.reload();
    await predicted(page, still);
    await expect(page.getByRole('region', { name: en.images.title }).getByRole('button', { name: /^Look into/ })).toHaveCount(1);
    await expect(page.getByRole('alert')).toHaveCount(0);
  });

  test('it stops when another image is chosen, when the page is hidden and when it is unplugged @slow', async () => {
    const { page } = opened;
    const begin = async () => {
      await start(page);
      await expect(page.getByTestId('camera-top')).toContainText('%');
    };
    await begin();
    await input(page).setInputFiles(samplePath('goldfish.webp'));
    await predicted(page, 'goldfish.webp');
    await expect(panelOf(page)).toHaveCount(0);
    await expect(imageButton(page, 'goldfish.webp')).toHaveAttribute('aria-pressed', 'true');

    await begin();
    await page.evaluate(() => {
      Object.defineProperty(document, 'visibilityState', { configurable: true, value: 'hidden' });
      document.dispatchEvent(new Event('visibilitychange'));
      Reflect.deleteProperty(document, 'visibilityState');
    });
    await expect(panelOf(page)).toHaveCount(0);

    await begin();
    await page.evaluate(() => (globalThis as unknown as { tracks: MediaStreamTrack[] }).tracks.at(-1)!.dispatchEvent(new Event('ended')));
    await expect(notice(page, en.problem.camera.ended)).toBeVisible();
    await expect(panelOf(page)).toHaveCount(0);
    await expect.poll(() => tracks(page)).toEqual(['ended', 'ended', 'ended']);
  });

  test('a camera that is not allowed is one sentence', async () => {
    const { page, context } = opened;
    await context.clearPermissions();
    await start(page);
    await expect(notice(page, en.problem.camera.denied)).toBeVisible();
    await expect(panelOf(page)).toHaveCount(0);
  });
});

test('a machine without a camera is one sentence', async ({ page, context }) => {
  await context.grantPermissions(['camera']);
  await page.goto('./');
  await start(page);
  await expect(notice(page, en.problem.camera.none)).toBeVisible();
  await expect(panelOf(page)).toHaveCount(0);
});
