import type { Tensor } from '@tensorflow/tfjs-core';
import { concat, reshape, setBackend, tidy } from '@tensorflow/tfjs-core';
import type { BackendName } from '../contracts';
import { afterPatience } from './patience';
import { EngineError } from './problem';

/** A tfjs backend that has started. */
export interface Device {
  name: BackendName;
  threads: number;
  simd: boolean;
  /** Values are kept in 16 bits between operations. */
  halfPrecision: boolean;
  renderer?: string;
  /** Aborted when the device can't be used any more, as after a lost WebGL context. */
  lost?: AbortSignal;
  /** Frees the backend; it must be started anew. Tensors on it are to be disposed first. */
  stop(): void;
}

/** The last resort, the machine awake: a reading that neither arrives nor is reported as lost. A batch on a slow software renderer takes under two minutes. */
const READ_LIMIT_MS = 180_000;

/** Makes `device` the one that operations run on. Throws `backend.failed`. */
export async function activate(device: Pick<Device, 'name'>): Promise<void> {
  if (!(await setBackend(device.name))) throw new EngineError('backend.failed', { name: device.name });
}

/** Whether an error means that the device is gone and the work may be tried again on another. */
export function isLost(error: unknown): boolean {
  return error instanceof EngineError && error.problem.code === 'backend.lost';
}

/** Waits for the values of a tensor. Throws `backend.lost` when the device is lost or doesn't answer. */
export function read({ name, lost }: Device, tensor: Tensor): Promise<Float32Array> {
  return new Promise((resolve, reject) => {
    const give = (): void => reject(new EngineError('backend.lost', { name }));
    const stop = afterPatience(READ_LIMIT_MS, give);
    lost?.addEventListener('abort', give);
    if (lost?.aborted) give();
    const done = (): void => {
      stop();
      lost?.removeEventListener('abort', give);
    };
    tensor.data<'float32'>().then(resolve, reject).then(done, done);
  });
}

/** Values of several tensors [n, …] in one transfer: for each image one row with all of them in order, [n, Σ sizes] flat. */
export async function readTogether(device: Device, tensors: readonly Tensor[]): Promise<Float32Array> {
  const n = tensors[0]?.shape[0] ?? 0;
  const joined = tidy(() => concat(tensors.map((tensor) => (tensor.rank === 2 ? tensor : reshape(tensor, [n, -1]))), 1));
  try {
    return await read(device, joined);
  } finally {
    joined.dispose();
  }
}
