import { env } from '@tensorflow/tfjs-core';
import type { Device } from './device';
import { activate } from './device';

/** tfjs makes a pool of eight. */
const MOST_THREADS = 8;

/** All cores of a small machine, about the physical ones of a larger. */
export function threadsFor(cores: number): number {
  return Math.min(MOST_THREADS, cores <= 4 ? cores : Math.max(4, Math.floor(cores / 2)));
}

/**
 * Starts wasm: SIMD, and threads where the page is cross-origin isolated.
 * tfjs takes half of the cores it is told of at most (tfjs-backend-wasm/src/cc/backend.cc), one on a machine with two;
 * so it is told of twice as many while it starts.
 */
export async function startWasm(): Promise<Device> {
  const [wasm, { wasmPaths }] = await Promise.all([import('@tensorflow/tfjs-backend-wasm'), import('./wasmPaths')]);
  const wanted = threadsFor(globalThis.navigator?.hardwareConcurrency ?? 1);
  wasm.setWasmPaths(wasmPaths);
  wasm.setThreadsCount(wanted);
  const restore = reportCores(2 * wanted);
  try {
    await activate({ name: 'wasm' });
  } finally {
    restore();
  }
  const simd = await env().getAsync('WASM_HAS_SIMD_SUPPORT');
  const threaded = simd && (await env().getAsync('WASM_HAS_MULTITHREAD_SUPPORT'));
  return {
    name: 'wasm',
    threads: threaded ? wasm.getThreadsCount() : 1,
    simd: Boolean(simd),
    halfPrecision: false,
    stop: () => {},
  };
}

function reportCores(cores: number): () => void {
  const { navigator } = globalThis;
  if (!navigator) return () => {};
  Object.defineProperty(navigator, 'hardwareConcurrency', { value: cores, configurable: true });
  return () => void Reflect.deleteProperty(navigator, 'hardwareConcurrency');
}
