import { env, InferenceSession, Tensor } from 'onnxruntime-web';
import type { StateTensor } from '../weights';

env.wasm.numThreads = 1;
env.logLevel = 'error';

/** An ONNX file in onnxruntime's wasm, in one thread. */
export interface OnnxRun {
  /** Images [N, H, W, 3] to logits [N, K]. */
  logits(images: StateTensor): Promise<Float32Array>;
  release(): Promise<void>;
}

export async function openOnnx(file: Uint8Array): Promise<OnnxRun> {
  const session = await InferenceSession.create(file, { executionProviders: ['wasm'] });
  return {
    logits: async (images) => {
      const [n, height, width, channels] = images.shape as [number, number, number, number];
      const input = new Tensor('float32', toChannelsFirst(images), [n, channels, height, width]);
      const { logits } = await session.run({ input });
      return logits.data as Float32Array;
    },
    release: () => session.release(),
  };
}

function toChannelsFirst({ shape, data }: StateTensor): Float32Array {
  const [n, height, width, channels] = shape;
  const pixels = height * width;
  const moved = new Float32Array(n * pixels * channels);
  for (let i = 0; i < n; i++) {
    for (let p = 0; p < pixels; p++) {
      for (let c = 0; c < channels; c++) moved[(i * channels + c) * pixels + p] = data[(i * pixels + p) * channels + c];
    }
  }
  return moved;
}
