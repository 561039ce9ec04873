import { expect, it } from 'vitest';
import { Crops } from './crops';
import type { Decoded } from './decoder';
import type { Decoders } from './decoders';

/** Each image is its index; of the set nothing else is asked. */
const decoders = {
  async *blocks(indices: Uint32Array, size: number) {
    for (let at = 0; at < indices.length; at += size) yield [...indices.subarray(at, at + size)].map((index): Decoded => ({ crop: { height: 1, width: 1, pixels: Uint8Array.of(index, 0, 0) }, hash: 0n }));
  },
} as unknown as Decoders;
const preprocessing = { size: [1, 1] as [number, number], crop: 1, interpolation: 'bilinear' as const, mean: [0, 0, 0] as [number, number, number], std: [1, 1, 1] as [number, number, number] };

it('images stay at their places when those that are held are forgotten under a run', async () => {
  const crops = new Crops();
  const run = async (indices: number[], onBlock = () => {}) => {
    const found: (number | undefined)[] = [];
    for await (const block of crops.blocks(decoders, Uint32Array.from(indices), 2, preprocessing, true)) {
      found.push(...block.map((one) => ('crop' in one ? one.crop.pixels[0] : undefined)));
      onBlock();
    }
    return found;
  };
  await run([1, 3, 5, 7]);
  const all = [0, 1, 2, 3, 4, 5, 6, 7];
  expect(await run(all, () => crops.forget())).toEqual(all);
  expect(await run(all)).toEqual(all);
});
