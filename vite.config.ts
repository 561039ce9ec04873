import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { d3OnlyWhatIsUsed } from './tools/d3Plugin.ts';
import { headers, isolation, servedHeaders } from './tools/headers.ts';
import { offline } from './tools/offline.ts';
import { wasmThreads } from './tools/wasmThreadsPlugin.ts';

export default defineConfig(({ command, mode }) => ({
  base: './',
  plugins: [react(), wasmThreads(), d3OnlyWhatIsUsed(), servedHeaders(), command === 'build' && mode !== 'bench' && offline()],
  server: { headers: isolation },
  preview: { headers },
  worker: { format: 'es', plugins: () => [wasmThreads()] },
  build: { target: 'es2022', chunkSizeWarningLimit: 1500 },
  test: { include: ['src/**/*.test.{ts,tsx}', 'tools/**/*.test.ts'], environment: 'node', testTimeout: 60_000, server: { deps: { inline: [/tfjs-backend-(wasm|cpu)\/dist\/(kernels|kernel_utils|shared|utils)/] } } },
}));
