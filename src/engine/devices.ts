import type { BackendName } from '../contracts';
import type { Device } from './device';
import { activate } from './device';
import { EngineError, toProblem } from './problem';
import { startWasm } from './wasmDevice';
import { startWebgl } from './webglDevice';

/** `threads` is for wasm only, which chooses by itself otherwise. */
export type StartDevice = (name: BackendName, threads?: number) => Promise<Device>;

/** Starts a backend and makes it the active one. Throws `backend.missing`, or `backend.failed` with what it said. */
export const startDevice: StartDevice = async (name, threads) => {
  try {
    return await starters[name](threads);
  } catch (error) {
    if (error instanceof EngineError && error.problem.code === 'backend.missing') throw error;
    const { values } = toProblem(error);
    throw new EngineError('backend.failed', { message: '', ...values, name }, error);
  }
};

const starters: Record<BackendName, (threads?: number) => Promise<Device>> = {
  wasm: startWasm,
  webgl: startWebgl,
  webgpu: startWebgpu,
  cpu: startCpu,
};

async function startWebgpu(): Promise<Device> {
  const { gpu } = globalThis.navigator as { gpu?: { requestAdapter(): Promise<{ info?: { description?: string } } | null> } };
  const adapter = await gpu?.requestAdapter();
  if (!adapter) throw new EngineError('backend.missing', { name: 'webgpu' });
  await import('@tensorflow/tfjs-backend-webgpu');
  await activate({ name: 'webgpu' });
  return { ...plain('webgpu'), ...(adapter.info?.description && { renderer: adapter.info.description }) };
}

async function startCpu(): Promise<Device> {
  await import('@tensorflow/tfjs-backend-cpu');
  await activate({ name: 'cpu' });
  return plain('cpu');
}

function plain(name: BackendName): Device {
  return { name, threads: 1, simd: false, halfPrecision: false, stop: () => {} };
}
