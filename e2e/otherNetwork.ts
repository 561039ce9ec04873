import { createHash } from 'node:crypto';
import type { Architecture, BlockId } from '../src/contracts';
import { buildPlan } from '../src/network/plan';
import { weightShapes } from '../src/network/weights';
import { readSafetensors } from '../src/safetensors/read';
import type { Tensor } from '../src/safetensors/tensor';
import { writeSafetensors } from '../src/safetensors/write';
import { manifest, readModelFile } from './shipped';

interface Other {
  name: string;
  /** Blocks in each stage. */
  blocks: readonly number[];
  se: boolean;
  /** Every how many-th of the images that the shipped network has right is turned wrong. */
  wrongEvery?: number;
  /** The words for its data; the shipped network's where nothing is said. */
  data?: string;
  /** The shipped network's where nothing is said. */
  stem?: Architecture['stem'];
}

/** Numbers around zero, the same each time. */
function drawn(shape: readonly number[], seed: number): Float32Array<ArrayBuffer> {
  let state = seed * 7919 + 1;
  const spread = Math.sqrt(2 / Math.max(1, shape.slice(1).reduce((product, n) => product * n, 1)));
  return Float32Array.from({ length: shape.reduce((product, n) => product * n, 1) }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state / 2 ** 31 - 1) * spread;
  });
}

function weightOf(name: string, shape: readonly number[], seed: number): Tensor {
  const ones = name.endsWith('running_var') || (shape.length === 1 && name.endsWith('.weight'));
  const zeros = name.endsWith('running_mean') || name.endsWith('.bias');
  const data = ones || zeros ? new Float32Array(shape.reduce((product, n) => product * n, 1)).fill(ones ? 1 : 0) : drawn(shape, seed);
  return { dtype: 'F32', shape: [...shape], data };
}

/** The shipped network's record with all gates live, some of it turned wrong. */
function recordOf(wrongEvery: number): { bytes: Buffer<ArrayBuffer>; lost: number; n: number } {
  const { tensors } = readSafetensors(new Uint8Array(readModelFile('ablation.safetensors')).buffer);
  const of = (name: string) => tensors.get(name)!.data as Uint8Array<ArrayBuffer>;
  const labels = of('labels');
  const n = labels.length;
  const [top1, rank] = [of('top1').slice(0, n), of('rank').slice(0, n)];
  let [right, lost] = [0, 0];
  for (let i = 0; i < n; i++) {
    if (top1[i] !== labels[i] || ++right % wrongEvery !== 0) continue;
    top1[i] = (labels[i]! + 1) % manifest.classes.length;
    rank[i] = 1;
    lost++;
  }
  const tensor = (data: Tensor['data'], ...shape: number[]): Tensor => ({ dtype: data instanceof Uint32Array ? 'U32' : 'U8', shape, data }) as Tensor;
  const file = writeSafetensors(
    [
      ['labels', { ...tensors.get('labels')!, shape: [n] } as Tensor],
      ['top1', { ...tensors.get('top1')!, shape: [1, n], data: top1 } as Tensor],
      ['rank', tensor(rank, 1, n)],
      ['heldout', tensor(new Uint32Array(0), 0)],
      ['heldout_top1', tensor(new Uint8Array(0), 1, 0)],
      ['heldout_rank', tensor(new Uint8Array(0), 1, 0)],
    ],
    { settings: '[{}]' },
  );
  return { bytes: Buffer.from(file.buffer), lost, n };
}

/** Files of a model folder: a network of the shipped one's classes and widths, untrained, of other depth, with SE or without. */
export function otherNetwork({ name, blocks, se, wrongEvery, data, stem = manifest.architecture.stem }: Other): { files: { name: string; buffer: Buffer<ArrayBuffer> }[]; lost: number; n: number } {
  const stages = manifest.architecture.stages.map((stage, i) => ({ ...stage, blocks: blocks[i]! })) as Architecture['stages'];
  const ids = stages.flatMap(({ id }, i) => Array.from({ length: blocks[i]! }, (_, b): BlockId => `SE_${id}_${b + 1}`));
  const architecture: Architecture = { ...manifest.architecture, stem, stages, se: { ...manifest.architecture.se, blocks: se ? ids : [] } };
  let seed = 1;
  const weights = writeSafetensors([...weightShapes(buildPlan(architecture, manifest.preprocessing.size))].map(([key, shape]): [string, Tensor] => [key, weightOf(key, shape, seed++)]));
  const record = wrongEvery === undefined ? undefined : recordOf(wrongEvery);
  const contents: Record<string, Buffer<ArrayBuffer>> = { 'weights.safetensors': Buffer.from(weights.buffer), ...(record && { 'ablation.safetensors': record.bytes }) };
  const files = Object.fromEntries(Object.entries(contents).map(([file, bytes]) => [file, { bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') }]));
  const json = { ...manifest, id: name.toLowerCase().replace(/\W+/g, '-'), name, architecture, files, provenance: { ...manifest.provenance, ...(data && { data }) } };
  return { files: [{ name: 'model.json', buffer: Buffer.from(JSON.stringify(json)) }, ...Object.entries(contents).map(([file, buffer]) => ({ name: file, buffer }))], lost: record?.lost ?? 0, n: record?.n ?? 0 };
}

/** Weights alone, 15 MB, of a network that is recognised from them: 17 blocks with SE, 200 classes. */
export function weightsAlone(): Buffer<ArrayBuffer> {
  return otherNetwork({ name: 'alone', blocks: [3, 4, 6, 4], se: true, stem: { kind: '3x3', stride: 1, pool: false, width: 24 } }).files.find(({ name }) => name === 'weights.safetensors')!.buffer;
}
