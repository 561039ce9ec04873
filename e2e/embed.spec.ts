import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, type FrameLocator, type Locator, type Page } from '@playwright/test';
import { en } from '../src/locales/en';
import { expectedOf, floats } from './expected';
import { rounded } from './numbers';
import { className, manifest } from './shipped';
import { openApp, pattern, sentence, test } from './support';

/** A page of another origin with this HTML in it; `isolated` pages load only what allows it. */
async function lecture(html: string, isolated: boolean): Promise<{ address: string; close: () => void }> {
  const server = createServer((_, response) => {
    if (isolated) response.setHeader('Cross-Origin-Opener-Policy', 'same-origin').setHeader('Cross-Origin-Embedder-Policy', 'require-corp');
    response.setHeader('Content-Type', 'text/html').end(`<!doctype html><html lang="en"><link rel="icon" href="data:,"><title>Lecture</title><h1>Lecture</h1>${html}`);
  });
  await new Promise<void>((resolve) => void server.listen(0, 'localhost', resolve));
  return { address: `http://localhost:${(server.address() as AddressInfo).port}/`, close: () => (server.closeAllConnections(), server.close()) };
}

async function copyCode(page: Page, part?: string): Promise<string> {
  await page.getByRole('button', { name: en.share.button, exact: true }).click();
  if (part) {
    await page.getByRole('combobox', { name: en.share.part }).click();
    await page.getByRole('option', { name: part }).click();
  }
  await page.getByRole('button', { name: en.share.embed }).click();
  await expect(page.getByText(en.share.codeCopied).last()).toBeVisible();
  return page.evaluate(() => navigator.clipboard.readText());
}

async function framed(page: Page, code: string, isolated: boolean, use: (frame: FrameLocator) => Promise<void>): Promise<void> {
  const host = await lecture(code, isolated);
  try {
    await page.goto(host.address);
    await use(page.frameLocator('iframe'));
  } finally {
    host.close();
  }
}

test.beforeEach(async ({ context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
});

for (const isolated of [false, true]) {
  test(`the block of a sample is framed by ${isolated ? 'an isolated' : 'another'} page, and answers @slow`, async ({ page }) => {
    await openApp(page, `./#m=${manifest.id}&c=${manifest.classes[0]!.wordnet}&s=block&u=5-2&n=7&i=goldfish.webp`);
    await expect(page.getByTestId('followed')).toBeVisible();
    const code = await copyCode(page);
    await framed(page, code, isolated, async (frame) => {
      const step = frame.getByTestId('followed').locator('[data-step=excitation]');
      const gate = (block: 'SE_5_2' | 'SE_5_1'): RegExp => new RegExp(`= (${rounded(floats(expectedOf('goldfish.webp').live.excitation[block]!)[7]!, 3).source})\\.$`);
      await expect(step).toContainText(gate('SE_5_2'), { timeout: 60_000 });
      await expect(frame.getByRole('banner')).toHaveCount(0);
      await frame.getByRole('radio', { name: 'SE_5_1', exact: true }).check();
      await expect(step).toContainText(gate('SE_5_1'));
      const whole = new URL((await frame.getByRole('link', { name: en.share.whole }).getAttribute('href'))!);
      expect(decodeURIComponent(whole.hash)).toContain('s=block');
      expect(whole.hash).toContain('u=5-1');
      expect(whole.hash).not.toContain('embed');
      for (const width of [420, 1000]) {
        await page.locator('iframe').evaluate((element, px) => (element.style.width = `${px}px`), width);
        await expect.poll(() => frame.locator('html').evaluate((html) => html.scrollWidth - html.clientWidth)).toBe(0);
      }
    });
  });
}

test('the figure, the rows, the gates and the comparison can each be framed @slow', async ({ page }) => {
  await openApp(page);
  const codes = {
    figure: await copyCode(page),
    rows: await copyCode(page, en.share.parts.rows),
    gates: await copyCode(page, en.share.parts.gates),
  };
  await page.getByRole('button', { name: en.app.compare, exact: true }).click();
  await expect(page.getByTestId('pair-story')).toBeVisible();
  const compare = await copyCode(page);
  await framed(page, codes.figure, false, async (frame) => {
    await expect(frame.getByTestId('figure').getByRole('slider')).toHaveCount(6);
    const name = className(manifest.defaults.classes[0]!);
    const sd = frame.getByRole('button', { name: sentence(en.figure.sdOf, { name }), exact: true });
    await sd.click();
    await expect(sd).toHaveAttribute('aria-pressed', 'true');
  });
  await framed(page, codes.rows, false, async (frame) => {
    await frame.getByRole('button', { name: en.rows.classes }).click();
    await expect(frame.getByText(en.rows.rest, { exact: true })).toBeVisible();
  });
  await framed(page, codes.gates, false, async (frame) => {
    await frame.getByRole('button', { name: en.gates.quick.lateFrozen }).click();
    await expect(frame.getByTestId('outcome')).toContainText(pattern(en.outcome.frozen, { blocks: /SE_5_2.*/ }));
  });
  await framed(page, compare, false, async (frame) => {
    await expect(frame.getByTestId('pair-story')).toBeVisible();
  });
});

/** Waits until it no longer grows. */
async function restingHeight(html: Locator): Promise<number> {
  let before = -1;
  await expect
    .poll(async () => {
      const now = await html.evaluate((element) => element.scrollHeight);
      const same = now === before;
      before = now;
      return same;
    }, { intervals: [1000] })
    .toBe(true);
  return before;
}

test('no part scrolls inside the frame that is handed out, from 960 px on @slow', async ({ page }) => {
  test.setTimeout(240_000);
  const codes: string[] = [];
  await openApp(page, `./#m=${manifest.id}&c=${manifest.defaults.classes.map((id) => manifest.classes[id]!.wordnet).join('.')}&i=goldfish.webp`);
  for (const part of ['figure', 'rows', 'gates'] as const) codes.push(await copyCode(page, part === 'figure' ? undefined : en.share.parts[part]));
  await page.getByRole('button', { name: en.app.compare, exact: true }).click();
  await expect(page.getByTestId('pair-story')).toBeVisible();
  codes.push(await copyCode(page));
  await page.getByRole('button', { name: en.app.block, exact: true }).click();
  await expect(page.getByTestId('followed')).toBeVisible();
  codes.push(await copyCode(page));
  for (const code of codes) {
    await framed(page, code, false, async (frame) => {
      await expect(frame.locator('main.embed .chart').first()).toBeVisible({ timeout: 60_000 });
      for (const width of [960, 1200]) {
        const height = await page.locator('iframe').evaluate((element, px) => ((element.style.width = `${px}px`), element.clientHeight), width);
        expect(await restingHeight(frame.locator('html')), `${code} at ${width} px`).toBeLessThanOrEqual(height);
      }
    });
  }
});

test('an unknown part shows the whole page and says so @slow', async ({ page }) => {
  await openApp(page, `./#embed=poster&m=${manifest.id}&c=${manifest.classes[0]!.wordnet}`);
  await expect(page.getByRole('alert').filter({ hasText: en.share.partly })).toContainText('poster');
});
