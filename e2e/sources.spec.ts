import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { expect, type Page } from '@playwright/test';
import { en } from '../src/locales/en';
import { expectedOf } from './expected';
import { className, manifest, samplePath } from './shipped';
import { drop, imageButton, input, notice, openApp, pattern, predicted, sentence, test } from './support';

const { sources, problem } = en;
const [height, width] = manifest.preprocessing.size;
const fixture = (name: string): string => new URL(`fixtures/files/${name}`, import.meta.url).pathname;

/** Another site, which notes what it is asked for. */
async function otherSite(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  const asked: { path: string; cookie?: string; referer?: string }[] = [];
  const server = createServer((request, response) => {
    const { cookie, referer } = request.headers;
    asked.push({ path: request.url!, ...(cookie && { cookie }), ...(referer && { referer }) });
    answer(request, response);
  });
  await new Promise<void>((resolve) => void server.listen(0, 'localhost', resolve));
  const host = `localhost:${(server.address() as AddressInfo).port}`;
  return { host, asked, close: () => void (server.closeAllConnections(), server.close()) };
}

const field = (page: Page) => page.getByRole('textbox', { name: sources.form.label });
const fetchButton = (page: Page) => page.getByRole('button', { name: sources.form.fetch, exact: true });

/** Colour in the middle of what the network sees. */
const middle = (page: Page): Promise<number[]> =>
  page.getByRole('img', { name: sentence(en.images.sees, { width, height }) }).evaluate((canvas: HTMLCanvasElement) => {
    const { data } = canvas.getContext('2d')!.getImageData(canvas.width >> 1, canvas.height >> 1, 1, 1);
    return [...data.subarray(0, 3)];
  });

const svg = (head: string, body: string): Buffer => Buffer.from(`<svg ${head}>${body}</svg>`);

test('a picture by its address: only when asked, and each way it fails has a sentence @slow', async ({ page, context, watch }) => {
  watch.allow(/CORS|net::ERR|Failed to load resource/);
  const bus = readFileSync(samplePath('school-bus.jpg'));
  const free = { 'access-control-allow-origin': '*' };
  const site = await otherSite(({ url }, response) => {
    if (url === '/bus.jpg?large') response.writeHead(200, free).end(bus);
    else if (url === '/closed.jpg') response.writeHead(200).end(bus);
    else if (url === '/page.jpg') response.writeHead(200, { ...free, 'content-type': 'text/html' }).end('<!doctype html><p>Buy it</p>');
    else if (url === '/huge.jpg') response.writeHead(200, { ...free, 'content-length': 2 ** 30 }).write('x');
    else if (url === '/on.jpg') response.writeHead(302, { ...free, location: '/bus.jpg?large' }).end();
    else if (url === '/endless.jpg') response.writeHead(200, { ...free, 'content-length': 1000 }).write('x');
    else response.writeHead(404, free).end();
  });
  try {
    await context.addCookies([{ name: 'secret', value: '1', domain: 'localhost', path: '/' }]);
    await openApp(page);
    await page.evaluate((text) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', text);
      document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    }, `http://${site.host}/bus.jpg?large`);
    await expect(field(page)).toHaveValue(`http://${site.host}/bus.jpg?large`);
    expect(site.asked).toEqual([]);
    await field(page).press('Enter');
    await predicted(page, 'bus.jpg');
    await expect(imageButton(page, 'bus.jpg')).toContainText(className(expectedOf('school-bus.jpg').live.top5[0]!.class));
    expect(site.asked).toEqual([{ path: '/bus.jpg?large' }]);
    await expect(field(page)).toHaveCount(0);

    await page.getByRole('button', { name: sources.address, exact: true }).click();
    await field(page).fill('goldfish');
    await fetchButton(page).click();
    await expect(page.getByText(sources.form.none)).toBeVisible();
    const { host } = site;
    const failing: [path: string, said: string][] = [
      ['/none.jpg', sentence(problem.address.missing, { host })],
      ['/closed.jpg', sentence(problem.address.blocked, { host })],
      ['/huge.jpg', sentence(problem.address.tooLarge, { host, limit: 256 })],
      ['/on.jpg', sentence(problem.address.redirect, { host })],
    ];
    for (const [path, said] of failing) {
      await field(page).fill(`http://${host}${path}`);
      await fetchButton(page).click();
      await expect(notice(page, said)).toBeVisible();
      await expect(field(page)).toHaveValue(`http://${host}${path}`);
    }
    await field(page).fill(`${`http://${host}`}/endless.jpg`);
    await fetchButton(page).click();
    await expect(page.getByText(pattern(sources.form.fetchingPart, { host, percent: /\d+ %/ }))).toBeVisible();
    await page.getByRole('button', { name: en.common.cancel }).click();
    await context.setOffline(true);
    await fetchButton(page).click();
    await expect(notice(page, problem.address.offline)).toBeVisible();
    await context.setOffline(false);
    await field(page).fill(`http://${host}/page.jpg`);
    await fetchButton(page).click();
    await expect(notice(page, sentence(problem.image.text, { name: 'page.jpg' }))).toBeVisible();
    await expect(imageButton(page, 'bus.jpg')).toContainText('%');
  } finally {
    site.close();
  }
});

test('SVG is drawn as it is meant, and nothing in it runs or loads @slow', async ({ page, watch }) => {
  // The policy stops handlers where they are parsed, before they are taken out.
  watch.allow(/^console error: Executing inline event handler violates/);
  const leaks = await otherSite((_, response) => void response.writeHead(200, { 'access-control-allow-origin': '*' }).end());
  const far = `http://${leaks.host}/leak`;
  const xmlns = 'xmlns="http://www.w3.org/2000/svg"';
  const red = '<rect width="100%" height="100%" fill="#f00"/>';
  const hostile = svg(
    `${xmlns} viewBox="0 0 10 10" onload="parent.document.title='ran'"`,
    `<script>parent.document.title = 'ran'; fetch('${far}')</script><style>@import url(${far}); rect { fill: #f00; filter: url("${far}#a") }</style>
     <rect width="10" height="10"/><image href="${far}" width="10" height="10"/><foreignObject width="10" height="10"><img xmlns="http://www.w3.org/1999/xhtml" src="${far}" onerror="parent.document.title='ran'"/></foreignObject>`,
  );
  const files: [name: string, bytes: Buffer][] = [
    ['hostile.svg', hostile],
    ['sized.svg', svg(`${xmlns} width="64" height="64"`, red)],
    ['unsized.svg', svg(xmlns, red)],
    ['bare.svg', svg('width="9" height="9"', red)],
  ];
  try {
    await openApp(page);
    for (const [name, bytes] of files) {
      await drop(page, page.getByRole('main'), [{ name, bytes }]);
      await predicted(page, name);
      await expect(page.getByRole('region', { name })).toBeVisible();
      await expect.poll(() => middle(page), name).toEqual([255, 0, 0]);
    }
    await drop(page, page.getByRole('main'), [{ name: 'torn.svg', bytes: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><rect') }]);
    await expect(notice(page, sentence(problem.image.broken, { name: 'torn.svg', format: 'SVG' }))).toBeVisible();
    expect(leaks.asked).toEqual([]);
    expect(await page.title()).not.toBe('ran');
  } finally {
    leaks.close();
  }
});

test('HEIC is read by code that is loaded only then @slow', async ({ page }) => {
  const loaded: string[] = [];
  page.on('request', (request) => void (/heic/.test(request.url()) && loaded.push(request.url())));
  await openApp(page);
  await input(page).setInputFiles(samplePath('goldfish.webp'));
  await predicted(page, 'goldfish.webp');
  expect(loaded.filter((url) => url.includes('heic-to'))).toEqual([]);
  await input(page).setInputFiles(fixture('picture.heic'));
  await predicted(page, 'picture.heic');
  await expect(imageButton(page, 'picture.heic')).toContainText(className(expectedOf('school-bus.jpg').live.top5[0]!.class));
  expect(loaded.filter((url) => url.includes('heic-to'))).toHaveLength(1);
  await drop(page, page.getByRole('main'), [{ name: 'cut.heic', bytes: readFileSync(fixture('picture.heic')).subarray(0, 400) }]);
  await expect(notice(page, sentence(problem.image.broken, { name: 'cut.heic', format: 'HEIC' }))).toBeVisible();
});

test('a folder: names of classes are offered as labels, other files left out in one sentence @slow', async ({ page }, info) => {
  const folder = info.outputPath('mine');
  const [fish, bus] = ['goldfish.webp', 'school-bus.jpg'];
  const busClass = manifest.classes[expectedOf(bus).live.top5[0]!.class]!;
  for (const name of ['goldfish', busClass.wordnet!, 'holidays']) mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, 'goldfish', fish), readFileSync(samplePath(fish)));
  writeFileSync(join(folder, busClass.wordnet!, bus), readFileSync(samplePath(bus)));
  writeFileSync(join(folder, 'holidays', 'obelisk.png'), readFileSync(samplePath('obelisk.png')));
  writeFileSync(join(folder, 'holidays', 'notes.txt'), 'sunny');
  await openApp(page);
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: sources.folder, exact: true }).click();
  await (await chooser).setFiles(folder);
  for (const name of [fish, bus, 'obelisk.png']) await predicted(page, name);
  await expect(notice(page, sentence(problem.image.leftOut_one, { names: 'notes.txt' }))).toBeVisible();
  const offer = page.getByTestId('folder-labels');
  await expect(offer).toContainText('2');
  await expect(offer).not.toContainText('holidays');
  await offer.getByRole('button', { name: sources.labels.takeAll }).click();
  await expect(offer).toHaveCount(0);
  for (const [file, id] of [[fish, manifest.classes.find(({ name }) => name.includes('goldfish'))!.id], [bus, busClass.id]] as const) {
    await imageButton(page, file).click();
    await expect(page.getByRole('combobox', { name: en.images.label })).toHaveValue(className(id));
  }
  await imageButton(page, 'obelisk.png').click();
  await expect(page.getByRole('combobox', { name: en.images.label })).toHaveValue('');
});

test('an image dropped before the network is even known waits for it', async ({ page }) => {
  let go = () => {};
  const held = new Promise<void>((resolve) => (go = resolve));
  await page.route('**/models/index.json', async (route) => {
    await held;
    await route.continue();
  });
  await page.goto('./');
  await input(page).setInputFiles([samplePath('goldfish.webp'), samplePath('school-bus.jpg')]);
  await expect(page.getByText(sentence(en.images.reading, { done: 0, total: 2 }))).toBeVisible();
  go();
  for (const name of ['goldfish.webp', 'school-bus.jpg']) await predicted(page, name);
  await expect(page.getByRole('alert')).toHaveCount(0);
});

/** A PNG of one colour, row by row the same. */
function plainPng(side: number): Buffer {
  const chunk = (name: string, data: Buffer): Buffer => {
    const body = Buffer.concat([Buffer.from(name), data]);
    const crc = Buffer.alloc(4);
    crc.writeUInt32BE(crc32(body));
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    return Buffer.concat([length, body, crc]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header[8] = 8;
  const rows = Buffer.alloc(side * (side + 1), 128);
  for (let row = 0; row < side; row++) rows[row * (side + 1)] = 0;
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', header), chunk('IDAT', deflateSync(rows, { level: 1 })), chunk('IEND', Buffer.alloc(0))]);
}

function crc32(bytes: Buffer): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (0xedb88320 & -(crc & 1));
  }
  return ~crc >>> 0;
}

test('100 megapixels are read while the page goes on; one row more is refused @slow', async ({ page }, info) => {
  const [path, tooLarge] = [info.outputPath('large.png'), info.outputPath('larger.png')];
  writeFileSync(path, plainPng(10_000));
  writeFileSync(tooLarge, plainPng(10_001));
  await openApp(page);
  await page.evaluate(() => {
    const scope = globalThis as unknown as { tasks: number[] };
    scope.tasks = [];
    new PerformanceObserver((list) => scope.tasks.push(...list.getEntries().map(({ duration }) => duration))).observe({ entryTypes: ['longtask'] });
  });
  await input(page).setInputFiles(path);
  await predicted(page, 'large.png');
  await expect.poll(() => middle(page)).toEqual([128, 128, 128]);
  const tasks = await page.evaluate(() => (globalThis as unknown as { tasks: number[] }).tasks);
  info.annotations.push({ type: 'longest main-thread task while 100 megapixels are read', description: `${Math.max(0, ...tasks).toFixed(0)} ms` });
  console.log(`longest main-thread task while 100 megapixels are read: ${Math.max(0, ...tasks).toFixed(0)} ms`);
  await input(page).setInputFiles(tooLarge);
  await expect(notice(page, sentence(problem.image.tooManyPixels, { name: 'larger.png', width: 10_001, height: 10_001, megapixels: 100, limit: 100 }))).toBeVisible();
});
