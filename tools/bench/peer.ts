import { cpus } from 'node:os';
import type { Page } from '@playwright/test';
import type { Race } from './page/peer';
import { ratioLine } from './ratios';
import type { Site } from './site';
import type { Line } from './table';

const races: (Omit<Race, 'threads'> & { goal: number; what: string })[] = [
  { what: 'shipped network, one image', network: 'default', batch: 1, repeats: 100, goal: 0.35 },
  { what: 'shipped network, 32 images at once', network: 'default', batch: 32, repeats: 15, goal: 0.5 },
  { what: 'SE-ResNet-50 at 224, one image', network: 'SE-ResNet-50', batch: 1, repeats: 15, goal: 1 },
];

/** Our pass against onnxruntime-web's wasm on the same networks, with one thread each and with as many as there are cores. */
export async function measurePeer(page: Page, site: Site, say: (line: string) => void): Promise<Line[]> {
  const lines: Line[] = [];
  for (const threads of new Set([1, Math.min(8, cpus().length)])) {
    for (const { what, goal, ...race } of races) {
      say(`Against onnxruntime-web: ${what}, threads: ${threads} …`);
      await page.goto(`${site.address}bench/index.html`);
      const result = await page.evaluate(([models, choice]) => window.bench.race(models, choice), [`${site.address}models/`, { ...race, threads }] as const);
      if (result.threads !== threads) throw new Error(`${result.threads} threads were to be had of ${threads}`);
      const how = `${race.repeats} pairs, ${threads === 1 ? '1 thread' : `${threads} threads`} each`;
      lines.push(ratioLine(`ours / onnxruntime-web, ${what}`, result.pairs, 'subject / reference', { at: 'most', value: goal }, how));
    }
  }
  return lines;
}
