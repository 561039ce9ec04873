import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { d3OnlyWhatIsUsed } from './tools/d3Plugin.ts';
import { wasmThreads } from './tools/wasmThreadsPlugin.ts';

const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

export default defineConfig({
  base: './',
  plugins: [react(), wasmThreads(), d3OnlyWhatIsUsed()],
  server: { headers: isolation },
  preview: { headers: isolation },
  worker: { format: 'es', plugins: () => [wasmThreads()] },
  build: { target: 'es2022', chunkSizeWarningLimit: 1500 },
  test: { include: ['src/**/*.test.{ts,tsx}', 'tools/**/*.test.ts'], environment: 'node', server: { deps: { inline: [/tfjs-backend-(wasm|cpu)\/dist\/(kernels|kernel_utils|shared|utils)/] } } },
});
