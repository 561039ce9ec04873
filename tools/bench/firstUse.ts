import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from '@playwright/test';
import type { Site } from './site';

export interface FirstUse {
  /** Milliseconds from navigation to the frame after the first curve was drawn. */
  curves: number;
  /** … and to the frame after the first prediction was in the page; the image is chosen as soon as the curves are there. */
  prediction: number;
  /** All scripts asked for until then, by page and worker. */
  scripts: Script[];
}

export interface Script {
  file: string;
  /** Bytes at gzip's level 9. */
  gzipped: number;
}

declare global {
  interface Window {
    /** Milliseconds since navigation. */
    firstUse: { curves?: number; prediction?: number };
  }
}

/** tsx compiles functions to calls of this helper, which a page doesn't have. */
const NAMES = 'globalThis.__name ??= (target) => target;';

/** Opens the app on a fresh page of a fresh browser and waits for the first prediction. */
export async function measureFirstUse(page: Page, site: Site, photograph: string): Promise<FirstUse> {
  await page.addInitScript(NAMES);
  await page.addInitScript(watch);
  site.takeRequests();
  await page.goto(site.address, { waitUntil: 'commit' });
  const curves = await moment(page, 'curves');
  await page.locator('input[type=file]').first().setInputFiles(photograph);
  const prediction = await moment(page, 'prediction');
  const until = (await page.evaluate(() => performance.timeOrigin)) + prediction;
  const asked = site.takeRequests().filter(({ at, path }) => at <= until && path.endsWith('.js'));
  const files = [...new Set(asked.map(({ path }) => path))];
  const scripts = files.map((file) => ({ file, gzipped: gzipSync(readFileSync(join(site.folder, file)), { level: 9 }).length }));
  return { curves, prediction, scripts };
}

async function moment(page: Page, name: 'curves' | 'prediction'): Promise<number> {
  const found = await page.waitForFunction((key) => window.firstUse[key], name, { timeout: 120_000 });
  return (await found.jsonValue())!;
}

/** Runs in the page before its scripts. A message after a frame's callbacks arrives once that frame is painted. */
function watch(): void {
  window.firstUse = {};
  const painted = (name: 'curves' | 'prediction') => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.addEventListener('message', () => {
        window.firstUse[name] ??= performance.now();
        port1.close();
      });
      port1.start();
      port2.postMessage(0);
    });
  };
  const { prototype } = CanvasRenderingContext2D;
  const { stroke } = prototype;
  prototype.stroke = function (this: CanvasRenderingContext2D, ...path: [path?: Path2D]) {
    prototype.stroke = stroke;
    stroke.apply(this, path as [Path2D]);
    painted('curves');
  };
  const observer = new MutationObserver(() => {
    if (!document.querySelector('.probability-bars')) return;
    observer.disconnect();
    painted('prediction');
  });
  observer.observe(document, { childList: true, subtree: true });
}
