import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { withThreadsFile } from './wasmThreadsPlugin';

it('knows the installed tfjs, and fails loudly on another', () => {
  const installed = readFileSync('node_modules/@tensorflow/tfjs-backend-wasm/dist/backend_wasm.js', 'utf8');
  const swapped = withThreadsFile(installed)?.split('//# sourceMappingURL')[0];
  expect(swapped).toContain('mainScriptUrlOrBlob = threadsUrl;');
  expect(swapped).not.toContain('toString()');
  expect(withThreadsFile('export const other = 1;')).toBeUndefined();
});
