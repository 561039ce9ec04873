import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Plugin } from 'vite';
import { build, preview } from 'vite';

export interface Request {
  /** Queries left out. */
  path: string;
  /** Milliseconds since 1970, as the page's `performance.timeOrigin`. */
  at: number;
}

export interface Site {
  /** Of the app, with a closing slash; the bench page is in `bench/`. */
  address: string;
  /** Where the built files lie. */
  folder: string;
  /** All requests since the last call. */
  takeRequests(): Request[];
  close(): Promise<void>;
}

/** Builds the app for production, and the bench page beside it with the same settings, in a temporary folder, and serves both. */
export async function openSite(): Promise<Site> {
  const folder = mkdtempSync(join(tmpdir(), 'se-scope-bench-'));
  let requests: Request[] = [];
  const log: Plugin = {
    name: 'request-log',
    configurePreviewServer: ({ middlewares }) => {
      middlewares.use((request, _, next) => {
        requests.push({ path: new URL(request.url ?? '/', 'http://localhost').pathname, at: Date.now() });
        next();
      });
    },
  };
  const config = { configFile: resolve('vite.config.ts'), logLevel: 'warn' } as const;
  await build({ ...config, build: { outDir: folder, emptyOutDir: true } });
  await build({ ...config, mode: 'bench', root: resolve('tools/bench/page'), publicDir: false, build: { outDir: join(folder, 'bench'), emptyOutDir: true } });
  const server = await preview({ ...config, plugins: [log], build: { outDir: folder }, preview: { port: 0, host: 'localhost' } });
  return {
    address: server.resolvedUrls!.local[0]!,
    folder,
    takeRequests: () => {
      const taken = requests;
      requests = [];
      return taken;
    },
    close: async () => {
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
