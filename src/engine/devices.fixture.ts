import { join } from 'node:path';
import type { BackendName } from '../contracts';
import type { Device } from './device';
import { activate } from './device';
import type { StartDevice } from './devices';
import { EngineError } from './problem';

/** Nothing but cpu, as on a machine without WebAssembly. */
export const startCpuOnly: StartDevice = async (name) => {
  if (name !== 'cpu') throw new EngineError('backend.missing', { name });
  await import('@tensorflow/tfjs-backend-cpu');
  await activate({ name });
  return device(name);
};

/** wasm in Node, with one thread. */
export const startWasmInNode: StartDevice = async (name) => {
  if (name !== 'wasm') throw new EngineError('backend.missing', { name });
  const { setWasmPaths } = await import('@tensorflow/tfjs-backend-wasm');
  setWasmPaths(`${join(import.meta.dirname, '../../node_modules/@tensorflow/tfjs-backend-wasm/wasm-out')}/`);
  await activate({ name });
  return device(name);
};

export function device(name: BackendName, more: Partial<Device> = {}): Device {
  return { name, threads: 1, simd: false, halfPrecision: false, stop: () => {}, ...more };
}
