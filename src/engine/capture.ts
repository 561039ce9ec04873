import type { Tensor4D } from '@tensorflow/tfjs-core';
import { dispose, tensor4d } from '@tensorflow/tfjs-core';
import type { BlockId, Gates, ImageResult, Plan } from '../contracts';
import { forward } from '../network/forward';
import { read, readTogether } from './device';
import type { DeviceNetwork } from './network';

/**
 * One tapped pass over normalised images [N, H, W, 3] flat: logits, every excitation and every gate from the same call, in one transfer.
 * The arrays of one result share one buffer of their own, which can be transferred.
 */
export async function capture(network: DeviceNetwork, images: Float32Array, gates: Gates): Promise<ImageResult[]> {
  const { plan } = network;
  const changed = plan.se.filter((block) => gates[block]);
  const want = [...plan.se.map((block) => `${block}.excitation`), ...changed.map((block) => `${block}.gate`)];
  const input = imageTensor(plan, images);
  try {
    const { logits, values } = forward(plan, network.weights, new Map([['input', input]]), { gates, want });
    const tensors = [logits, ...want.map((name) => values.get(name)!)];
    try {
      const rows = await readTogether(network.device, tensors);
      const n = input.shape[0];
      return Array.from({ length: n }, (_, i) => imageResult(plan, changed, rows, n, i));
    } finally {
      dispose(tensors);
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

/** Image i of n in the transfer: logits, then all excitations in depth, then the gates of the changed blocks; and its probabilities behind them. */
function imageResult(plan: Plan, changed: readonly BlockId[], rows: Float32Array, n: number, i: number): ImageResult {
  const channels = new Map(plan.blocks.map((block) => [block.id, block.channels]));
  const width = rows.length / n;
  const own = new Float32Array(width + plan.classes);
  own.set(rows.subarray(i * width, (i + 1) * width));
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
