import { readFileSync } from 'node:fs';
import { type Download, type Locator, type Page, expect } from '@playwright/test';

/** Records of a CSV file after RFC 4180, apart from the app's own writer. */
export function readCsv(text: string): Record<string, string>[] {
  const fields = [...text.matchAll(/("(?:[^"]|"")*"|[^,\r\n]*)(,|\r\n)/g)].map(([, field, end]) => ({ field: field!.startsWith('"') ? field!.slice(1, -1).replaceAll('""', '"') : field!, end }));
  const records: string[][] = [[]];
  for (const { field, end } of fields) {
    records.at(-1)!.push(field);
    if (end === '\r\n') records.push([]);
  }
  const [head, ...rows] = records.slice(0, -1);
  return rows.map((row) => {
    expect(row).toHaveLength(head!.length);
    return Object.fromEntries(row.map((value, i) => [head![i]!, value]));
  });
}

export interface Entry {
  name: string;
  bytes: Buffer;
}

/** The files of a zip whose entries are stored as they are, from its central directory. */
export function readZip(zip: Buffer): Entry[] {
  const end = zip.lastIndexOf(Buffer.from('PK\u0005\u0006'));
  expect(end).toBeGreaterThan(0);
  const entries: Entry[] = [];
  let at = zip.readUInt32LE(end + 16);
  for (let i = 0; i < zip.readUInt16LE(end + 10); i++) {
    expect(zip.readUInt16LE(at + 10), 'stored').toBe(0);
    const [size, names, extra, comment, offset] = [zip.readUInt32LE(at + 24), zip.readUInt16LE(at + 28), zip.readUInt16LE(at + 30), zip.readUInt16LE(at + 32), zip.readUInt32LE(at + 42)];
    const name = zip.toString('utf8', at + 46, at + 46 + names);
    const start = offset + 30 + zip.readUInt16LE(offset + 26) + zip.readUInt16LE(offset + 28);
    entries.push({ name, bytes: zip.subarray(start, start + size) });
    at += 46 + names + extra + comment;
  }
  return entries;
}

async function bytesOf(download: Download): Promise<Buffer> {
  return readFileSync(await download.path());
}

/** Clicks and waits for the file that it gives. */
export async function taken(page: Page, button: Locator): Promise<{ name: string; bytes: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent('download', { timeout: 60_000 }), button.click()]);
  return { name: download.suggestedFilename(), bytes: await bytesOf(download) };
}

export interface Seen {
  root: string;
  width: number;
  height: number;
  /** Whether something is drawn, and whether a word of the frame lies over it. */
  drawn: boolean;
  overlaps: string[];
  text: string;
}

/** Opens an SVG file by itself, as a browser shows it. */
export async function openSvg(page: Page, svg: Buffer): Promise<Seen> {
  const tab = await page.context().newPage();
  await tab.goto(`data:image/svg+xml;base64,${svg.toString('base64')}`);
  const seen = await tab.evaluate(() => {
    const charts = document.querySelector('.charts')?.getBoundingClientRect();
    const words = [...document.querySelectorAll<SVGTextElement>('svg:root > text')];
    const overlaps = charts ? words.filter((word) => word.getBoundingClientRect().bottom > charts.top + 1 && word.getBoundingClientRect().top < charts.bottom - 1) : [];
    return {
      root: document.querySelector('parsererror') ? 'broken' : document.documentElement.nodeName,
      width: Number(document.documentElement.getAttribute('width')),
      height: Number(document.documentElement.getAttribute('height')),
      drawn: charts !== undefined && charts.width > 100 && charts.height > 20,
      overlaps: overlaps.map((word) => word.textContent ?? ''),
      text: document.documentElement.textContent ?? '',
    };
  });
  await tab.close();
  return seen;
}

/** Size and density of a PNG, and share of its pixels that aren't white. */
export async function openPng(page: Page, png: Buffer): Promise<{ width: number; height: number; perMetre: number; inked: number }> {
  const inked = await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    const context = canvas.getContext('2d')!;
    context.drawImage(bitmap, 0, 0);
    const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
    let count = 0;
    for (let i = 0; i < data.length; i += 4) if (data[i]! + data[i + 1]! + data[i + 2]! < 740) count++;
    return count / (data.length / 4);
  }, png.toString('base64'));
  return { width: png.readUInt32BE(16), height: png.readUInt32BE(20), perMetre: png.readUInt32BE(33 + 8), inked };
}
