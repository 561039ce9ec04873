import { wrap } from 'comlink';
import type { BenchApi } from './worker';

declare global {
  interface Window {
    bench: BenchApi;
  }
}

/** The network runs in a worker here as in the app. */
window.bench = wrap<BenchApi>(new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' }));
