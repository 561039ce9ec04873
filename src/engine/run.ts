import { tensor4d } from '@tensorflow/tfjs-core';
import type { BlockId, Crop, ExplainedBlock, GateChoices, ImageResult, Plan, Preprocessing } from '../contracts';
import { normalise } from '../image/normalise';
import { cost } from '../network/cost';
import { capture, captureBlock, captureEach } from './capture';
import type { DeviceNetwork } from './network';
import { gates } from './network';
import type { Chunk } from './prefixes';
import { EngineError } from './problem';
import type { Turn } from './queue';

const BATCH = 8;
/** Multiply-adds of one batch: results and cancelling wait for no more than this. */
const BATCH_MACS = 1.2e9;

/** Images that go together where there are several. Two batch shapes in all, since webgl compiles anew for each: this one, the last batch padded, and one image. */
export function batchOf(plan: Plan): number {
  return BATCH * cost(plan).total.macs <= BATCH_MACS ? BATCH : 1;
}

export interface ImageRun {
  crops: readonly Crop[];
  setting: GateChoices;
  preprocessing: Preprocessing;
  batch: number;
  onResult: (index: number, result: ImageResult) => void;
}

/** Runs the work on the network that is on the device at the time, and again on another where that one is lost. */
export type OnDevice = <T>(work: (network: DeviceNetwork) => Promise<T>) => Promise<T>;

/** Runs images in order under one setting, with results one by one; gives way between batches. Throws `image.size`, and as `gates` and `turn` do. */
export async function runImages({ crops, setting, preprocessing, batch, onResult }: ImageRun, onDevice: OnDevice, turn: Turn): Promise<void> {
  for (const crop of crops) checkSize(crop, preprocessing);
  for (let at = 0; at < crops.length; ) {
    await turn();
    const size = crops.length - at >= batch / 2 ? batch : 1;
    const images = normaliseBatch(crops.slice(at, at + size), size, preprocessing);
    const results = await onDevice((network) => capture(network, images, gates(network, setting)));
    for (const result of results.slice(0, crops.length - at)) onResult(at++, result);
  }
}

/** Runs one image under each setting, untimed. Throws as `runImages`. */
export async function runFrame(
  { crop, settings, preprocessing }: Pick<ImageRun, 'preprocessing'> & { crop: Crop; settings: readonly GateChoices[] },
  onDevice: OnDevice,
  turn: Turn,
): Promise<ImageResult[]> {
  checkSize(crop, preprocessing);
  await turn();
  const image = normaliseBatch([crop], 1, preprocessing);
  return onDevice((network) => captureEach(network, image, settings));
}

/** Runs one image with what its SE operations at one block read and make. Throws as `runImages`, and as `captureBlock`. */
export async function explainImage(
  { crop, setting, preprocessing, block }: Pick<ImageRun, 'setting' | 'preprocessing'> & { crop: Crop; block: BlockId },
  onDevice: OnDevice,
  turn: Turn,
): Promise<ExplainedBlock> {
  checkSize(crop, preprocessing);
  await turn();
  const image = normaliseBatch([crop], 1, preprocessing);
  return onDevice((network) => captureBlock(network, image, gates(network, setting), block));
}

/** Images by the batch, as passes begin with them. Throws `image.size`. */
export function imageChunks(plan: Plan, crops: readonly Crop[], preprocessing: Preprocessing): Chunk[] {
  for (const crop of crops) checkSize(crop, preprocessing);
  const batch = batchOf(plan);
  return Array.from({ length: Math.ceil(crops.length / batch) }, (_, chunk) => {
    const own = crops.slice(chunk * batch, (chunk + 1) * batch);
    const start = () => {
      const input = tensor4d(normaliseBatch(own, batch, preprocessing), [batch, ...plan.input] as [number, number, number, number]);
      return { feeds: new Map([['input', input]]), own: input };
    };
    return { images: own.length, start };
  });
}

function checkSize({ height, width, pixels }: Crop, { size }: Preprocessing): void {
  if (height !== size[0] || width !== size[1] || pixels.length !== 3 * height * width) {
    throw new EngineError('image.size', { found: `${height} × ${width}`, expected: size.join(' × ') });
  }
}

/** [size, H, W, 3] flat, zeros behind the last crop. */
export function normaliseBatch(crops: readonly Crop[], size: number, preprocessing: Preprocessing): Float32Array {
  const length = 3 * preprocessing.size[0] * preprocessing.size[1];
  const batch = new Float32Array(size * length);
  for (const [i, { pixels }] of crops.entries()) batch.set(normalise(pixels, preprocessing), i * length);
  return batch;
}
