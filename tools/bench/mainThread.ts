import type { Browser, ElementHandle, Page } from '@playwright/test';
import type { Site } from './site';

/** The shortest task that a browser reports as long. */
export const LONG = 50;

export interface LongestTask {
  /** Milliseconds as the page sees them; less than `LONG` where no task was that long. */
  passed: number;
  /** Milliseconds on the processor of the task that took most, without what other programs took in between. */
  worked: number;
}

interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  /** Microseconds. */
  ts: number;
  tdur?: number;
  args?: { name?: string };
}

declare global {
  interface Window {
    longTasks: number[];
  }
}

/**
 * The longest task of the page's main thread while the network runs: all photographs with all gates live, again with
 * two blocks frozen, and that setting's check on the held-out images.
 */
export async function measureLongestTask(page: Page, browser: Browser, site: Site, photographs: readonly string[]): Promise<LongestTask> {
  await page.goto(site.address);
  await page.getByTestId('engine').filter({ hasText: 'as PyTorch' }).waitFor({ timeout: 120_000 });
  await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve, { timeout: 5000 })));
  const input = await page.waitForSelector('input[type=file]', { state: 'attached' });
  await page.waitForFunction(() => true);
  await browser.startTracing(page, { categories: ['toplevel', 'blink.user_timing'] });
  await page.evaluate((mark) => {
    window.longTasks = [];
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) window.longTasks.push(duration);
    }).observe({ type: 'longtask' });
    performance.mark(mark);
  }, BEGIN);
  await use(page, input, photographs);
  const passed = await page.evaluate((long) => Math.max(long, ...window.longTasks), LONG - 1);
  const trace = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
  return { passed, worked: mostWork(trace.traceEvents) };
}

const BEGIN = 'bench-begin';

/** Without locators: a search by role asks for the styles of the whole page, in a task of the page's own. */
async function use(page: Page, input: ElementHandle, photographs: readonly string[]): Promise<void> {
  await input.setInputFiles([...photographs]);
  await page.waitForFunction(
    (count) => [...document.querySelectorAll('.imageTop')].filter((top) => /\d+ ?%/.test(top.textContent)).length === count,
    photographs.length,
    { timeout: 120_000, polling: 200 },
  );
  for (const text of ['5·2 + 5·3 frozen', 'check it live']) {
    await page.waitForFunction((wanted) => {
      const button = [...document.querySelectorAll('button')].find(({ textContent }) => textContent === wanted);
      button?.click();
      return button;
    }, text, { timeout: 120_000, polling: 200 });
  }
  await page.waitForFunction(() => document.querySelector('[data-testid=live-check]'), undefined, { timeout: 120_000, polling: 200 });
}

/** Of the tasks on the thread that set the mark, after it. */
function mostWork(events: readonly TraceEvent[]): number {
  const begin = events.find(({ name }) => name === BEGIN);
  const tasks = events.filter(({ name, ph, pid, tid, ts, tdur }) =>
    name.endsWith('RunTask') && ph === 'X' && tdur !== undefined && pid === begin?.pid && tid === begin.tid && ts > begin.ts);
  if (tasks.length === 0) throw new Error("the browser's trace has no tasks of the page");
  return Math.max(...tasks.map(({ tdur }) => tdur!)) / 1000;
}
