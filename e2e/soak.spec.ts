import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { chromium, expect } from '@playwright/test';
import { en } from '../src/locales/en';
import { input, openApp, test } from './support';

const batch = 50;
const batches = 10;

/** Writes an uncompressed picture of coarse noise, another for each seed; from disk, as a person's are, so that handing it over is not the page's work. */
function picture(folder: string, seed: number): string {
  const [width, height] = [96 + 4 * (seed % 5), 80];
  const bytes = Buffer.alloc(54 + 3 * width * height);
  bytes.write('BM');
  bytes.writeUInt32LE(bytes.length, 2);
  for (const [value, at] of [[54, 10], [40, 14], [width, 18], [height, 22]] as const) bytes.writeUInt32LE(value, at);
  bytes.writeUInt16LE(1, 26);
  bytes.writeUInt16LE(24, 28);
  for (let i = 54; i < bytes.length; i++) bytes[i] = (Math.imul((i >> 5) + 1, 2654435761 + 977 * seed) >>> 11) & 255;
  const path = join(folder, `noise-${seed}.bmp`);
  writeFileSync(path, bytes);
  return path;
}

interface Memory {
  tensors: number;
  /** Of tensors. */
  bytes: number;
  /** JavaScript and wasm of the page and its workers. */
  heap: number;
}

/** Keeps the app's worker within reach, and the main thread's long tasks. */
function observe(): void {
  const scope = globalThis as unknown as { engineWorker: Worker; longTasks: number[]; Worker: typeof Worker };
  scope.longTasks = [];
  new PerformanceObserver((list) => scope.longTasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ entryTypes: ['longtask'] });
  scope.Worker = class extends Worker {
    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options);
      if (options?.name === 'engine') scope.engineWorker = this;
    }
  };
}

/** Takes the long tasks seen so far, in ms. */
const takeLongTasks = (page: Page): Promise<number[]> =>
  page.evaluate(() => (globalThis as unknown as { longTasks: number[] }).longTasks.splice(0));

/** Asks the engine's own `memory()` in comlink's words, and the browser for everything. */
const memoryOf = (page: Page): Promise<Memory> =>
  page.evaluate(async () => {
    const worker = (globalThis as unknown as { engineWorker: Worker }).engineWorker;
    const id = `soak-${Math.random()}`;
    const { value } = await new Promise<{ value: Omit<Memory, 'heap'> }>((resolve) => {
      worker.addEventListener('message', ({ data }) => data.id === id && resolve(data.value));
      worker.postMessage({ id, type: 'APPLY', path: ['memory'], argumentList: [] }, []);
    });
    const measure = performance as unknown as { measureUserAgentSpecificMemory(): Promise<{ bytes: number }> };
    return { ...value, heap: (await measure.measureUserAgentSpecificMemory()).bytes };
  });

test('500 images in a row leave tensors and heap flat @slow', async ({ watch, baseURL }, info) => {
  test.setTimeout(900_000);
  const { annotations, project } = info;
  const folder = info.outputPath('pictures');
  mkdirSync(folder, { recursive: true });
  const { executablePath, args } = project.use.launchOptions!;
  const browser = await chromium.launch({ executablePath, args: [...args!, '--enable-blink-features=ForceEagerMeasureMemory'] });
  try {
    const context = await browser.newContext({ baseURL, reducedMotion: 'reduce', serviceWorkers: 'block' });
    watch.follow(context);
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    await page.addInitScript(observe);
    await openApp(page);
    const list = page.getByRole('region', { name: en.images.title }).getByRole('button', { name: /^Look into noise/ });
    const seen: Memory[] = [];
    const tasks: number[] = [];
    for (let round = 0; round < batches; round++) {
      await takeLongTasks(page);
      await input(page).setInputFiles(Array.from({ length: batch }, (_, i) => picture(folder, round * batch + i)));
      await expect(list.filter({ hasText: '%' })).toHaveCount(batch, { timeout: 120_000 });
      tasks.push(...(await takeLongTasks(page)));
      await page.getByRole('button', { name: en.images.clear }).click();
      await expect(list).toHaveCount(0);
      await devtools.send('HeapProfiler.collectGarbage');
      seen.push(await memoryOf(page));
    }
    const description = `${Math.max(0, ...tasks).toFixed(0)} ms, ${tasks.length} over 50 ms in ${batch * batches} images`;
    annotations.push({ type: 'longest main-thread task while the network runs', description });
    console.log(`longest main-thread task while the network runs: ${description}`);
    console.log(`all of them, ms: ${tasks.map((task) => task.toFixed(0)).join(' ')}`);
    console.log(`memory after each ${batch}: ${seen.map(({ tensors, bytes, heap }) => `${tensors} tensors ${(bytes / 1e6).toFixed(1)} MB, heap ${(heap / 1e6).toFixed(1)} MB`).join('; ')}`);
    const [, early] = seen;
    const last = seen.at(-1)!;
    expect(last.tensors).toBe(early!.tensors);
    expect(last.bytes).toBe(early!.bytes);
    expect(last.heap - early!.heap).toBeLessThan(4e6);
  } finally {
    await browser.close();
  }
});
