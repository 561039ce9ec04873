import type { Manifest, ModelFile } from '../contracts';
import { DataError } from './error';
import { fetchBytes, fetchJson } from './fetch';
import type { FetchOptions } from './fetch';
import { sha256 } from './hash';
import { parseManifest } from './manifest';

export interface ModelFolder {
  /** Absolute, with a closing slash. */
  base: string;
  manifest: Manifest;
  /**
   * A whole file of the folder, fetched anew at each call, its length and SHA-256 as the manifest says.
   * @throws DataError as `fetchBytes`; `data.noFile` where the manifest doesn't list it; `data.hash`
   */
  file(name: ModelFile, onProgress?: FetchOptions['onProgress'], signal?: AbortSignal): Promise<ArrayBuffer>;
  /**
   * The model card, `README.md`, as text; undefined where there is none.
   * @throws DataError as `fetchBytes`
   */
  card(signal?: AbortSignal): Promise<string | undefined>;
}

const LARGEST_CARD = 2 ** 20;

/**
 * Opens a model folder by its `model.json`; no other file is fetched before it is asked for.
 * @param base absolute address on the page's own origin
 * @throws DataError `data.address`, `data.…` of `fetchBytes`, `manifest.…`
 */
export async function openModelFolder(base: string, signal?: AbortSignal): Promise<ModelFolder> {
  if (!URL.canParse(base)) throw new DataError('data.address', { address: base });
  const folder = new URL(base.endsWith('/') ? base : `${base}/`);
  const manifest = parseManifest(await fetchJson(new URL('model.json', folder), 'model.json', { signal }));
  const file: ModelFolder['file'] = async (name, onProgress, signal) => {
    const entry = manifest.files[name];
    if (!entry) throw new DataError('data.noFile', { file: name });
    const bytes = await fetchBytes(new URL(name, folder), name, { bytes: entry.bytes, onProgress, signal });
    if ((await sha256(bytes)) !== entry.sha256) throw new DataError('data.hash', { file: name });
    return bytes;
  };
  const card: ModelFolder['card'] = async (signal) => {
    try {
      return new TextDecoder().decode(await fetchBytes(new URL('README.md', folder), 'README.md', { limit: LARGEST_CARD, signal }));
    } catch (error) {
      if (error instanceof DataError && error.problem.code === 'data.missing') return undefined;
      throw error;
    }
  };
  return { base: folder.href, manifest, file, card };
}
