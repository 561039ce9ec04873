import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, type Page } from '@playwright/test';
import config from '../playwright.config';
import { en } from '../src/locales/en';
import { taken } from './files';
import { serve } from './overlay';
import { manifest, samplePath } from './shipped';
import { addImages, engine, imageButton, input, notice, openApp, panel, predicted, sentence, test } from './support';

const { launchOptions } = config.use!;
test.use({
  launchOptions: { ...launchOptions, args: [...launchOptions!.args!, '--use-fake-device-for-media-stream'] },
  permissions: ['camera', 'clipboard-read', 'clipboard-write'],
});

const heic = new URL('fixtures/files/picture.heic', import.meta.url).pathname;

type Watched = { violations: string[] };

/** Told by the page and, over a channel, by its workers. */
function watchPolicy(): void {
  const scope = globalThis as unknown as Watched;
  scope.violations = [];
  document.addEventListener('securitypolicyviolation', (event) => scope.violations.push(`${event.effectiveDirective}: ${event.blockedURI} (${event.sourceFile}:${event.lineNumber})`));
  new BroadcastChannel('violations').addEventListener('message', ({ data }) => scope.violations.push(`worker: ${data}`));
}
const inWorkers = `self.addEventListener('securitypolicyviolation', (event) => new BroadcastChannel('violations').postMessage(event.effectiveDirective + ': ' + event.blockedURI));`;

async function watched(page: Page): Promise<void> {
  await page.addInitScript(watchPolicy);
  await page.context().route(/\/assets\/(worker|comparisonWorker)-[^/]*\.js$/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: inWorkers + (await response.text()) });
  });
}

const violations = (page: Page): Promise<string[]> => page.evaluate(() => (globalThis as unknown as Watched).violations);

/** Explore with what opens there, and every engine of this machine. */
async function explore(page: Page): Promise<void> {
  await addImages(page, samplePath('school-bus.jpg'), samplePath('goldfish.webp'), heic);
  await page.getByRole('button', { name: /^Add the sample/ }).first().click();
  await page.getByRole('button', { name: en.gates.quick.lateFrozen }).click();
  await page.getByRole('button', { name: en.outcome.check }).click();
  await expect(page.getByTestId('live-check')).toBeVisible({ timeout: 100_000 });
  await page.getByRole('button', { name: en.common.numbers }).click();
  await page.getByRole('button', { name: en.rows.classes }).click();
  await page.getByRole('radio', { name: en.figure.heat }).check();
  await page.getByRole('radio', { name: en.figure.lines }).check();
  await panel(page, 'SE_5_2').getByRole('button', { name: 'SE_5_2' }).click();
  await expect(page.getByText(en.block.standOut)).toBeVisible();
  await page.keyboard.press('Escape');
  for (const [choice, name] of [['cpu', 'cpu'], ['webgl', 'webgl'], ['auto', 'wasm']] as const) {
    await engine(page).click();
    await page.getByRole('radio', { name: en.engine[choice] }).click();
    await expect(engine(page)).toContainText(name, { timeout: 120_000 });
    await page.keyboard.press('Escape');
  }
  await engine(page).click();
  await page.getByRole('button', { name: en.card.open }).click();
  await expect(page.getByRole('dialog', { name: en.card.title })).toContainText(/\w{20}|\. /);
  await page.keyboard.press('Escape');
}

/** A picture from another site, which may be drawn and never run. */
async function byAddress(page: Page): Promise<void> {
  const picture = `<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64"><rect width="64" height="64" fill="red"/></svg>`;
  const site = await otherSite(picture);
  try {
    await page.getByRole('button', { name: en.sources.address, exact: true }).click();
    await page.getByRole('textbox', { name: en.sources.form.label }).fill(`${site.address}red.svg`);
    await page.getByRole('button', { name: en.sources.form.fetch, exact: true }).click();
    await predicted(page, 'red.svg');
  } finally {
    site.close();
  }
}

async function otherSite(picture: string) {
  const server = createServer((_, response) => void response.writeHead(200, { 'access-control-allow-origin': '*', 'content-type': 'image/svg+xml' }).end(picture));
  await new Promise<void>((resolve) => void server.listen(0, 'localhost', resolve));
  return { address: `http://localhost:${(server.address() as AddressInfo).port}/`, close: () => void (server.closeAllConnections(), server.close()) };
}

async function camera(page: Page): Promise<void> {
  await page.getByRole('button', { name: en.sources.camera, exact: true }).click();
  await expect(page.getByTestId('camera-top')).toContainText('%');
  await page.getByTestId('camera').getByRole('button', { name: en.sources.live.still }).click();
  await predicted(page, sentence(en.sources.live.stillName, { n: 1 }));
  await page.getByTestId('camera').getByRole('button', { name: en.sources.live.stop }).click();
}

async function takeAway(page: Page): Promise<void> {
  await page.getByRole('button', { name: sentence(en.takeaway.of, { of: en.figure.title }), exact: true }).click();
  const list = page.getByTestId('offered');
  for (const format of ['SVG', 'PNG']) await taken(page, list.getByRole('button', { name: sentence(en.takeaway.as, { title: en.takeaway.figure.title, format }), exact: true }));
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: en.takeaway.all.button, exact: true }).click();
  await taken(page, page.getByRole('button', { name: en.takeaway.all.start }));
  await page.keyboard.press('Escape');
}

async function otherViews(page: Page): Promise<void> {
  await page.getByRole('button', { name: en.app.compare, exact: true }).click();
  await expect(page.getByTestId('distance')).toContainText(/\d/, { timeout: 60_000 });
  await page.getByRole('button', { name: en.app.block, exact: true }).click();
  await expect(page.getByTestId('followed')).toBeVisible();
  await page.getByRole('button', { name: en.help.keys.button }).click();
  const keys = page.getByRole('dialog', { name: en.help.keys.title });
  await expect(keys).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(keys).toHaveCount(0);
  await page.getByRole('button', { name: en.share.button, exact: true }).click();
  await page.getByRole('button', { name: en.share.copy }).click();
  await expect(page.getByText(en.share.copied).last()).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: en.app.language }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'ko');
}

/** Script in the page and requests to where the app has nothing to fetch are stopped. */
async function stops(page: Page): Promise<void> {
  await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'document.title = "taken over"';
    document.body.append(script);
  });
  await expect.poll(() => violations(page)).toContainEqual(expect.stringContaining('script-src'));
  expect(await page.title()).not.toBe('taken over');
  expect(await page.evaluate(() => fetch('http://example.invalid/').then(() => 'sent', () => 'stopped'))).toBe('stopped');
  await expect.poll(() => violations(page)).toContainEqual(expect.stringContaining('connect-src'));
}

test('nothing of the app offends the content security policy, which stops what is not of the app @slow', async ({ page, watch }) => {
  test.setTimeout(500_000);
  await watched(page);
  await openApp(page);
  for (const use of [explore, byAddress, camera, takeAway, otherViews]) {
    await use(page);
    expect(await violations(page), use.name).toEqual([]);
  }
  watch.allow(/Content Security Policy|example\.invalid/);
  await stops(page);
});

test('each part that is embedded keeps to the policy, in a page of another site @slow', async ({ page }) => {
  test.setTimeout(240_000);
  const host = createServer((request, response) => void response.setHeader('Content-Type', 'text/html').end(`<!doctype html><link rel="icon" href="data:,"><iframe style="width:1000px;height:700px" src="${new URL(request.url!, 'http://x').searchParams.get('of')}"></iframe>`));
  await new Promise<void>((resolve) => void host.listen(0, 'localhost', resolve));
  try {
    for (const part of ['rows', 'figure', 'gates', 'compare', 'block']) {
      const of = new URL(`./#m=${manifest.id}&c=${manifest.classes[0]!.wordnet}.${manifest.classes[1]!.wordnet}&u=5-2&n=7&i=goldfish.webp&embed=${part}`, test.info().project.use.baseURL!).href;
      await page.goto(`http://localhost:${(host.address() as AddressInfo).port}/?of=${encodeURIComponent(of)}`);
      await expect(page.frameLocator('iframe').getByRole('link', { name: en.share.whole })).toBeVisible({ timeout: 60_000 });
      await expect(page.frameLocator('iframe').locator('svg, canvas').first()).toBeVisible({ timeout: 60_000 });
    }
  } finally {
    host.closeAllConnections();
    host.close();
  }
});

test('where the host sends no headers the policy stands in the page, under any path @slow', async ({ page, watch }) => {
  test.setTimeout(240_000);
  const site = await serve({}, { isolated: false, path: '/some/where/' });
  try {
    await watched(page);
    await openApp(page, site.address);
    await addImages(page, samplePath('school-bus.jpg'));
    expect(await violations(page)).toEqual([]);
    watch.allow(/Content Security Policy|example\.invalid/);
    await stops(page);
  } finally {
    await site.close();
  }
});

test('names of files are text, whatever stands in them @slow', async ({ page }) => {
  await page.addInitScript(watchPolicy);
  await openApp(page);
  const name = `<img src=x onerror="document.title='injected'"><b>&amp;{{name}}$t(app.name).jpg`;
  await input(page).setInputFiles([
    { name, mimeType: 'image/jpeg', buffer: readFileSync(samplePath('school-bus.jpg')) },
    { name: `bad ${name}`, mimeType: 'image/jpeg', buffer: Buffer.from('no picture at all, only text') },
  ]);
  await predicted(page, name);
  await expect(imageButton(page, name)).toContainText(name);
  await expect(notice(page, sentence(en.problem.image.text, { name: `bad ${name}` }))).toBeVisible();
  await expect(page.locator('img[src=x], b:text("&")')).toHaveCount(0);
  expect(await page.title()).not.toBe('injected');
  expect(await violations(page)).toEqual([]);
});
