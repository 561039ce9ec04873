import { DataError } from './error';
import { type Hub, LARGEST_CONFIG, megabytes, placeOf, type RemoteFile } from './hub';
import { askAbout, listFiles } from './hubListing';

/** What a repository says of itself; nothing large is fetched for it. */
export interface Repository {
  repo: string;
  revision: string;
  /** As the hub writes it, `apache-2.0`; undefined where it states none. */
  licence?: string;
  weights: RemoteFile;
  config?: RemoteFile;
}

/** Browsers refuse buffers above 2 GiB or a little more. */
const LARGEST_WEIGHTS = 2 ** 31;

/**
 * Asks what a repository holds: two answers of a few kB.
 * @throws DataError `hub.…`, `cancelled`
 */
export async function findRepository(hub: Hub, repo: string, signal?: AbortSignal): Promise<Repository> {
  const { revision, licence } = await askAbout(hub, repo, { signal });
  const files = await listFiles(hub, repo, revision, { signal });
  const weights = weightsIn(files, repo);
  const config = files.find(({ path }) => path === 'config.json');
  return { repo, revision, weights, ...(licence && { licence }), ...(config && config.bytes <= LARGEST_CONFIG && { config }) };
}

/** `model.safetensors`, else the only safetensors file. */
function weightsIn(files: readonly RemoteFile[], repo: string): RemoteFile {
  const all = files.filter(({ path }) => /^[^/]+\.safetensors$/i.test(path));
  const weights = all.find(({ path }) => path === 'model.safetensors') ?? (all.length === 1 ? all[0] : undefined);
  if (!weights || weights.bytes === 0) {
    const others = files.filter(({ path }) => /\.(safetensors|bin|pth|pt|ckpt|h5|msgpack|onnx)$/i.test(path)).slice(0, 3);
    throw new DataError(others.length > 0 ? 'hub.otherWeights' : 'hub.noWeights', { repo, files: others.map(({ path }) => path).join(', ') });
  }
  if (weights.bytes > LARGEST_WEIGHTS) throw new DataError('hub.tooLarge', { file: placeOf(weights), megabytes: megabytes(weights.bytes), limit: megabytes(LARGEST_WEIGHTS) });
  return weights;
}
