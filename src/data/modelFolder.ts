import type { Manifest, ModelFile } from '../contracts';
import { DataError } from './error';
import { fetchBytes, fetchJson } from './fetch';
import type { FetchOptions } from './fetch';
import { sha256 } from './hash';
import { parseManifest } from './manifest';

type OpenOptions = Pick<FetchOptions, 'origin' | 'signal'>;

export interface ModelFolder {
  /** Absolute, with a closing slash. */
  base: string;
  manifest: Manifest;
  /**
   * A whole file of the folder, fetched anew at each call, its length and SHA-256 as the manifest says.
   * @throws DataError as `fetchBytes`; `data.noFile` where the manifest doesn't list it; `data.hash`
   */
  file(name: ModelFile, onProgress?: FetchOptions['onProgress'], signal?: AbortSignal): Promise<ArrayBuffer>;
}

/**
 * Opens a model folder by its `model.json`; no other file is fetched before it is asked for.
 * @param base absolute address with a closing slash
 * @throws DataError `data.…` of `fetchBytes`, `data.address`, `manifest.…`
 */
export async function openModelFolder(base: string, options: OpenOptions = {}): Promise<ModelFolder> {
  const address = folderAddress(base);
  const manifest = parseManifest(await fetchJson(new URL('model.json', address), 'model.json', options));
  const file: ModelFolder['file'] = async (name, onProgress, signal) => {
    const entry = manifest.files[name];
    if (!entry) throw new DataError('data.noFile', { file: name });
    const bytes = await fetchBytes(new URL(name, address), name, { origin: options.origin, bytes: entry.bytes, onProgress, signal });
    if ((await sha256(bytes)) !== entry.sha256) throw new DataError('data.hash', { file: name });
    return bytes;
  };
  return { base: address.href, manifest, file };
}

/** @throws DataError `data.address` */
export function folderAddress(base: string): URL {
  const folder = base.endsWith('/') ? base : `${base}/`;
  const page = globalThis.location?.href;
  if (!URL.canParse(folder, page)) throw new DataError('data.address', { address: base });
  return new URL(folder, page);
}
