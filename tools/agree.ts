import { readFileSync } from 'node:fs';
import { chromium } from '@playwright/test';
import type { BlockId } from '../src/contracts';
import { readSafetensors } from '../src/safetensors/read';
import { findChromium } from './chromium';
import { png } from './corpus/png';
import { openSite } from './bench/site';

/** How near two logits lie where a decision may fall either way, as in training/check.py. */
const NEAR = 2e-3;
const MOST = 1e-4;

const path = process.argv[2];
if (!path) throw new Error('npx tsx tools/agree.ts FILE: the file is written by python3 -m training.check public/models/ID --data DATA --reference FILE');
const { tensors, metadata } = readSafetensors(new Uint8Array(readFileSync(path)).buffer);
const numbers = (name: string): ArrayLike<number> => tensors.get(name)!.data as Float32Array;
const [count, height, width] = tensors.get('images')!.shape as [number, number, number];
const images = tensors.get('images')!.data as Uint8Array;
const pixels = 3 * height * width;

const site = await openSite();
const browser = await chromium.launch({ executablePath: await findChromium() });
const page = await browser.newPage();
await page.goto(site.address);
await page.waitForFunction(() => 'seScope' in window);
const name = await page.evaluate(async (folder) => {
  const network = await window.seScope.load(folder, { backend: 'wasm' });
  Object.assign(window, { network });
  return network.manifest.name;
}, metadata.model && `models/${metadata.model}/`);
let [differing, near, largest] = [0, 0, 0];
for (let i = 0; i < count; i++) {
  const file = png({ width, height, rgb: images.subarray(i * pixels, (i + 1) * pixels) }, { type: 2, bits: 8 });
  const { top1, excitation } = await page.evaluate(async (base64) => {
    const { network } = window as unknown as { network: Awaited<ReturnType<Window['seScope']['load']>> };
    const { logits, excitation } = await network.run(new Blob([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], { type: 'image/png' }));
    return { top1: logits.indexOf(Math.max(...logits)), excitation: Object.fromEntries(Object.entries(excitation).map(([block, values]) => [block, Array.from(values!)])) };
  }, Buffer.from(file).toString('base64'));
  const [index, expected, gap] = ['index', 'top1', 'gap'].map((key) => numbers(key)[i]!) as [number, number, number];
  if (top1 !== expected) {
    differing++;
    if (gap <= NEAR) near++;
    console.log(`validation image ${index}: ${top1} here, ${expected} in PyTorch; its first two logits lie ${gap.toExponential(1)} apart`);
  }
  for (const [block, values] of Object.entries(excitation) as [BlockId, number[]][]) {
    const all = numbers(block);
    values.forEach((value, c) => (largest = Math.max(largest, Math.abs(value - all[i * values.length + c]!))));
  }
}
console.log(`${name}, ${count} validation images in Chromium on wasm: ${count - differing} decisions equal PyTorch's${differing > 0 ? `, ${near} of the other ${differing} at near ties` : ''}; excitations within ${largest.toExponential(1)}`);
await browser.close();
await site.close();
process.exitCode = differing > near || !(largest <= MOST) ? 1 : 0;
