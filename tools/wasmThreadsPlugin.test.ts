import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { withThreadsSource } from './wasmThreadsPlugin';

it('knows the installed tfjs, and fails loudly on another', () => {
  const installed = readFileSync('node_modules/@tensorflow/tfjs-backend-wasm/dist/backend_wasm.js', 'utf8');
  const swapped = withThreadsSource(installed);
  expect(swapped).toContain('tfjs-backend-wasm-threaded-simd.js?raw');
  expect(swapped?.split('//# sourceMappingURL')[0]).not.toContain('toString()');
  expect(withThreadsSource('export const other = 1;')).toBeUndefined();
});
