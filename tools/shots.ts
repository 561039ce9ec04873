import { appendFileSync, mkdirSync } from 'node:fs';
import { chromium, type Page } from '@playwright/test';
import { build, preview } from 'vite';
import { en } from '../src/locales/en';
import { ko } from '../src/locales/ko';
import { findChromium } from './chromium';

const folder = '.shots';
const site = { outDir: `${folder}/site`, emptyOutDir: true };
const heights = { 360: 780, 390: 844, 768: 1024, 1440: 900, 2560: 1440, 3840: 2160 } as const;
const sizes = Object.keys(heights) as `${keyof typeof heights}`[];
const schemes = ['light', 'dark'] as const;
const languages = { en, ko };
type Words = typeof en | typeof ko;

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, ...(typeof name === 'string' && { exact: true }) });
const radio = (page: Page, name: string | RegExp) => page.getByRole('radio', { name, ...(typeof name === 'string' && { exact: true }) });

/** Each view, from a page that is ready; run in order on one page. */
const views: Record<string, (page: Page, words: Words) => Promise<unknown>> = {
  start: async (page, { siblings }) => {
    // What lies far below comes when it is scrolled to.
    await page.getByRole('heading', { name: siblings.title }).scrollIntoViewIfNeeded();
    await page.getByTestId('siblings').waitFor();
    await page.evaluate(() => scrollTo(0, 0));
  },
  image: async (page) => {
    await page.locator('.sample').first().click();
    await page.locator('.sample').nth(1).click();
    await page.locator('.crop').waitFor();
    await page.locator('.probability-bars').waitFor();
  },
  gates: async (page, { gates, outcome, common }) => {
    await button(page, gates.quick.lateFrozen).click();
    await page.getByTestId('outcome').waitFor();
    await button(page, outcome.check).click();
    await page.getByTestId('live-check').waitFor({ timeout: 60_000 });
    await button(page, common.numbers).click();
  },
  rows: async (page, { common, rows }) => {
    await button(page, common.hide).click();
    await button(page, new RegExp(`^${rows.classes.replace('?', '\\?')}`)).click();
  },
  blocks: async (page, { rows, figure }) => {
    await button(page, new RegExp(`^${rows.classes.replace('?', '\\?')}`)).click();
    await radio(page, new RegExp(`^${figure.all.replace('{{value}}', '\\d+')}$`)).check();
  },
  heat: async (page, { figure }) => {
    await radio(page, figure.paperSix).check();
    await radio(page, figure.heat).check();
  },
  block: async (page, { figure }) => {
    await radio(page, figure.lines).check();
    await page.getByTestId('figure').getByRole('button', { name: /^SE_4_6/ }).first().click();
    await page.getByRole('dialog').waitFor();
  },
  hub: async (page, { network, hub }) => {
    await page.keyboard.press('Escape');
    await page.getByTestId('engine').click();
    await button(page, network.open).click();
    await page.getByRole('tab', { name: hub.title }).click();
    await page.getByRole('dialog').getByRole('radio').nth(5).check();
  },
  engine: async (page) => {
    await page.keyboard.press('Escape');
    await page.getByTestId('engine').click();
  },
  storage: async (page, { offline }) => {
    await button(page, offline.storage.open).click();
    await page.getByRole('dialog').getByRole('listitem').first().waitFor();
  },
  shortcuts: async (page) => {
    await page.keyboard.press('Escape');
    await page.keyboard.press('?');
    await page.getByRole('dialog').waitFor();
  },
  compare: async (page, { app }) => {
    await page.keyboard.press('Escape');
    await button(page, app.compare).click();
    await page.getByTestId('pair-story').waitFor();
    await page.getByTestId('distance').filter({ hasText: /\d/ }).waitFor();
  },
  networks: async (page, { pair }) => {
    await radio(page, pair.title).check();
    await button(page, pair.keep).click();
    await page.getByTestId('paired-recorded').waitFor({ timeout: 60_000 });
    await page.getByTestId('pair-images').getByText('%').nth(1).waitFor({ timeout: 60_000 });
  },
  remove: async (page, { app, remove }) => {
    await button(page, app.remove).click();
    await page.getByTestId('agreement').waitFor();
    await page.getByTestId('limit').getByRole('slider').fill('2');
    await button(page, remove.limit.apply).click();
  },
  follow: async (page, { app }) => {
    await button(page, app.block).click();
    await page.locator('.block-flow').waitFor();
  },
  paper: async (page, { app }) => {
    await button(page, app.paper).click();
    await page.getByTestId('own-cost').waitFor();
  },
  learn: async (page, { app }) => {
    await button(page, app.learn).click();
    await page.locator('.learn .block-flow').last().waitFor();
  },
  version: async (page, { offline }) => {
    appendFileSync(`${site.outDir}/serviceWorker.js`, '\n// newer');
    await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
    await page.getByRole('alert').filter({ hasText: offline.newVersion }).waitFor();
  },
};
const overlays = ['block', 'hub', 'engine', 'storage', 'shortcuts', 'version'];

/** Chromium draws nothing beyond 8,192 px of one picture: a longer page comes in several. */
const longest = 3000;

async function shoot(page: Page, name: string, whole: boolean) {
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  if (!whole || height <= 8000) return page.screenshot({ path: `${folder}/${name}.png`, fullPage: whole });
  const window = page.viewportSize()!;
  await page.setViewportSize({ width: window.width, height: longest });
  for (let part = 0; part * longest < height; part += 1) {
    await page.evaluate((top) => scrollTo(0, top), part * longest);
    await page.waitForTimeout(500);
    await page.screenshot({ path: `${folder}/${name}-${part + 1}.png` });
  }
  await page.setViewportSize(window);
}

/** Words after the command choose: `npm run shots -- ko 390 dark`. Without a size 1440 and 390 are taken, without a language English. */
const words = process.argv.slice(2);
const chosen = <T extends string>(known: readonly T[], otherwise: readonly T[] = known) => {
  const named = known.filter((name) => words.includes(name));
  return named.length > 0 ? named : otherwise;
};
const known = [...sizes, ...schemes, ...Object.keys(languages)];
const unknown = words.filter((word) => !known.includes(word));
if (unknown.length > 0) throw new Error(`Unknown: ${unknown.join(', ')}. Known are ${known.join(', ')}.`);

mkdirSync(folder, { recursive: true });
await build({ logLevel: 'warn', build: site });
const server = await preview({ logLevel: 'silent', build: site, preview: { port: 0, host: 'localhost' } });
const address = server.resolvedUrls!.local[0]!;
const browser = await chromium.launch({ executablePath: await findChromium(), args: ['--no-sandbox', '--use-angle=swiftshader'] });
const pictures = chosen(sizes, ['1440', '390']).flatMap((size) =>
  chosen(schemes).flatMap((scheme) => chosen(Object.keys(languages) as (keyof typeof languages)[], ['en']).map((language) => ({ size, scheme, language }))),
);
for (const { size, scheme, language } of pictures) {
  const page = await browser.newPage({
    viewport: { width: Number(size), height: heights[size] },
    colorScheme: scheme,
    reducedMotion: 'reduce',
    locale: language,
  });
  page.setDefaultTimeout(30_000);
  await page.goto(address);
  await page.getByTestId('engine').filter({ hasText: '✓' }).waitFor({ timeout: 60_000 });
  for (const [view, go] of Object.entries(views)) {
    try {
      await go(page, languages[language]);
      await page.waitForTimeout(500);
    } catch (error) {
      console.error(`${view}, ${size} px, ${scheme}, ${language}: ${(error as Error).message.split('\n')[0]}`);
    }
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (wide > 0) console.error(`${view}, ${size} px, ${language}: ${wide} px wider than the window`);
    await shoot(page, `${view}-${size}-${scheme}-${language}`, !overlays.includes(view));
  }
  await page.close();
}
await browser.close();
await server.close();
console.log(`Screenshots are in ${folder}/`);
process.exit(0);
