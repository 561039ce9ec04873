import type { Page } from '@playwright/test';
import { ratioLine } from './ratios';
import type { Site } from './site';
import type { Line } from './table';

const PAIRS = 2;
const IMAGES = 2000;

/** Profiling a labelled set of 2,000 JPEG pictures, twice, on the shipped network against a plain loop over onnxruntime-web. */
export async function measureProfile(page: Page, site: Site, say: (line: string) => void): Promise<Line[]> {
  say(`Profile of ${PAIRS} × ${IMAGES} pictures …`);
  await page.goto(`${site.address}bench/index.html`);
  const { pairs, threads, same } = await page.evaluate(([models, race]) => window.bench.profileRace(models, race), [`${site.address}models/`, { images: IMAGES, pairs: PAIRS }] as const);
  const seconds = (side: 'subject' | 'reference') => pairs.reduce((sum, pair) => sum + pair[side], 0) / 1000;
  say(`  ${(PAIRS * IMAGES / seconds('subject')).toFixed(0)} images a second, the plain loop ${(PAIRS * IMAGES / seconds('reference')).toFixed(0)}; ${(100 * same).toFixed(1)} % of the predictions are the same (resized otherwise)`);
  return [ratioLine('plain loop over onnxruntime-web / profile', pairs, 'reference / subject', { at: 'least', value: 1.5 }, `${PAIRS} × ${IMAGES} JPEGs of 500 × 375, decoding included, ${threads} threads each`)];
}
