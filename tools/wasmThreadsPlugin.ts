import type { Plugin } from 'vite';

const prefix = '`var WasmBackendModuleThreadedSimd = ` +';
const call = 'wasmFactoryThreadedSimd.toString()';
const source = '../wasm-out/tfjs-backend-wasm-threaded-simd.js?raw';

/** `backend_wasm.js` of tfjs with the factory's text taken from its file; undefined when the code isn't the one we know. */
export function withThreadsSource(code: string): string | undefined {
  if (!code.includes(prefix) || !code.includes(call)) return undefined;
  return `import threadsSource from '${source}';\n${code.replace(prefix, '').replace(call, 'threadsSource')}`;
}

/**
 * tfjs starts its wasm threads from a Blob of `factory.toString()`. In a minified build that text leans on names of the
 * bundle around it ("e is not defined"), so the text of the factory's file takes its place.
 * Workers are bundled apart: it belongs in `plugins` and in `worker.plugins`.
 */
export function wasmThreads(): Plugin {
  return {
    name: 'wasm-threads',
    transform(code, id) {
      if (!id.split('?')[0]?.endsWith('/tfjs-backend-wasm/dist/backend_wasm.js')) return;
      const swapped = withThreadsSource(code);
      if (!swapped) this.error(`${id} starts its threads in another way than tfjs 4.22: look again at tools/wasmThreadsPlugin.ts`);
      return { code: swapped, map: null };
    },
  };
}
