import type { Plan } from '../../contracts';
import { cost } from '../../network/cost';

const MOST_IMAGES = 32;
/** Multiply-adds of one pass over a chunk: other work waits for no more than one. */
const CHUNK_MACS = 3e9;

/** Images of one chunk, of which many settings are run. */
export function roundBatch(plan: Plan): number {
  return Math.max(1, Math.min(MOST_IMAGES, 2 ** Math.floor(Math.log2(CHUNK_MACS / cost(plan).total.macs))));
}
