import type { Plugin } from 'vite';

const blob = /new Blob\(\[`var WasmBackendModuleThreadedSimd = ` \+\s*wasmFactoryThreadedSimd\.toString\(\)\], \{ type: 'text\/javascript' \}\)/;
const factory = '../wasm-out/tfjs-backend-wasm-threaded-simd.js';

/** `backend_wasm.js` of tfjs with threads started from the factory's own file; undefined when the code isn't the one we know. */
export function withThreadsFile(code: string): string | undefined {
  return blob.test(code) ? `import threadsUrl from '${factory}?url';\n${code.replace(blob, 'threadsUrl')}` : undefined;
}

/**
 * tfjs starts its wasm threads from a Blob of `factory.toString()`. In a minified build that text leans on names of the
 * bundle around it ("e is not defined"), so they start from the factory's file, which is served as it is.
 * Workers are bundled apart: it belongs in `plugins` and in `worker.plugins`.
 */
export function wasmThreads(): Plugin {
  return {
    name: 'wasm-threads',
    transform(code, id) {
      if (!id.split('?')[0]?.endsWith('/tfjs-backend-wasm/dist/backend_wasm.js')) return;
      const swapped = withThreadsFile(code);
      if (!swapped) this.error(`${id} starts its threads in another way than tfjs 4.22: look again at tools/wasmThreadsPlugin.ts`);
      return { code: swapped, map: null };
    },
  };
}
