import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { vi } from 'vitest';

export const BASE = 'http://localhost/models/test/';
const SHIPPED = join(import.meta.dirname, '../../public/models/seresnet50-w32-tin');

/** A model folder's files by name. */
export type Files = Record<string, Uint8Array<ArrayBuffer>>;

export interface TensorSpec {
  dtype: 'F32' | 'U8' | 'U16' | 'U32';
  shape: number[];
  data: Float32Array | Uint8Array | Uint16Array | Uint32Array;
}

export function shippedFiles(): Files {
  const names = ['weights', 'profile', 'heldout', 'golden', 'ablation'].map((name) => `${name}.safetensors`);
  return Object.fromEntries(['model.json', ...names].map((name) => [name, new Uint8Array(readFileSync(join(SHIPPED, name)))]));
}

/** Serves a folder at BASE through a stubbed fetch, with lengths and hashes put right in model.json; `asked` has the files' names in order. */
export function serve(files: Files): { asked: string[] } {
  const manifest = JSON.parse(new TextDecoder().decode(files['model.json']));
  manifest.files = {};
  for (const [name, bytes] of Object.entries(files)) {
    if (name === 'model.json') continue;
    manifest.files[name] = { bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
  }
  return serveAsIs({ ...files, 'model.json': new TextEncoder().encode(JSON.stringify(manifest)) });
}

export function serveAsIs(files: Files): { asked: string[] } {
  const asked: string[] = [];
  vi.stubGlobal('fetch', async (url: URL | string) => {
    const name = String(url).slice(BASE.length);
    asked.push(name);
    const bytes = files[name];
    return bytes ? new Response(bytes) : new Response('', { status: 404 });
  });
  return { asked };
}

/** A safetensors file, written without the project's own writer. */
export function safetensors(tensors: Record<string, TensorSpec>, metadata: Record<string, string> = {}): Uint8Array<ArrayBuffer> {
  let at = 0;
  const header: Record<string, unknown> = { __metadata__: metadata };
  const sorted = Object.entries(tensors).sort(([, a], [, b]) => b.data.BYTES_PER_ELEMENT - a.data.BYTES_PER_ELEMENT);
  for (const [name, { dtype, shape, data }] of sorted) {
    header[name] = { dtype, shape, data_offsets: [at, (at += data.byteLength)] };
  }
  const text = new TextEncoder().encode(JSON.stringify(header));
  const padded = 8 * Math.ceil(text.length / 8);
  const bytes = new Uint8Array(8 + padded + at).fill(32);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(padded), true);
  bytes.set(text, 8);
  at = 8 + padded;
  for (const [, { data }] of sorted) {
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at);
    at += data.byteLength;
  }
  return bytes;
}
