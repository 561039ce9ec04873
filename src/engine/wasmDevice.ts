import { env, findBackend, findBackendFactory, getKernel, registerBackend, registerKernel, removeBackend } from '@tensorflow/tfjs-core';
import type { Device } from './device';
import { activate } from './device';

/** tfjs makes a pool of eight. */
const MOST_THREADS = 8;

/** Whether wasm may have threads here, asked of tfjs once. */
let canThread: boolean | undefined;

/** About as many as the machine has physical cores: a page that is being built needs some of them itself. */
export function firstThreads(cores: number): number {
  return Math.max(1, Math.min(MOST_THREADS, Math.floor(cores / 2)));
}

/** What else is worth a try: one in the place of several, two on a machine of two cores; undefined where there is nothing. */
export function otherThreads(cores: number, threads: number): number | undefined {
  if (threads > 1) return 1;
  return cores > 1 ? 2 : undefined;
}

/**
 * Starts wasm: SIMD, and threads where the page is cross-origin isolated, as many as suit the machine unless `threads` says.
 * tfjs takes half of the cores it is told of at most (tfjs-backend-wasm/src/cc/backend.cc), so it is told of twice as many
 * while it starts; for one thread it would make its pool of eight all the same, so it is told that there are none.
 */
export async function startWasm(threads = firstThreads(cores())): Promise<Device> {
  const [wasm, { wasmKernels }, { wasmPaths }] = await Promise.all([
    import('@tensorflow/tfjs-backend-wasm/dist/base'),
    import('./wasmKernels'),
    import('./wasmPaths'),
  ]);
  for (const kernel of wasmKernels) if (!getKernel(kernel.kernelName, 'wasm')) registerKernel(kernel);
  const simd = Boolean(await env().getAsync('WASM_HAS_SIMD_SUPPORT'));
  canThread ??= Boolean(await env().getAsync('WASM_HAS_MULTITHREAD_SUPPORT'));
  env().set('WASM_HAS_MULTITHREAD_SUPPORT', canThread && threads > 1);
  wasm.setWasmPaths(wasmPaths);
  wasm.setThreadsCount(threads);
  const restore = reportCores(2 * threads);
  try {
    await activate({ name: 'wasm' });
  } finally {
    restore();
  }
  const backend = findBackend('wasm');
  return {
    name: 'wasm',
    threads: simd && canThread && threads > 1 ? wasm.getThreadsCount() : 1,
    simd,
    halfPrecision: false,
    stop: () => {
      if (findBackend('wasm') === backend) startAnew();
    },
  };
}

/** Ends the threads and frees the memory; the next start makes a new module. */
function startAnew(): void {
  const factory = findBackendFactory('wasm');
  removeBackend('wasm');
  registerBackend('wasm', factory, 2);
}

/** Logical cores of the machine. */
export function cores(): number {
  return globalThis.navigator?.hardwareConcurrency ?? 1;
}

function reportCores(count: number): () => void {
  const { navigator } = globalThis;
  if (!navigator) return () => {};
  Object.defineProperty(navigator, 'hardwareConcurrency', { value: count, configurable: true });
  return () => void Reflect.deleteProperty(navigator, 'hardwareConcurrency');
}
