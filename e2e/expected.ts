import { readFileSync } from 'node:fs';
import type { BlockId } from '../src/contracts';

interface Stored {
  shape: number[];
  data: string;
}

interface Pass {
  top5: { class: number; probability: number }[];
  excitation: Record<BlockId, Stored>;
}

/** What PyTorch makes of some of the samples: all gates live, and with SE_5_2 and SE_5_3 frozen and off. */
interface ExpectedImage {
  /** RGB bytes of what the network sees. */
  crop: string;
  live: Pass;
  frozen: Pass;
  off: Pass;
}

const stored: { model: string; frozen: Record<BlockId, Stored>; files: Record<string, ExpectedImage> } = JSON.parse(
  readFileSync(new URL('fixtures/expected.json', import.meta.url), 'utf8'),
);

export function expectedOf(file: string): ExpectedImage {
  const image = stored.files[file];
  if (!image) throw new Error(`fixtures/expected.json has nothing of ${file}`);
  return image;
}

export const floats = ({ data }: Stored): Float32Array => new Float32Array(Uint8Array.from(Buffer.from(data, 'base64')).buffer);

/** The constant of a frozen block. */
export const frozenGate = (block: BlockId): Float32Array => floats(stored.frozen[block]!);
