import type { LighterNetwork, Manifest } from '../contracts';
import { writeSafetensors } from '../safetensors/write';
import type { ZipFile } from './zip';

export interface FolderContent extends Pick<LighterNetwork, 'weights' | 'golden' | 'backend'> {
  /** What model.json says, but for its files. */
  manifest: Omit<Manifest, 'files' | 'recognised'>;
  /** The model card. */
  readme: string;
  /** Builds the network in PyTorch. */
  python: string;
  /** SHA-256 in lower-case hex. */
  hash: (bytes: ArrayBuffer) => Promise<string>;
}

/** A network as a folder that the app opens again, named after its id: model.json with lengths and hashes first. The golden output says that it is from this app's own pass. */
export async function* modelFolder({ manifest, weights, golden, backend, readme, python, hash }: FolderContent): AsyncGenerator<ZipFile> {
  const { input, logits, excitation } = golden;
  const [height, width] = manifest.preprocessing.size;
  const binary = {
    'weights.safetensors': writeSafetensors(Object.entries(weights).map(([name, { shape, data }]) => [name, float(shape, data)])),
    'golden.safetensors': writeSafetensors(
      [['input', float([1, height, width, 3], input)], ['logits', float([1, logits.length], logits)], ...Object.entries(excitation).map(([block, values]) => [block, float([1, values!.length], values!)] as const)],
      { pass: 'own', source: `SE Scope's own pass in the browser (${backend}), not PyTorch` },
    ),
  };
  const files: Manifest['files'] = {};
  for (const [name, bytes] of Object.entries(binary)) files[name as keyof typeof binary] = { bytes: bytes.length, sha256: await hash(bytes.buffer) };
  const text = (name: string, content: string, type: string): ZipFile => ({ name: `${manifest.id}/${name}`, content: new Blob([content], { type }) });
  yield text('model.json', `${JSON.stringify({ ...manifest, files }, null, 1)}\n`, 'application/json');
  yield text('README.md', readme, 'text/markdown');
  yield text('model.py', python, 'text/x-python');
  for (const [name, bytes] of Object.entries(binary)) yield { name: `${manifest.id}/${name}`, content: new Blob([bytes]) };
}

const float = (shape: readonly number[], data: Float32Array) => ({ dtype: 'F32' as const, shape: [...shape], data: data as Float32Array<ArrayBuffer> });
