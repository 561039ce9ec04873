import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';

/** Paths of `count` JPEGs of 640 × 480 with something to decode and resize in them, no two alike, drawn by the browser. */
export async function drawPhotographs(page: Page, count: number, folder: string): Promise<string[]> {
  const encoded = await page.evaluate(async (count) => {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [640, 480];
    const context = canvas.getContext('2d')!;
    return Array.from({ length: count }, (_, i) => {
      for (let y = 0; y < 24; y++) {
        for (let x = 0; x < 32; x++) {
          context.fillStyle = `hsl(${(x * 17 + y * 31 + i * 53) % 360} 60% ${20 + ((x * y + i * 7) % 60)}%)`;
          context.fillRect(20 * x, 20 * y, 20, 20);
        }
      }
      return canvas.toDataURL('image/jpeg', 0.9).split(',')[1]!;
    });
  }, count);
  mkdirSync(folder, { recursive: true });
  return encoded.map((text, i) => {
    const path = join(folder, `drawn-${i + 1}.jpg`);
    writeFileSync(path, Buffer.from(text, 'base64'));
    return path;
  });
}
