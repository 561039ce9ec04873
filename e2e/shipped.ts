import { SHIPPED, shippedFile } from '../tools/shipped';
import type { BlockId, Manifest, Setting } from '../src/contracts';

const root = new URL('../public/', import.meta.url);
/** The folder of the network that the app opens, from the site's root. */
export const modelPath = `models/${SHIPPED}/`;

export { shippedFile as readModelFile };

export const manifest: Manifest = JSON.parse(shippedFile('model.json').toString());

/** Its SE blocks in depth. */
export const blocks: readonly BlockId[] = manifest.architecture.se.blocks;

/** Channels of a block's output. */
export function channelsOf(block: BlockId): number {
  const stage = manifest.architecture.stages.find(({ id }) => id === Number(block.split('_')[1]));
  if (!stage || stage.kind === 'inception') throw new Error(`${block} is no residual unit of the shipped network`);
  return stage.out;
}

export const className = (id: number): string => manifest.classes.find((entry) => entry.id === id)!.name.split(',')[0]!.trim();

/** Path of one of the project's own pictures. */
export const samplePath = (file: string): string => new URL(`samples/${file}`, root).pathname;

interface Entry {
  dtype: string;
  shape: number[];
  data_offsets: [number, number];
}

/** Just enough of safetensors for these tests, apart from the app's own reader. */
export function readTensors(file: Buffer): { header: Record<string, Entry>; metadata: Record<string, string>; start: number } {
  const length = Number(file.readBigUInt64LE(0));
  const { __metadata__: metadata, ...header } = JSON.parse(file.toString('utf8', 8, 8 + length));
  return { header, metadata: metadata ?? {}, start: 8 + length };
}

/** A U8, U16 or U32 tensor. */
export function integers(file: Buffer, name: string): Uint32Array {
  const { header, start } = readTensors(file);
  const { dtype, data_offsets: [from, to] } = header[name]!;
  const bytes = Number(dtype.slice(1)) / 8;
  return Uint32Array.from({ length: (to - from) / bytes }, (_, i) => file.readUIntLE(start + from + bytes * i, bytes));
}

/** An F16 tensor. */
export function halves(file: Buffer, name: string): Float32Array {
  const { header, start } = readTensors(file);
  const { data_offsets: [from, to] } = header[name]!;
  return Float32Array.from({ length: (to - from) / 2 }, (_, i) => {
    const bits = file.readUInt16LE(start + from + 2 * i);
    const exponent = (bits >> 10) & 31;
    const size = exponent === 0 ? (bits & 1023) * 2 ** -24 : (1 + (bits & 1023) / 1024) * 2 ** (exponent - 15);
    return bits & 0x8000 ? -size : size;
  });
}

export interface Counts {
  n: number;
  before1: number;
  after1: number;
  before5: number;
  after5: number;
  lost: number;
  gained: number;
  lost5: number;
  gained5: number;
}

const ablation = shippedFile('ablation.safetensors');
const tensors: Record<string, Uint32Array> = {};
const record = (name: string): Uint32Array => (tensors[name] ??= integers(ablation, name));
const same = (a: Setting, b: Setting): boolean => {
  const text = (setting: Setting) => Object.entries(setting).sort().join();
  return text(a) === text(b);
};

/** The truth of each held-out image. */
export function heldOutLabels(): Uint32Array {
  const labels = record('labels');
  return record('heldout').map((at) => labels[at]!);
}

/** Blocks in the order in which they were frozen, chosen on development images. */
export const greedy: readonly BlockId[] = JSON.parse(readTensors(ablation).metadata.greedy!);

/** What a recorded setting does to the validation images, or to the held-out ones, counted from the file alone. */
export function recorded(setting: Setting, images: 'validation' | 'heldout', truth?: Uint32Array): Counts {
  const settings: Setting[] = JSON.parse(readTensors(ablation).metadata.settings!);
  const row = settings.findIndex((candidate) => same(candidate, setting));
  const heldOut = images === 'heldout';
  const labels = truth ?? (heldOut ? heldOutLabels() : record('labels'));
  const top1 = record(heldOut ? 'heldout_top1' : 'top1');
  const rank = record(heldOut ? 'heldout_rank' : 'rank');
  const n = labels.length;
  const right = (s: number, i: number) => top1[s * n + i] === labels[i];
  const within5 = (s: number, i: number) => rank[s * n + i]! < 5;
  const count = (test: (i: number) => boolean) => labels.reduce((sum, _, i) => sum + Number(test(i)), 0);
  return {
    n,
    before1: count((i) => right(0, i)),
    after1: count((i) => right(row, i)),
    before5: count((i) => within5(0, i)),
    after5: count((i) => within5(row, i)),
    lost: count((i) => right(0, i) && !right(row, i)),
    gained: count((i) => !right(0, i) && right(row, i)),
    lost5: count((i) => within5(0, i) && !within5(row, i)),
    gained5: count((i) => !within5(0, i) && within5(row, i)),
  };
}

/** Channels and hidden width of a block's SE module, its own or with another reduction. */
export function seShape(block: BlockId, r: number = manifest.architecture.se.r): { c: number; hidden: number } {
  const c = channelsOf(block);
  const { divisor, min } = manifest.architecture.se.rounding;
  return { c, hidden: Math.max(min, Math.floor((c / r + divisor / 2) / divisor) * divisor) };
}

/** Weights and biases of a block's two fully connected layers. */
export function seParameters(block: BlockId): number {
  const { c, hidden } = seShape(block);
  return 2 * c * hidden + c + hidden;
}

/** Their multiply-adds. */
export function seWork(block: BlockId): number {
  const { c, hidden } = seShape(block);
  return 2 * c * hidden;
}
