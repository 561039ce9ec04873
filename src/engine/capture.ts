import type { Tensor4D } from '@tensorflow/tfjs-core';
import { dispose, tensor4d } from '@tensorflow/tfjs-core';
import type { BlockId, ExplainedBlock, Gates, ImageResult, Plan, ValueName } from '../contracts';
import { forward } from '../network/forward';
import { moduleOperations, valueShapes } from '../network/plan';
import { read, readTogether } from './device';
import type { DeviceNetwork } from './network';
import { EngineError } from './problem';

/**
 * One tapped pass over normalised images [N, H, W, 3] flat: logits, every excitation and every gate from the same call, in one transfer.
 * The arrays of one result share one buffer of their own, which can be transferred.
 */
export async function capture(network: DeviceNetwork, images: Float32Array, gates: Gates): Promise<ImageResult[]> {
  return (await tapped(network, images, gates, [])).results;
}

/**
 * The same for one image, with all that the SE operations at `block` read and make, and their weights; then all else that the block reads and makes.
 * Throws `setting.block` where there is no SE block.
 */
export async function captureBlock(network: DeviceNetwork, image: Float32Array, gates: Gates, block: BlockId): Promise<ExplainedBlock> {
  const { plan, folded } = network;
  if (!plan.se.includes(block)) throw new EngineError('setting.block', { block });
  const operations = moduleOperations(plan, block);
  const around = plan.operations.filter((operation) => operation.block === block && !operation.tap);
  const names = [...new Set([...operations, ...around].flatMap(({ inputs, output }) => [...inputs, output]))];
  const { results, extra } = await tapped(network, image, gates, names);
  const shapes = valueShapes(plan);
  const values: ExplainedBlock['values'] = {};
  let at = 0;
  for (const name of names) values[name] = extra.subarray(at, (at += shapes.get(name)!.reduce((size, n) => size * n, 1)));
  const weights: ExplainedBlock['weights'] = {};
  for (const { name } of operations) {
    const own = folded.get(name);
    if (own) weights[name] = { weight: own.weight.slice(), bias: own.bias.slice() };
  }
  return { block, result: results[0]!, values, weights };
}

/** `extra` are the values that `names` names, one after the other, where there is one image. */
async function tapped(
  network: DeviceNetwork,
  images: Float32Array,
  gates: Gates,
  names: readonly ValueName[],
): Promise<{ results: ImageResult[]; extra: Float32Array }> {
  const { plan } = network;
  const changed = plan.se.filter((block) => gates[block]);
  const taps = [...plan.se.map((block) => `${block}.excitation`), ...changed.map((block) => `${block}.gate`)];
  const want = [...new Set([...taps, ...names])];
  const input = imageTensor(plan, images);
  try {
    const { logits, values } = forward(plan, network.weights, new Map([['input', input]]), { gates, want });
    const tensors = [logits, ...taps.map((name) => values.get(name)!)];
    const others = names.map((name) => values.get(name)!);
    try {
      const rows = await readTogether(network.device, [...tensors, ...others]);
      const n = input.shape[0];
      const all = rows.length / n;
      const width = tensors.reduce((sum, { size }) => sum + size, 0) / n;
      const results = Array.from({ length: n }, (_, i) => imageResult(plan, changed, rows.subarray(i * all, i * all + width)));
      return { results, extra: n === 1 ? rows.slice(width) : new Float32Array() };
    } finally {
      dispose([logits, ...values.values()]);
    }
  } finally {
    input.dispose();
  }
}

/** One pass as timings see it: no taps, only the logits are read, [N, K] flat. */
export async function logitsOf(network: DeviceNetwork, images: Float32Array, gates: Gates): Promise<Float32Array> {
  const input = imageTensor(network.plan, images);
  try {
    const { logits } = forward(network.plan, network.weights, new Map([['input', input]]), { gates });
    try {
      return await read(network.device, logits);
    } finally {
      logits.dispose();
    }
  } finally {
    input.dispose();
  }
}

/** exp(logit − max), normalised, into `probabilities`. In loops: typed arrays' own methods take five times as long, a share of the pass that is seen. */
function softmax(logits: Float32Array, probabilities: Float32Array): void {
  let max = -Infinity;
  for (const logit of logits) max = Math.max(max, logit);
  let sum = 0;
  for (const logit of logits) sum += Math.exp(logit - max);
  for (let k = 0; k < logits.length; k++) probabilities[k] = Math.exp(logits[k]! - max) / sum;
}

function imageTensor(plan: Plan, images: Float32Array): Tensor4D {
  const [height, width, channels] = plan.input as [number, number, number];
  return tensor4d(images, [images.length / (height * width * channels), height, width, channels]);
}

/** One image's row of the transfer: logits, then all excitations in depth, then the gates of the changed blocks; and its probabilities behind them. */
function imageResult(plan: Plan, changed: readonly BlockId[], row: Float32Array): ImageResult {
  const channels = new Map(plan.blocks.map((block) => [block.id, block.channels]));
  const own = new Float32Array(row.length + plan.classes);
  own.set(row);
  let at = 0;
  const next = (length: number): Float32Array => own.subarray(at, (at += length));
  const logits = next(plan.classes);
  const excitation: ImageResult['excitation'] = {};
  for (const block of plan.se) excitation[block] = next(channels.get(block)!);
  const gate: ImageResult['gate'] = { ...excitation };
  for (const block of changed) gate[block] = next(channels.get(block)!);
  const probabilities = next(plan.classes);
  softmax(logits, probabilities);
  return { logits, probabilities, excitation, gate };
}
