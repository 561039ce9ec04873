import type { Manifest, ModelFile } from '../contracts';
import { DataError } from './error';
import { fetchBytes, parseJson } from './fetch';
import type { FetchOptions } from './fetch';
import { sha256 } from './hash';
import { parseManifest } from './manifest';
import type { Member } from './members';
import type { weightsFrom } from './weightsFile';

export interface ModelFolder {
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
  /** The weights under timm's names where they are read one by one; `file` has none then. */
  state?: ReturnType<typeof weightsFrom>;
}

const LARGEST_CARD = 2 ** 20;

type Take = (name: string, options: FetchOptions) => Promise<ArrayBuffer>;

/** Files of a folder by address. Throws `data.address`. */
function fromAddress(base: string): Take {
  if (!URL.canParse(base)) throw new DataError('data.address', { address: base });
  const folder = new URL(base.endsWith('/') ? base : `${base}/`);
  return (name, options) => fetchBytes(new URL(name, folder), name, options);
}

/** Files that a person chose, by name; of several with one name, the one that lies beside `model.json`. */
function fromMembers(members: readonly Member[]): Take {
  const home = members.find(({ name }) => name === 'model.json')?.place;
  return async (name, { bytes, onProgress, limit }) => {
    const named = members.filter((member) => member.name === name);
    const member = named.find(({ place }) => place === home) ?? named[0];
    if (!member) throw new DataError('data.missing', { file: name });
    if (bytes !== undefined && member.size !== bytes) throw new DataError('data.length', { file: name, bytes: member.size, expected: bytes });
    if (limit !== undefined && member.size > limit) throw new DataError('data.tooLarge', { file: name, limit });
    const content = await member.read();
    onProgress?.(content.byteLength, content.byteLength);
    return content;
  };
}

const LARGEST_MANIFEST = 16 * 2 ** 20;

/**
 * Opens a model folder by its `model.json`; no other file is read before it is asked for.
 * @param from absolute address on the page's own origin, or the folder's files
 * @throws DataError `data.address`, `data.…` of `fetchBytes`, `manifest.…`
 */
export async function openModelFolder(from: string | readonly Member[], signal?: AbortSignal): Promise<ModelFolder> {
  const take = typeof from === 'string' ? fromAddress(from) : fromMembers(from);
  const manifest = parseManifest(parseJson(await take('model.json', { limit: LARGEST_MANIFEST, signal }), 'model.json'));
  const file: ModelFolder['file'] = async (name, onProgress, signal) => {
    const entry = manifest.files[name];
    if (!entry) throw new DataError('data.noFile', { file: name });
    const bytes = await take(name, { bytes: entry.bytes, onProgress, signal });
    if ((await sha256(bytes)) !== entry.sha256) throw new DataError('data.hash', { file: name });
    return bytes;
  };
  const card: ModelFolder['card'] = async (signal) => {
    try {
      return new TextDecoder().decode(await take('README.md', { limit: LARGEST_CARD, signal }));
    } catch (error) {
      if (error instanceof DataError && error.problem.code === 'data.missing') return undefined;
      throw error;
    }
  };
  return { manifest, file, card };
}
