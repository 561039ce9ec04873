import type { Page } from '@playwright/test';
import { zipSync } from 'fflate';
import { png } from '../tools/corpus/png';
import { manifest } from './shipped';

/** A picture of waves, each kind with a wavelength of its own. */
function wave(kind: number, i: number): Uint8Array {
  const pixel = (x: number, y: number, c: number) => 128 + 100 * Math.sin((x * (1 + kind) + y * c) / 9 + i) * Math.cos(((i % 7) * y) / 40);
  return png({ width: 80, height: 80, rgb: Uint8Array.from({ length: 80 * 80 * 3 }, (_, at) => pixel(Math.floor(at / 3) % 80, Math.floor(at / 240), at % 3)) }, { type: 2, bits: 8 });
}

const zipped = (pictures: readonly Uint8Array[], labels: readonly number[]): Uint8Array =>
  zipSync(Object.fromEntries(pictures.map((bytes, i) => [`waves/${manifest.classes[labels[i]!]!.wordnet}/${i}.png`, bytes])), { level: 0 });

/** A zip of pictures of waves in folders of classes, each class with a wavelength of its own. */
export function waves(images = 300, classes = 10): Uint8Array {
  const labels = Array.from({ length: images }, (_, i) => i % classes);
  return zipped(labels.map(wave), labels);
}

/** The same in folders of what the network takes each for, so that it is right until a gate is changed. */
export async function wavesAsTaken(page: Page, images: number, kinds: number): Promise<Uint8Array> {
  const pictures = Array.from({ length: images }, (_, i) => wave(i % kinds, i));
  const labels = await page.evaluate(async (texts) => {
    const network = await window.seScope.load(undefined, { backend: 'wasm' });
    const found: number[] = [];
    for (const text of texts) {
      const { logits } = await network.run(new Blob([Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))], { type: 'image/png' }));
      found.push(logits.indexOf(Math.max(...logits)));
    }
    network.close();
    return found;
  }, pictures.map((bytes) => Buffer.from(bytes).toString('base64')));
  return zipped(pictures, labels);
}
