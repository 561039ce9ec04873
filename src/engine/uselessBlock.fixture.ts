import type { Files } from './folder.fixture';
import { madeUpFiles } from './madeUp.fixture';

/** Of the images that the network is to be run on: mean squeeze of SE_3_1 [C], and mean logits [K]. */
interface Centre {
  squeeze?: readonly number[];
  logits?: readonly number[];
}

/**
 * The made-up network, without a profile, with blocks of known worth. The gate of SE_3_3 is the same for every image, since its weights are zero; that of SE_2_1
 * hardly moves; that of SE_3_1 is thrown from side to side, once its hidden units are centred on the images. With centred logits it names every class.
 */
export function uselessBlockFiles({ squeeze, logits }: Centre = {}): Files {
  let weight: Float32Array;
  const { 'profile.safetensors': _, 'heldout.safetensors': __, ...files } = madeUpFiles((name, data) => {
    if (name === 'layer2.2.se.fc2.weight') return data.map(() => 0);
    if (name === 'layer1.0.se.fc2.weight') return data.map((x) => x / 50);
    if (name === 'layer2.0.se.fc2.weight') return data.map((x) => 60 * x);
    if (name === 'layer2.0.se.fc1.weight') weight = data;
    if (name === 'layer2.0.se.fc1.bias' && squeeze) return data.map((_, h) => -squeeze.reduce((sum, z, c) => sum + z * weight[h * squeeze.length + c]!, 0));
    if (name === 'fc.bias' && logits) return data.map((x, k) => x - logits[k]!);
    return data;
  });
  return files;
}

export const meanOf = (rows: readonly ArrayLike<number>[]): number[] => Array.from(rows[0]!, (_, k) => rows.reduce((sum, row) => sum + row[k]!, 0) / rows.length);
