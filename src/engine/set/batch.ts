import type { BlockId, Gates, ImageResult } from '../../contracts';
import { capture, captureWith, logitsOf } from '../capture';
import type { DeviceNetwork } from '../network';

/** One image's logits, [K]; with its excitations where the pass is tapped, and with what enters a block where that was asked for, flat. */
export interface BatchResult {
  logits: Float32Array;
  excitation?: ImageResult['excitation'];
  entering?: Float32Array;
}

export interface Batch {
  /** Normalised images [N, H, W, 3] flat; with `from`, what enters that block. */
  values: Float32Array;
  from?: BlockId;
  gates: Gates;
  tapped: boolean;
  /** Of a tapped pass: the block whose input is wanted too. */
  entering?: BlockId;
}

export async function runBatch(network: DeviceNetwork, { values, from, gates, tapped, entering }: Batch): Promise<BatchResult[]> {
  if (tapped && entering) {
    const found = await captureWith(network, values, gates, `${entering}.input`);
    return found.results.map(({ logits, excitation }, i) => ({ logits, excitation, entering: found.values[i]! }));
  }
  if (tapped) return (await capture(network, values, gates)).map(({ logits, excitation }) => ({ logits, excitation }));
  const { classes } = network.plan;
  const logits = await logitsOf(network, values, gates, from && `${from}.input`);
  return Array.from({ length: logits.length / classes }, (_, i) => ({ logits: logits.slice(i * classes, (i + 1) * classes) }));
}
