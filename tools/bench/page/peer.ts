import { env, InferenceSession, Tensor } from 'onnxruntime-web/wasm';
import { logitsOf } from '../../../src/engine/capture';
import { startDevice } from '../../../src/engine/devices';
import { put } from '../../../src/engine/network';
import type { Network } from '../../../src/network/lighter';
import { writeOnnx } from '../../../src/network/onnx/writeOnnx';
import { foldWeights } from '../../../src/network/weights';
import { defaultNetwork } from './network';
import { randomSEResNet50 } from './randomNetwork';
import type { Pair } from './ratios';
import { alternate, images } from './ratios';

export interface Race {
  network: 'default' | 'SE-ResNet-50';
  batch: number;
  threads: number;
  repeats: number;
}

export interface RaceResult {
  pairs: Pair[];
  /** Of both sides. */
  threads: number;
  /** Of the largest logit, between the two sides. */
  difference: number;
}

/**
 * Our pass against onnxruntime-web's wasm on the same network, images and number of threads, each from pixels in JavaScript to
 * logits in JavaScript. Throws when they don't agree. Only once in a worker: onnxruntime's number of threads can't change.
 */
export async function race(models: string, { network: which, batch, threads, repeats }: Race): Promise<RaceResult> {
  const network = which === 'default' ? await defaultNetwork(models) : randomSEResNet50();
  const device = await startDevice('wasm', threads);
  const own = await put({ plan: network.plan, folded: foldWeights(network.plan, network.state), constants: {} }, device);
  const peer = await openPeer(network, device.threads);
  const pixels = images(own, batch);
  const planar = channelsFirst(pixels, network.plan.input);
  const difference = largestDifference(await logitsOf(own, pixels, {}), await peer(planar, batch));
  if (!(difference <= 1e-3)) throw new Error(`onnxruntime's logits differ by ${difference} of the largest`);
  const pairs = await alternate(() => timed(() => logitsOf(own, pixels, {})), () => timed(() => peer(planar, batch)), repeats);
  return { pairs, threads: device.threads, difference };
}

/** Runs images [batch, 3, H, W] flat in onnxruntime. */
async function openPeer(network: Network, threads: number): Promise<(pixels: Float32Array, batch: number) => Promise<Float32Array>> {
  env.wasm.numThreads = threads;
  const session = await InferenceSession.create(writeOnnx({ ...network, name: 'bench' }), { executionProviders: ['wasm'] });
  const [height, width, channels] = network.plan.input;
  return async (pixels, batch) => {
    const input = new Tensor('float32', pixels, [batch, channels!, height!, width!]);
    const { logits } = await session.run({ input });
    return logits!.data as Float32Array;
  };
}

/** [N, H, W, C] to [N, C, H, W], both flat. */
function channelsFirst(pixels: Float32Array, [height, width, channels]: readonly number[]): Float32Array {
  const area = height! * width!;
  const image = area * channels!;
  return Float32Array.from(pixels, (_, i) => pixels[i - (i % image) + (i % area) * channels! + Math.floor((i % image) / area)]!);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

function largestDifference(a: Float32Array, b: Float32Array): number {
  const largest = (values: Float32Array): number => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return largest(a.map((value, i) => value - b[i]!)) / largest(b);
}
