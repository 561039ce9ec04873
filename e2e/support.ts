import { basename, extname } from 'node:path';
import { readFileSync } from 'node:fs';
import { type BrowserContext, type Locator, type Page, expect, test as base } from '@playwright/test';
import type { BlockId } from '../src/contracts';
import { en } from '../src/locales/en';

/** Collects what no journey may cause: requests that leave this machine, page errors and console errors. */
class Watch {
  readonly complaints: string[] = [];
  private readonly allowed: RegExp[] = [];

  /** A console error that a test brings about on purpose. */
  allow(pattern: RegExp): void {
    this.allowed.push(pattern);
  }

  follow(context: BrowserContext): void {
    context.on('request', (request) => {
      if (!isLocal(request.url())) this.complain(`request to ${request.url()}`);
    });
    context.on('weberror', (error) => this.complain(`page error: ${error.error().stack ?? error.error().message}`));
    context.on('console', (message) => {
      if (message.type() === 'error') this.complain(`console error: ${message.text()} (${message.location().url})`);
    });
  }

  private complain(text: string): void {
    if (!this.allowed.some((pattern) => pattern.test(text))) this.complaints.push(text);
  }
}

function isLocal(address: string): boolean {
  if (address.startsWith('data:')) return true;
  const { hostname } = new URL(address.replace(/^blob:/, ''));
  return hostname === 'localhost' || hostname === '127.0.0.1';
}

export const test = base.extend<{ watch: Watch }>({
  watch: [
    async ({ context }, use) => {
      const watch = new Watch();
      watch.follow(context);
      await use(watch);
      expect(watch.complaints, 'requests that left this machine, and errors on the page').toEqual([]);
    },
    { auto: true },
  ],
});

/** A sentence of the locale file with its values filled in, tags left out. */
export function sentence(template: string, values: Record<string, string | number> = {}): string {
  return template.replace(/<\/?\w+>/g, '').replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name]));
}

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** The same as a pattern; a value may be one itself. Before % stands a space that doesn't break. */
export function pattern(template: string, values: Record<string, string | number | RegExp>): RegExp {
  const parts = template.replace(/<\/?\w+>/g, '').split(/\{\{(\w+)\}\}/);
  const value = (name: string): string => {
    const given = values[name]!;
    return given instanceof RegExp ? `(?:${given.source})` : escaped(String(given));
  };
  return new RegExp(parts.map((part, i) => (i % 2 === 0 ? escaped(part) : value(part))).join('').replaceAll(' %', '\\s%'));
}

/** The words of a sentence before its first value. */
export const beginning = (template: string): string => template.split('{{')[0]!.trim();

export const engine = (page: Page): Locator => page.getByTestId('engine');

/** Opens the app and waits until the network runs and has been compared with PyTorch. */
export async function openApp(page: Page, address = './'): Promise<void> {
  await page.goto(address);
  await expect(engine(page)).toContainText(en.engine.asPyTorch, { timeout: 60_000 });
}

/** The numbers behind what the page shows of its chosen image, in full: by block, what was computed and what was applied. */
export async function shownNumbers(page: Page): Promise<Record<'live' | 'changed', Record<'excitation' | 'gate', Record<BlockId, number[]>> | undefined>> {
  return page.evaluate(() => {
    type Blocks = Partial<Record<BlockId, Float32Array>>;
    const plain = (values: Blocks) => Object.fromEntries(Object.entries(values).map(([block, own]) => [block, Array.from(own!)])) as Record<BlockId, number[]>;
    const of = (result: { excitation: Blocks; gate: Blocks } | undefined) => result && { excitation: plain(result.excitation), gate: plain(result.gate) };
    const { live, changed } = window.seScope.shown()!;
    return { live: of(live), changed: of(changed) };
  });
}

/** Largest absolute difference of two lists of one length. */
export function largestDifference(found: ArrayLike<number>, wanted: ArrayLike<number>): number {
  expect(found.length).toBe(wanted.length);
  return Array.from(wanted, (value, i) => Math.abs(value - found[i]!)).reduce((most, difference) => Math.max(most, difference), 0);
}

export const input = (page: Page): Locator => page.locator('input[type=file]');

/** One block's lines in the figure. */
export const panel = (page: Page, block: BlockId): Locator => page.getByTestId('figure').getByRole('figure', { name: new RegExp(`^${block},`) });

/** One block, opened large. */
export function blockDialog(page: Page, block: BlockId): Locator {
  const [, stage, index] = block.split('_');
  return page.getByRole('dialog', { name: sentence(en.block.title, { stage: stage!, index: index! }), exact: true });
}

/** Thumbnail and name of an image in the list. */
export const imageButton = (page: Page, name: string): Locator =>
  page.getByRole('button', { name: sentence(en.images.select, { name }), exact: true });

/** Waits until the network has answered for the image. */
export async function predicted(page: Page, name: string): Promise<void> {
  await expect(imageButton(page, name)).toContainText('%', { timeout: 60_000 });
}

/** Chooses files in the file input and waits for the predictions of all of them. */
export async function addImages(page: Page, ...paths: string[]): Promise<void> {
  await input(page).setInputFiles(paths);
  for (const path of paths) await predicted(page, basename(path));
}

const types: Record<string, string> = { '.jpg': 'image/jpeg', '.png': 'image/png', '.webp': 'image/webp', '.gif': 'image/gif', '.bmp': 'image/bmp', '.avif': 'image/avif', '.tif': 'image/tiff' };

export interface DroppedFile {
  name: string;
  bytes: Buffer;
}

export const fileOf = (path: string): DroppedFile => ({ name: basename(path), bytes: readFileSync(path) });

/** Drags files over the page and drops them, as the browser tells it. */
export async function drop(page: Page, target: Locator, files: readonly DroppedFile[]): Promise<void> {
  const parts = files.map(({ name, bytes }) => ({ name, type: types[extname(name)] ?? '', base64: bytes.toString('base64') }));
  const dataTransfer = await page.evaluateHandle((list) => {
    const transfer = new DataTransfer();
    for (const { name, type, base64 } of list) {
      transfer.items.add(new File([Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))], name, { type }));
    }
    return transfer;
  }, parts);
  for (const event of ['dragenter', 'dragover', 'drop']) await target.dispatchEvent(event, { dataTransfer });
  await dataTransfer.dispose();
}

export const notice = (page: Page, text: string): Locator => page.getByRole('alert').filter({ hasText: text });
