import type { Preprocessing } from '../../contracts';
import type { Decoded } from './decoder';
import type { Decoders } from './decoders';

/** Decoded images that are held for the next run over them, bytes; what is beyond is decoded again. */
const BUDGET = 256 * 2 ** 20;

/** Decoded images of one set, held as far as there is room for the run that follows. */
export class Crops {
  private held = new Map<number, Decoded>();
  private bytes = 0;

  constructor(private readonly budget = BUDGET) {}

  /** Images of `indices` in blocks of `size`, in order, decoded unless they are held; `hold`: for a run that follows. */
  async *blocks(decoders: Decoders, indices: Uint32Array, size: number, preprocessing: Preprocessing, hold: boolean): AsyncGenerator<Decoded[]> {
    // Once for all: they may be forgotten meanwhile.
    const before = new Map(this.held);
    const fresh = each(decoders.blocks(indices.filter((index) => !before.has(index)), size, preprocessing));
    let block: Decoded[] = [];
    for (const index of indices) {
      const held = before.get(index);
      const decoded = held ?? (await fresh.next()).value;
      if (!decoded) return;
      if (hold && !held) this.keep(index, decoded);
      block.push(decoded);
      if (block.length < size) continue;
      yield block;
      block = [];
    }
    if (block.length > 0) yield block;
  }

  forget(): void {
    this.held = new Map();
    this.bytes = 0;
  }

  private keep(index: number, decoded: Decoded): void {
    const size = 'crop' in decoded ? decoded.crop.pixels.byteLength : 0;
    if (this.bytes + size > this.budget) return;
    this.bytes += size;
    this.held.set(index, decoded);
  }
}

async function* each<T>(blocks: AsyncIterable<T[]>): AsyncGenerator<T, undefined> {
  for await (const block of blocks) yield* block;
  return undefined;
}
