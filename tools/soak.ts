import { appendFileSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type CDPSession, chromium, type Page } from '@playwright/test';
import { build, preview } from 'vite';
import { en } from '../src/locales/en';
import { ko } from '../src/locales/ko';
import { findChromium } from './chromium';
import { flatness, type Sample } from './soak/flat';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '120' },
    /** Of a site that is served already. */
    address: { type: 'string' },
    log: { type: 'string', default: '.shots/soak.csv' },
  },
});
const minutes = Number(values.minutes);
if (!(minutes > 0)) throw new Error(`--minutes ${values.minutes}: how long to go on, in minutes`);
/** Minutes between samples: a short run has enough of them to compare, too. */
const pause = Math.min(1, minutes / 10);

type Words = typeof en | typeof ko;
const folder = 'public/samples';
const images = readdirSync(folder)
  .filter((name) => /\.(jpg|png|webp)$/.test(name))
  .map((name) => join(folder, name));

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).first();

/** What a person does in one round; each step leaves the page as the next expects it. */
async function round(page: Page, words: Words, turn: number): Promise<void> {
  const own = Array.from({ length: 5 }, (_, i) => images[(5 * turn + i) % images.length]!);
  await page.locator('input[type=file]').setInputFiles(own);
  await page.locator('.probability-bars').waitFor();
  for (const quick of ['lateFrozen', 'lateOff', 'live'] as const) {
    await button(page, words.gates.quick[quick]).click();
    await page.waitForTimeout(150);
  }
  await page.getByRole('radio', { name: words.figure.heat, exact: true }).check();
  await page.locator('.class-heatmap').first().waitFor();
  await page.getByRole('radio', { name: words.figure.lines, exact: true }).check();
  const panel = page.getByTestId('figure').getByRole('button', { name: /^SE_/ }).nth(turn % 6);
  await panel.click();
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await button(page, words.app.compare).click();
  await page.getByTestId('distance').filter({ hasText: /\d/ }).waitFor();
  const depth = page.locator('.depthSlider input');
  for (let i = 0; i < 4; i++) await depth.press(turn % 2 === 0 ? 'ArrowRight' : 'ArrowLeft');
  await page.locator('.channelRow').first().click();
  await page.getByTestId('opened-channels').waitFor();
  await button(page, words.compare.opened.close).click();
  await button(page, words.app.block).click();
  await page.locator('.block-flow').waitFor();
  await page.locator('.blockButtons input').nth(turn % 16).check();
  await page.locator('[data-testid=one-block][aria-busy=false]').waitFor();
  await button(page, words.app.explore).click();
  await button(page, words.images.clear).click();
  await page.locator('.probability-bars').waitFor({ state: 'detached' });
}

/** Keeps the engine's worker within reach, to be asked for its tensors. */
function keepWorker(): void {
  const scope = globalThis as unknown as { engineWorker: Worker; Worker: typeof Worker };
  scope.Worker = class extends Worker {
    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options);
      if (options?.name === 'engine') scope.engineWorker = this;
    }
  };
}

async function measure(page: Page, devtools: CDPSession, minute: number, rounds: number): Promise<Sample> {
  await devtools.send('HeapProfiler.collectGarbage');
  const { tensors, heap } = await page.evaluate(async () => {
    const worker = (globalThis as unknown as { engineWorker: Worker }).engineWorker;
    const id = `soak-${Math.random()}`;
    const value = await new Promise<{ tensors: number }>((resolve) => {
      const hear = ({ data }: MessageEvent): void => {
        if (data.id !== id) return;
        worker.removeEventListener('message', hear);
        resolve(data.value.value ?? data.value);
      };
      worker.addEventListener('message', hear);
      worker.postMessage({ id, type: 'APPLY', path: ['memory'], argumentList: [] }, []);
    });
    const { measureUserAgentSpecificMemory } = performance as unknown as { measureUserAgentSpecificMemory?: () => Promise<{ bytes: number }> };
    return { tensors: value.tensors, heap: (await measureUserAgentSpecificMemory?.call(performance))?.bytes ?? 0 };
  });
  const { metrics } = await devtools.send('Performance.getMetrics');
  const of = (name: string) => metrics.find((metric) => metric.name === name)!.value;
  return { minute, rounds, heap: heap / 1e6, page: of('JSHeapUsedSize') / 1e6, tensors, listeners: of('JSEventListeners'), nodes: of('Nodes') };
}

mkdirSync('.shots', { recursive: true });
let address = values.address;
let close = async (): Promise<void> => {};
if (!address) {
  const site = { outDir: '.shots/site', emptyOutDir: true };
  await build({ logLevel: 'warn', build: site });
  const server = await preview({ logLevel: 'silent', build: site, preview: { port: 0, host: 'localhost' } });
  address = server.resolvedUrls!.local[0]!;
  close = () => server.close();
}
const browser = await chromium.launch({ executablePath: await findChromium(), args: ['--no-sandbox', '--use-angle=swiftshader', '--enable-blink-features=ForceEagerMeasureMemory'] });
const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce', serviceWorkers: 'block' });
page.setDefaultTimeout(60_000);
const complaints: string[] = [];
page.on('pageerror', (error) => complaints.push(error.message));
page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
/** tsx wraps each named function in this, also those that are handed to the page. */
await page.addInitScript('globalThis.__name = (value) => value');
await page.addInitScript(keepWorker);
await page.goto(address);
await page.getByTestId('engine').filter({ hasText: '✓' }).waitFor();
const devtools = await page.context().newCDPSession(page);
await devtools.send('Performance.enable');

const columns = ['minute', 'rounds', 'heap', 'page', 'tensors', 'listeners', 'nodes'] as const;
writeFileSync(values.log, `${columns.join(',')}\n`);
const samples: Sample[] = [];
const begun = Date.now();
const now = () => (Date.now() - begun) / 60_000;
let rounds = 0;
let language: keyof typeof languages = 'en';
const languages = { en, ko };
while (now() < minutes) {
  await round(page, languages[language], rounds);
  rounds += 1;
  if (rounds % 3 === 0) {
    await button(page, languages[language].app.language).click();
    language = language === 'en' ? 'ko' : 'en';
    await button(page, languages[language].app.explore).waitFor();
  }
  if (now() < samples.length * pause) continue;
  const sample = await measure(page, devtools, now(), rounds);
  samples.push(sample);
  const line = columns.map((column) => Number(sample[column].toFixed(1)));
  appendFileSync(values.log, `${line.join(',')}\n`);
  console.log(columns.map((column, i) => `${column} ${line[i]}`).join('  '));
}
await browser.close();
await close();
const { flat, words } = flatness(samples);
console.log(words);
if (complaints.length > 0) console.log(`errors on the page: ${[...new Set(complaints)].join('; ')}`);
process.exit(flat && complaints.length === 0 ? 0 : 1);
