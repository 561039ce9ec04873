import { add, dispose, mean, mul, tidy } from '@tensorflow/tfjs-core';
import type { Crop, NormStatistics, Preprocessing, Progress, Repaired, ValueName } from '../contracts';
import { normalise } from '../image/normalise';
import { evaluate, upload } from '../network/forward';
import type { Network } from '../network/lighter';
import type { NormedConvolution } from '../network/norms';
import { beforeNorm, withoutNorm, withStatistics } from '../network/norms';
import { foldOperation } from '../network/weights';
import type { Beside } from './beside';
import { logitsOf, tensorOf } from './capture';
import { read, readTogether } from './device';
import type { DeviceNetwork } from './network';
import { EngineError } from './problem';
import type { Turn } from './queue';
import { batchOf, type OnDevice } from './run';

/** Fewer make no statistics: late maps have few positions. */
const FEWEST_IMAGES = 16;
/** Bytes of what enters a block, over all images, that are held at a time. */
const MOST_BYTES = 512 * 2 ** 20;

interface RepairRun extends Network {
  beside: Beside;
  /** In order of execution. */
  norms: readonly NormedConvolution[];
  crops: readonly Crop[];
  preprocessing: Preprocessing;
}

interface Work {
  onDevice: OnDevice;
  turn: Turn;
  onProgress: (progress: Progress) => void;
}

/**
 * Takes means and variances of the given batch norms anew on images, layer by layer: each sees what those before it, already repaired, make of
 * them. Variances are unbiased, as PyTorch's running ones are. Leaves the repaired weights in `beside`.
 * Throws `repair.images` for too few images, `repair.memory` for more than fit, `repair.nothing` without norms.
 */
export async function repair({ plan, state, beside, norms, crops, preprocessing }: RepairRun, { onDevice, turn, onProgress }: Work): Promise<Repaired> {
  if (crops.length < FEWEST_IMAGES) throw new EngineError('repair.images', { found: crops.length, needed: FEWEST_IMAGES });
  const chunks = chunksOf(crops, batchOf(plan));
  if (norms.length === 0) throw new EngineError('repair.nothing');
  const blocks = plan.blocks.filter(({ id }) => norms.some(({ block }) => block === id));
  const most = Math.max(...blocks.map(({ input }) => 4 * crops.length * input.reduce((a, b) => a * b, 1)));
  if (most > MOST_BYTES) throw new EngineError('repair.memory', { images: Math.floor((crops.length * MOST_BYTES) / most) });
  let done = 0;
  const total = chunks.length * (norms.length + blocks.length + 2);
  const each = async <T>(work: (network: DeviceNetwork, chunk: number) => Promise<T>): Promise<T[]> => {
    const results: T[] = [];
    for (let chunk = 0; chunk < chunks.length; chunk++) {
      await turn();
      results.push(await onDevice((network) => work(beside.at(network), chunk)));
      onProgress({ done: ++done, total });
    }
    return results;
  };
  const predict = async () => Uint16Array.from((await each((network, chunk) => classesOf(network, normaliseAll(chunks[chunk]!, preprocessing)))).flat());
  const before = await predict();
  const statistics: NormStatistics = {};
  let at: ValueName = 'input';
  let values = chunks.map((chunk) => normaliseAll(chunk, preprocessing));
  for (const { id } of blocks) {
    const entering = `${id}.input`;
    const from = at;
    const held = values;
    values = await each((network, chunk) => advance(network, from, held[chunk]!, entering));
    at = entering;
    for (const norm of norms.filter(({ block }) => block === id)) {
      const seen = await each((network, chunk) => seenBy(network, norm, { state, entering, values: values[chunk]! }));
      statistics[norm.norm] = merged(seen.flat());
      beside.exchange(norm.name, foldOperation(norm, withStatistics(state, statistics), plan.architecture.eps)!);
    }
  }
  return { statistics, before, after: await predict() };
}

function chunksOf(crops: readonly Crop[], size: number): Crop[][] {
  return Array.from({ length: Math.ceil(crops.length / size) }, (_, i) => crops.slice(i * size, (i + 1) * size));
}

function normaliseAll(crops: readonly Crop[], preprocessing: Preprocessing): Float32Array {
  const length = 3 * preprocessing.size[0] * preprocessing.size[1];
  const all = new Float32Array(crops.length * length);
  for (const [i, { pixels }] of crops.entries()) all.set(normalise(pixels, preprocessing), i * length);
  return all;
}

async function classesOf(network: DeviceNetwork, images: Float32Array): Promise<number[]> {
  const logits = await logitsOf(network, images, {});
  const { classes } = network.plan;
  return Array.from({ length: logits.length / classes }, (_, i) => {
    const own = logits.subarray(i * classes, (i + 1) * classes);
    return own.indexOf(own.reduce((most, logit) => Math.max(most, logit), -Infinity));
  });
}

/** What enters one block, from what enters an earlier one, or the images. */
async function advance(network: DeviceNetwork, from: ValueName, values: Float32Array, to: ValueName): Promise<Float32Array> {
  if (from === to) return values;
  const input = tensorOf(network.plan, from, values);
  const found = evaluate(network.plan, network.weights, new Map([[from, input]]), [to]).get(to)!;
  try {
    return await read(network.device, found);
  } finally {
    dispose([input, found]);
  }
}

/** Over the positions of one image: mean and mean square deviation of each channel. */
interface Seen {
  positions: number;
  mean: Float32Array;
  deviation: Float32Array;
}

/** What the norm gets of each image of a chunk. */
async function seenBy(network: DeviceNetwork, norm: NormedConvolution, { state, entering, values }: Pick<Network, 'state'> & { entering: ValueName; values: Float32Array }): Promise<Seen[]> {
  const { plan, weights, device } = network;
  const raw = upload(new Map([[norm.name, foldOperation(withoutNorm(norm), state, plan.architecture.eps)!]]));
  const own = { operations: new Map([...weights.operations, ...raw.operations]), dispose: raw.dispose };
  const input = tensorOf(plan, entering, values);
  const made = evaluate(beforeNorm(plan, norm), own, new Map([[entering, input]]), [norm.output]).get(norm.output)!;
  const [n, height, width, channels] = made.shape as [number, number, number, number];
  const sums = tidy(() => {
    const average = mean(made, [1, 2], true);
    const apart = add(made, mul(average, -1));
    return [average, mean(mul(apart, apart), [1, 2], true)];
  });
  try {
    const rows = await readTogether(device, sums);
    return Array.from({ length: n }, (_, i) => {
      const row = rows.subarray(i * 2 * channels, (i + 1) * 2 * channels);
      return { positions: height * width, mean: row.subarray(0, channels), deviation: row.subarray(channels) };
    });
  } finally {
    dispose([input, made, ...sums]);
    raw.dispose();
  }
}

/** Images as one, as Chan, Golub and LeVeque merge them (1979), in float64. */
function merged(images: readonly Seen[]): { mean: Float32Array; variance: Float32Array } {
  const channels = images[0]!.mean.length;
  const means = new Float64Array(channels);
  const squares = new Float64Array(channels);
  let n = 0;
  for (const { positions: count, mean: own, deviation } of images) {
    const all = n + count;
    for (let c = 0; c < channels; c++) {
      const apart = own[c]! - means[c]!;
      means[c]! += (apart * count) / all;
      squares[c]! += deviation[c]! * count + (apart * apart * n * count) / all;
    }
    n = all;
  }
  return { mean: Float32Array.from(means), variance: Float32Array.from(squares, (sum) => sum / Math.max(1, n - 1)) };
}
