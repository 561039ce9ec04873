import type { BlockId, Setting } from '../contracts';
import { type LadderWindow, windowSize } from './ladder';
import type { Tail } from './tail';

const MOST_CHUNKS = 2;

/** The held-out images from the one at `from`, which begins a chunk, as a ladder of one block of the tail takes them. Throws `heldout.earlier`. */
export async function* tailWindows(tail: Tail, block: BlockId, from: number): AsyncGenerator<LadderWindow> {
  const live: Setting = {};
  for (let at = from; at < tail.images; ) {
    const first = at / tail.batch;
    const images = windowSize(tail.images - at, MOST_CHUNKS * tail.batch);
    yield {
      images,
      batch: tail.batch,
      logits: (network, chunk) => tail.logits(network, first + chunk, live),
      excitation: (network, chunk) => tail.excitation(network, first + chunk, block),
      logitsWith: (network, chunk, gate) => tail.logitsWith(network, first + chunk, block, gate),
    };
    at += images;
  }
}
