/** Draws the icons of the installed app from public/favicon.svg: `npx tsx tools/icons.ts`. */
import { mkdirSync, readFileSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { findChromium } from './chromium';

const folder = 'public/icons';
/** Round masks leave the middle four fifths; there the picture lies on a ground that fills the square. */
const icons = [
  { name: 'icon-192', size: 192, inside: 1 },
  { name: 'icon-512', size: 512, inside: 1 },
  { name: 'maskable-512', size: 512, inside: 0.8 },
  { name: 'touch-180', size: 180, inside: 0.9 },
] as const;

const svg = readFileSync('public/favicon.svg', 'utf8');
const ground = /<rect[^>]*fill="([^"]+)"/.exec(svg)![1]!;
mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({ executablePath: await findChromium(), args: ['--no-sandbox'] });
for (const { name, size, inside } of icons) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  const drawn = `width:${inside * size}px;height:${inside * size}px`;
  await page.setContent(`<style>*{margin:0}body{display:grid;place-items:center;height:100vh;background:${inside < 1 ? ground : 'transparent'}}svg{display:block;${drawn}}</style>${svg}`);
  await page.screenshot({ path: `${folder}/${name}.png`, omitBackground: true });
  await page.close();
}
await browser.close();
