import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import '@tensorflow/tfjs-backend-cpu';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { setBackend } from '@tensorflow/tfjs-core';

export const BACKENDS = ['cpu', 'wasm'] as const;

/** Makes a backend current under Node; wasm runs in one thread there. */
export async function useBackend(name: (typeof BACKENDS)[number]): Promise<void> {
  setWasmPaths(`${dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'))}/`);
  if (!(await setBackend(name))) throw new Error(`the ${name} backend did not start`);
}
