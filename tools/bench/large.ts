import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { Tensor } from '../../src/safetensors/tensor';
import { writeSafetensors } from '../../src/safetensors/write';
import { randomSEResNet50 } from './page/randomNetwork';
import type { Site } from './site';

export interface LargeUse {
  /** From the file's choice to the network's first timed pass, ms. */
  time: number;
  /** Most that the page's process had resident meanwhile, and how much more that was than before, bytes. Linux only. */
  peak: number;
  rise: number;
}

/** SE-ResNet-50 of random weights in a file of 112 MB. */
export function writeLarge(site: Site): string {
  const file = join(site.folder, 'random.safetensors');
  const { state } = randomSEResNet50();
  writeFileSync(file, writeSafetensors([...state].map(([name, { shape, data }]): [string, Tensor] => [name, { dtype: 'F32', shape: [...shape], data: data as Float32Array<ArrayBuffer> }]), {}));
  return file;
}

export async function measureLarge(page: Page, site: Site, file: string): Promise<LargeUse> {
  await page.goto(site.address);
  const engine = page.getByTestId('engine');
  await engine.filter({ hasText: 'as PyTorch' }).waitFor({ timeout: 120_000 });
  await engine.click();
  await page.getByRole('button', { name: 'Open a network of your own' }).click();
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('dialog').getByRole('button', { name: 'Choose files' }).click()]);
  const before = Math.max(...renderers().map(forgetPeak));
  const start = performance.now();
  await chooser.setFiles(file);
  // The shipped network takes less than 100 ms an image, this one more.
  await engine.filter({ hasText: 'seresnet50' }).filter({ hasText: /\d{3,} ms an image/ }).waitFor({ timeout: 180_000 });
  const time = performance.now() - start;
  const peak = Math.max(...renderers().map((pid) => bytesOf(pid, 'VmHWM')));
  return { time, peak, rise: peak - before };
}

function renderers(): string[] {
  return readdirSync('/proc').filter((pid) => /^\d+$/.test(pid) && read(`/proc/${pid}/cmdline`).includes('--type=renderer'));
}

/** @returns what is resident now; its peak counts anew from here (proc(5), clear_refs) */
function forgetPeak(pid: string): number {
  writeFileSync(`/proc/${pid}/clear_refs`, '5');
  return bytesOf(pid, 'VmRSS');
}

const bytesOf = (pid: string, what: string): number => 1024 * Number(new RegExp(`${what}:\\s+(\\d+) kB`).exec(read(`/proc/${pid}/status`))?.[1] ?? 0);

/** Processes come and go. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
