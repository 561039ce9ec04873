import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { manifest, modelPath, readModelFile } from './shipped';

const dist = process.env.SE_SCOPE_DIST ?? new URL('../dist', import.meta.url).pathname;

const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.json': 'application/json', '.wasm': 'application/wasm', '.svg': 'image/svg+xml' };

/** In a file's place: other bytes, nothing at all (null), or the file itself once a promise is kept. */
export type Overlay = Record<string, Buffer | null | Promise<void>>;

interface Site {
  address: string;
  close(): Promise<void>;
}

interface SiteOptions {
  /** Sends the two headers that wasm threads need. */
  isolated?: boolean;
  /** Where the app lies on the site. */
  path?: string;
}

/** Serves the built app on a free port with some files changed. */
export async function serve(overlay: Overlay, { isolated = true, path = '/' }: SiteOptions = {}): Promise<Site> {
  const body = async (name: string): Promise<Buffer | null> => {
    const changed = await overlay[name];
    return changed === undefined ? readFile(join(dist, name)).catch(() => null) : changed;
  };
  const server = createServer(async (request, response) => {
    const asked = normalize(decodeURIComponent(new URL(request.url!, 'http://localhost').pathname));
    const name = asked.startsWith(path) ? asked.slice(path.length) || 'index.html' : '..';
    const bytes = name.startsWith('..') ? null : await body(name);
    if (isolated) response.setHeader('Cross-Origin-Opener-Policy', 'same-origin').setHeader('Cross-Origin-Embedder-Policy', 'require-corp');
    response.setHeader('Cache-Control', 'no-store');
    if (bytes) response.setHeader('Content-Type', types[extname(name)] ?? 'application/octet-stream');
    response.writeHead(bytes ? 200 : 404).end(bytes ?? 'not here');
  });
  await new Promise<void>((resolve) => void server.listen(0, 'localhost', resolve));
  return {
    address: `http://localhost:${(server.address() as AddressInfo).port}${path}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

type Changes = Record<string, Buffer | null>;

/** The shipped model folder with some files changed (null: left out), lengths and hashes put right in model.json. */
export function alteredModel(changes: Changes): Overlay {
  const files: Record<string, unknown> = { ...manifest.files };
  for (const [name, bytes] of Object.entries(changes)) {
    if (bytes) files[name] = { bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
    else delete files[name];
  }
  return { ...inModel(changes), ...inModel({ 'model.json': Buffer.from(JSON.stringify({ ...manifest, files })) }) };
}

/** The shipped model folder with some files changed and nothing put right. */
export function inModel(changes: Changes): Overlay {
  return Object.fromEntries(Object.entries(changes).map(([name, bytes]) => [modelPath + name, bytes]));
}

/** A copy of a file of the shipped model, to be changed in place. */
export const copyOf = (name: string): Buffer<ArrayBuffer> => Buffer.from(readModelFile(name));
