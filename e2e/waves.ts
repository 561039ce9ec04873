import { zipSync } from 'fflate';
import { png } from '../tools/corpus/png';
import { manifest } from './shipped';

/** A zip of pictures of waves in folders of classes, each class with a wavelength of its own. */
export function waves(images = 300, classes = 10): Uint8Array {
  const files = Array.from({ length: images }, (_, i) => {
    const kind = i % classes;
    const pixel = (x: number, y: number, c: number) => 128 + 100 * Math.sin((x * (1 + kind) + y * c) / 9 + i) * Math.cos(((i % 7) * y) / 40);
    const rgb = Uint8Array.from({ length: 80 * 80 * 3 }, (_, at) => pixel(Math.floor(at / 3) % 80, Math.floor(at / 240), at % 3));
    return [`waves/${manifest.classes[kind]!.wordnet}/${i}.png`, png({ width: 80, height: 80, rgb }, { type: 2, bits: 8 })] as const;
  });
  return zipSync(Object.fromEntries(files), { level: 0 });
}
