import { mkdirSync } from 'node:fs';
import { chromium, type Page } from '@playwright/test';
import { build, preview } from 'vite';
import { findChromium } from './chromium';

const folder = '.shots';
const sizes = [
  { name: '1440', width: 1440, height: 900 },
  { name: '390', width: 390, height: 844 },
] as const;

/** Each view, from a page that is ready; run in order on one page. */
const views: Record<string, (page: Page) => Promise<void>> = {
  start: async () => {},
  image: async (page) => {
    await page.getByRole('button', { name: /^Add the sample/ }).first().click();
    await page.getByRole('button', { name: /^Add the sample/ }).nth(1).click();
    await page.getByRole('img', { name: /what the network sees/ }).waitFor();
    await page.locator('.probability-bars').waitFor();
  },
  gates: async (page) => {
    await page.getByRole('button', { name: '5·2 + 5·3 frozen' }).click();
    await page.getByTestId('outcome').waitFor();
    await page.getByRole('button', { name: 'check it live' }).click();
    await page.getByTestId('live-check').waitFor({ timeout: 60_000 });
    await page.getByRole('button', { name: 'numbers' }).click();
  },
  rows: async (page) => {
    await page.getByRole('button', { name: 'hide' }).click();
    await page.getByRole('button', { name: /Do classes differ/ }).click();
  },
  blocks: async (page) => {
    await page.getByRole('button', { name: /Do classes differ/ }).click();
    await page.getByText(/^all \d+$/).click();
  },
  heat: async (page) => {
    await page.getByText('the paper’s six').click();
    await page.getByText('heat map').click();
  },
  block: async (page) => {
    await page.getByText('lines', { exact: true }).click();
    await page.getByTestId('figure').getByRole('button', { name: /^SE_4_6/ }).first().click();
    await page.getByRole('dialog').waitFor();
  },
  engine: async (page) => {
    await page.keyboard.press('Escape');
    await page.getByTestId('engine').click();
  },
};

mkdirSync(folder, { recursive: true });
const site = { outDir: `${folder}/site`, emptyOutDir: true };
await build({ logLevel: 'warn', build: site });
const server = await preview({ logLevel: 'silent', build: site, preview: { port: 0, host: 'localhost' } });
const address = server.resolvedUrls!.local[0]!;
const browser = await chromium.launch({ executablePath: await findChromium(), args: ['--no-sandbox', '--use-angle=swiftshader'] });
for (const { name: size, width, height } of sizes) {
  for (const scheme of ['light', 'dark'] as const) {
    const page = await browser.newPage({ viewport: { width, height }, colorScheme: scheme, reducedMotion: 'reduce' });
    await page.goto(address);
    await page.getByTestId('engine').filter({ hasText: 'as PyTorch' }).waitFor({ timeout: 60_000 });
    for (const [view, go] of Object.entries(views)) {
      try {
        await go(page);
        await page.waitForTimeout(500);
      } catch (error) {
        console.error(`${view}, ${size} px, ${scheme}: ${(error as Error).message.split('\n')[0]}`);
      }
      const overlay = view === 'block' || view === 'engine';
      await page.screenshot({ path: `${folder}/${view}-${size}-${scheme}.png`, fullPage: !overlay });
    }
    await page.close();
  }
}
await browser.close();
await server.close();
console.log(`Screenshots are in ${folder}/`);
process.exit(0);
