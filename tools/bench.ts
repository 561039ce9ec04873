import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser, Page } from '@playwright/test';
import { chromium } from '@playwright/test';
import { findChromium } from './chromium';
import type { FirstUse } from './bench/firstUse';
import { measureFirstUse } from './bench/firstUse';
import type { LongestTask } from './bench/mainThread';
import { LONG, measureLongestTask } from './bench/mainThread';
import { measurePeer } from './bench/peer';
import type { LargeUse } from './bench/large';
import { measureLarge, writeLarge } from './bench/large';
import { drawPhotographs } from './bench/photographs';
import { measureProfile } from './bench/profile';
import { measureRatios, measureRounds } from './bench/ratios';
import type { Site } from './bench/site';
import { openSite } from './bench/site';
import { summarise } from './bench/summary';
import type { Line } from './bench/table';
import { table } from './bench/table';

const FIRST_USES = 5;
const LONGEST_TASKS = 3;
const LARGE_USES = 3;
const IMAGES = 20;
const kB = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;
const MB = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`;
const seconds = (milliseconds: number) => `${(milliseconds / 1000).toFixed(2)} s`;
const tasks = (milliseconds: number) => (milliseconds < LONG ? `< ${LONG} ms` : `${milliseconds.toFixed(0)} ms`);

const { values } = parseArgs({ options: { only: { type: 'string' } } });
const parts = ['ratios', 'rounds', 'peer', 'profile', 'large', 'first-use', 'main-thread'];
if (values.only !== undefined && !parts.includes(values.only)) throw new Error(`--only takes one of ${parts.join(', ')}`);
const wants = (part: string) => values.only === undefined || values.only === part;

const executablePath = await findChromium();
console.log('Building the app and the bench page …');
const site = await openSite();
try {
  const [photographs, version] = await inBrowser(async (page, browser) => [await drawPhotographs(page, IMAGES, join(site.folder, 'photographs')), browser.version()] as const);
  console.log(`Chromium ${version}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}`);
  const lines: Line[] = [];
  if (wants('ratios')) lines.push(...(await inBrowser((page) => measureRatios(page, site, console.log))));
  if (wants('rounds')) lines.push(...(await inBrowser((page) => measureRounds(page, site, console.log))));
  if (wants('peer')) lines.push(...(await inBrowser((page) => measurePeer(page, site, console.log))));
  if (wants('profile')) lines.push(...(await inBrowser((page) => measureProfile(page, site, console.log))));
  if (wants('large')) lines.push(...(await largeUses(site)));
  const uses = wants('first-use') ? await firstUses(site, photographs[0]!) : [];
  if (uses.length > 0) lines.push(...firstUseLines(uses));
  if (wants('main-thread')) lines.push(...(await longestTasks(site, photographs)));
  console.log(`\n${table(lines)}\n`);
  if (uses.length > 0) console.log(scriptList(uses));
} finally {
  await site.close();
}
process.exit(0);

/** Does work on a page of a browser with an empty profile, and closes it. */
async function inBrowser<T>(work: (page: Page, browser: Browser) => Promise<T>): Promise<T> {
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--use-angle=swiftshader', '--disable-background-networking'] });
  try {
    return await work(await browser.newPage({ viewport: { width: 1440, height: 900 }, serviceWorkers: 'block' }), browser);
  } finally {
    await browser.close();
  }
}

async function firstUses(site: Site, photograph: string): Promise<FirstUse[]> {
  const uses: FirstUse[] = [];
  while (uses.length < FIRST_USES) {
    console.log(`First use, ${uses.length + 1} of ${FIRST_USES} …`);
    uses.push(await inBrowser((page) => measureFirstUse(page, site, photograph)));
  }
  return uses;
}

function firstUseLines(uses: readonly FirstUse[]): Line[] {
  const how = `localhost, ${uses.length} cold profiles`;
  return [
    { what: 'navigation to first curves painted', measured: summarise(uses.map(({ curves }) => curves)), format: seconds, how },
    { what: 'navigation to first prediction', measured: summarise(uses.map(({ prediction }) => prediction)), format: seconds, how },
    { what: 'JavaScript gzipped before first prediction', measured: summarise(uses.map(gzipped)), format: kB, goal: { at: 'most', value: 350_000 }, how: 'page and worker, listed below' },
  ];
}

async function largeUses(site: Site): Promise<Line[]> {
  const file = writeLarge(site);
  const uses: LargeUse[] = [];
  while (uses.length < LARGE_USES) {
    console.log(`A network of 112 MB, ${uses.length + 1} of ${LARGE_USES} …`);
    uses.push(await inBrowser((page) => measureLarge(page, site, file)));
  }
  const how = `SE-ResNet-50 of random weights at 224, ${uses.length} browsers`;
  const of = (key: keyof LargeUse) => summarise(uses.map((use) => use[key]));
  return [
    { what: 'a file of 112 MB to a timed pass', measured: of('time'), format: seconds, how },
    { what: 'peak memory of the page meanwhile', measured: of('peak'), format: MB, how: `${how}; resident, by Linux` },
    { what: 'of it more than with the shipped network', measured: of('rise'), format: MB, how },
  ];
}

function gzipped({ scripts }: FirstUse): number {
  return scripts.reduce((total, script) => total + script.gzipped, 0);
}

/** Of the use that needed most. */
function scriptList(uses: readonly FirstUse[]): string {
  const most = uses.reduce((a, b) => (gzipped(b) > gzipped(a) ? b : a));
  const rows = most.scripts.map(({ file, gzipped }) => `  ${kB(gzipped).padStart(9)}  ${file}`);
  return ['JavaScript before the first prediction, gzip level 9:', ...rows].join('\n');
}

async function longestTasks(site: Site, photographs: readonly string[]): Promise<Line[]> {
  const longest: LongestTask[] = [];
  while (longest.length < LONGEST_TASKS) {
    console.log(`Longest task, ${longest.length + 1} of ${LONGEST_TASKS} …`);
    longest.push(await inBrowser((page, browser) => measureLongestTask(page, browser, site, photographs)));
  }
  const how = `${photographs.length} images, twice, and a live check; ${longest.length} runs`;
  const of = (key: keyof LongestTask) => summarise(longest.map((task) => task[key]));
  return [
    { what: 'longest main-thread task during inference', measured: of('passed'), format: tasks, goal: { at: 'most', value: LONG }, how },
    { what: 'longest by its own time on the processor', measured: of('worked'), format: (milliseconds) => `${milliseconds.toFixed(0)} ms`, how },
  ];
}
