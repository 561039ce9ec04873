import type { Page } from '@playwright/test';
import type { Setting } from '../../src/contracts';
import type { Pair } from './page/ratios';
import type { Site } from './site';
import type { Summary } from './summary';
import { summarise } from './summary';
import type { Goal, Line } from './table';

/** Held-out images of one repeat, whole chunks of 32. */
const IMAGES = 192;
const IMAGES_OF_ALL_SETTINGS = 320;
const REPEATS = 7;
const REPEATS_OF_ALL_SETTINGS = 5;
const REPEATS_OF_ROUNDS = 5;

const tailCases: { what: string; setting: Setting; stored: boolean; goal: number }[] = [
  { what: 'full pass / changed setting, from the tail’s input', setting: { SE_5_1: 'frozen' }, stored: false, goal: 4 },
  { what: 'full pass / SE_5_1 changed, U stored', setting: { SE_5_1: 'frozen' }, stored: true, goal: 4 },
  { what: 'full pass / SE_5_2 changed, U stored', setting: { SE_5_2: 'frozen' }, stored: true, goal: 10 },
  { what: 'full pass / SE_5_3 changed, U stored', setting: { SE_5_3: 'frozen' }, stored: true, goal: 10 },
];

/** Measures every ratio on the bench page; the two sides of each take turns, so that other load on the machine meets both. */
export async function measureRatios(page: Page, site: Site, say: (line: string) => void): Promise<Line[]> {
  await page.goto(`${site.address}bench/index.html`);
  const bed = await page.evaluate((models) => window.bench.open(models), `${site.address}models/`);
  say(`${bed.id} on wasm with ${bed.threads} threads; full passes go fastest by ${bed.batch}`);
  const lines: Line[] = [];
  for (const [batch, repeats] of [[1, 60], [8, 20]] as const) {
    say(`Taps, batches of ${batch} …`);
    const pairs = await page.evaluate(([n, times]) => window.bench.taps(n, times), [batch, repeats] as const);
    lines.push(ratioLine(`taps on / off, ${batch === 1 ? 'one image' : `${batch} images at once`}`, pairs, 'subject / reference', { at: 'most', value: 1.03 }, `${repeats} pairs, the best of 4 passes each`));
  }
  const against = (n: number) => `${n} images each, full passes by ${bed.batch}`;
  for (const { what, setting, stored, goal } of tailCases) {
    say(`${what} …`);
    const pairs: Pair[] = [];
    while (pairs.length < REPEATS) {
      pairs.push(await page.evaluate(([choice, n, kept]) => window.bench.tail(choice, n, kept), [setting, IMAGES, stored] as const));
    }
    lines.push(ratioLine(what, pairs, 'reference / subject', { at: 'least', value: goal }, `${REPEATS} × ${against(IMAGES)}`));
  }
  say('27 settings of the tail …');
  const pairs: Pair[] = [];
  while (pairs.length < REPEATS_OF_ALL_SETTINGS) pairs.push(await page.evaluate((n) => window.bench.allSettings(n), IMAGES_OF_ALL_SETTINGS));
  const how = `${REPEATS_OF_ALL_SETTINGS} × ${IMAGES_OF_ALL_SETTINGS} images; full passes on 32 of them a setting, scaled`;
  lines.push(ratioLine('27 full passes / 27 settings of the tail', pairs, 'reference / subject', { at: 'least', value: 15 }, how));
  return lines;
}

const rounds = [
  { what: '27 full passes / 27 settings of the tail, from the image', kind: 'tail', settings: 27, goal: 15 },
  { what: '32 full passes / each of 16 blocks frozen and off', kind: 'alone', settings: 32, goal: 1.7 },
] as const;

/** Rounds of settings over a labelled set, from pixels; the page throws where they leave tensors. */
export async function measureRounds(page: Page, site: Site, say: (line: string) => void): Promise<Line[]> {
  await page.goto(`${site.address}bench/index.html`);
  const bed = await page.evaluate((models) => window.bench.open(models), `${site.address}models/`);
  say(`${bed.id} on wasm with ${bed.threads} threads; full passes go fastest by ${bed.batch}`);
  const lines: Line[] = [];
  for (const { what, kind, settings, goal } of rounds) {
    say(`${what} …`);
    const pairs: Pair[] = [];
    while (pairs.length < REPEATS_OF_ROUNDS) pairs.push(await page.evaluate((which) => window.bench.round(which, 1), kind));
    lines.push(ratioLine(what, pairs, 'reference / subject', { at: 'least', value: goal }, `${REPEATS_OF_ROUNDS} chunks; full passes by ${bed.batch}, 32 images each of ${settings}, scaled; tensors as before`));
  }
  return lines;
}

export function ratioLine(what: string, pairs: readonly Pair[], direction: 'subject / reference' | 'reference / subject', goal: Goal, how: string): Line {
  const ratios = pairs.map(({ subject, reference }) => (direction === 'subject / reference' ? subject / reference : reference / subject));
  return { what, measured: summarise(ratios), format: goal.at === 'most' ? (value) => value.toFixed(3) : (value) => value.toFixed(1), goal, how: `${how}; ${absolute(pairs)}` };
}

/** The medians in milliseconds, for a reader who wonders which side moved. */
function absolute(pairs: readonly Pair[]): string {
  const milliseconds = (side: keyof Pair): string => inMilliseconds(summarise(pairs.map((pair) => pair[side])));
  return `${milliseconds('reference')} against ${milliseconds('subject')}`;
}

function inMilliseconds({ median }: Summary): string {
  return `${median < 100 ? median.toFixed(1) : median.toFixed(0)} ms`;
}
