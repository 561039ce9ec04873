import type { Gates, ImageResult } from '../../contracts';
import { capture, logitsOf } from '../capture';
import type { DeviceNetwork } from '../network';

/** One image's logits, [K]; with its excitations where the pass is tapped. */
export interface BatchResult {
  logits: Float32Array;
  excitation?: ImageResult['excitation'];
}

/** Normalised images [N, H, W, 3] flat, under these gates. */
export interface Batch {
  images: Float32Array;
  gates: Gates;
  tapped: boolean;
}

export async function runBatch(network: DeviceNetwork, { images, gates, tapped }: Batch): Promise<BatchResult[]> {
  if (tapped) return (await capture(network, images, gates)).map(({ logits, excitation }) => ({ logits, excitation }));
  const { classes } = network.plan;
  const logits = await logitsOf(network, images, gates);
  return Array.from({ length: logits.length / classes }, (_, i) => ({ logits: logits.slice(i * classes, (i + 1) * classes) }));
}
