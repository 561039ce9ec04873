import type { Page } from '@playwright/test';
import type { Site } from './site';

/** The shortest task that a browser reports as long. */
export const LONG = 50;

declare global {
  interface Window {
    longTasks: number[];
  }
}

/**
 * Milliseconds of the longest task of the page's main thread while the network runs: all photographs with all gates live, again with
 * two blocks frozen, and that setting's check on the held-out images. Less than `LONG` where no task was that long.
 */
export async function measureLongestTask(page: Page, site: Site, photographs: readonly string[]): Promise<number> {
  await page.goto(site.address);
  await page.getByTestId('engine').filter({ hasText: 'as PyTorch' }).waitFor({ timeout: 120_000 });
  await page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve, { timeout: 5000 })));
  await page.evaluate(() => {
    window.longTasks = [];
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) window.longTasks.push(duration);
    }).observe({ type: 'longtask' });
  });
  await page.locator('input[type=file]').first().setInputFiles([...photographs]);
  await page.waitForFunction((count) => [...document.querySelectorAll('.imageTop')].filter((top) => /\d+ ?%/.test(top.textContent)).length === count, photographs.length, { timeout: 120_000 });
  await page.getByRole('button', { name: '5·2 + 5·3 frozen' }).click();
  await page.getByRole('button', { name: 'check it live' }).click();
  await page.getByTestId('live-check').waitFor({ timeout: 120_000 });
  return page.evaluate((long) => Math.max(long, ...window.longTasks), LONG - 1);
}
