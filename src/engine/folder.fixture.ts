import { createHash } from 'node:crypto';
import { vi } from 'vitest';
import { shippedFile } from '../../tools/shipped';

export const BASE = 'http://localhost/models/test/';

/** A model folder's files by name. */
export type Files = Record<string, Uint8Array<ArrayBuffer>>;

export function shippedFiles(): Files {
  const names = ['weights', 'profile', 'heldout', 'golden', 'ablation'].map((name) => `${name}.safetensors`);
  return Object.fromEntries(['model.json', ...names].map((name) => [name, new Uint8Array(shippedFile(name))]));
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
