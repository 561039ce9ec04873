import type { BlockId, Plan, Preprocessing } from '../../contracts';
import { imageTensor } from '../capture';
import { type LadderWindow, windowSize } from '../ladder';
import type { DeviceNetwork } from '../network';
import { Prefixes } from '../prefixes';
import { StateCache } from '../stateCache';
import type { Decoded } from './decoder';
import { batchValues } from './pass';
import { readable, roundBatch } from './settings';

/** Images that are held at a time; what the block resumes from stays on the device for all of them. */
const WINDOW = 64;
const LEAST_WINDOW = 16;

/** The images of a labelled set as a ladder of one block takes them. What it keeps on the device belongs to one: `clear` it when that changes. */
export class SetWindows {
  private readonly prefixes: Prefixes;
  private readonly size: number;
  private readonly batch: number;

  constructor(private readonly plan: Plan, private readonly block: BlockId, private readonly preprocessing: Preprocessing) {
    this.prefixes = new Prefixes(plan, plan.se, new StateCache(Infinity));
    this.batch = roundBatch(plan);
    this.size = Math.min(WINDOW, Math.max(LEAST_WINDOW, 2 * this.batch));
  }

  /** @param blocks the images of `left` places, by so many. Throws as they do, and the problem of a picture that can't be read any more */
  async *windows(left: number, blocks: (size: number) => AsyncIterable<Decoded[]>): AsyncGenerator<LadderWindow> {
    let rest = left;
    let chunks: Float32Array[] = [];
    let images = 0;
    try {
      for await (const block of blocks(this.batch)) {
        chunks.push(batchValues(readable(block), this.batch, this.preprocessing));
        images += block.length;
        if (images < windowSize(rest, this.size)) continue;
        yield this.window(chunks, images);
        this.clear();
        rest -= images;
        [chunks, images] = [[], 0];
      }
    } finally {
      this.clear();
    }
  }

  clear(): void {
    this.prefixes.clear();
  }

  private window(chunks: readonly Float32Array[], images: number): LadderWindow {
    const { prefixes, block, plan, batch } = this;
    const level = plan.se.indexOf(block);
    const root = (chunk: number) => () => {
      const input = imageTensor(plan, chunks[chunk]!);
      return { feeds: new Map([['input', input]]), own: input };
    };
    const first = (chunk: number, values: Float32Array) => values.subarray(0, (values.length / batch) * Math.min(batch, images - chunk * batch));
    return {
      images,
      batch,
      logits: async (network: DeviceNetwork, chunk) => first(chunk, await prefixes.logits(network, chunk, {}, root(chunk), [level])),
      excitation: async (network, chunk) => first(chunk, await prefixes.excitation(network, chunk, block, root(chunk))),
      logitsWith: async (network, chunk, gate) => first(chunk, await prefixes.logitsWith(network, chunk, block, gate, root(chunk))),
    };
  }
}
