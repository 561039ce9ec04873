import type { SetFile } from '../../contracts';
import { DataError } from '../error';
import { compareText, hashOf, indexed, type LabelledSet } from './labelled';
import { openParquet, type Column, type ParquetFile, type Value } from './parquet';

const LABELS = ['label', 'labels', 'fine_label', 'class', 'target', 'category', 'y'];

interface Shard {
  name: string;
  file: ParquetFile;
  image: Column;
  path: Column | undefined;
  /** Of each row; undefined where there is none. */
  labels: (string | undefined)[];
}

/** Where an image lies: shard, group and row in it. */
type Place = [shard: number, group: number, row: number];

/**
 * Parquet as the Hugging Face hub serves image sets: a column `image` of bytes, or of { bytes, path }, and one of labels, whose names stand in the footer.
 * Rows come in the file's order; one group is held at a time.
 * @throws DataError `set.parquet`, `set.parquetLarge`, `set.parquetColumns`, `set.labels`
 */
export async function openParquetSet(files: readonly SetFile[], name: string): Promise<LabelledSet> {
  const ordered = [...files].sort((a, b) => compareText(a.path, b.path));
  const shards: Shard[] = [];
  for (const { file, path } of ordered) shards.push(await openShard(file, path.split('/').at(-1)!));
  const places: Place[] = [];
  const labels: string[] = [];
  shards.forEach((shard, s) => {
    let row = 0;
    shard.file.groups.forEach((rows, group) => {
      for (let i = 0; i < rows; i++, row++) {
        const label = shard.labels[row];
        if (label === undefined) continue;
        places.push([s, group, i]);
        labels.push(label);
      }
    });
  });
  if (places.length === 0) throw new DataError('set.labels', { name });
  const read = reader(shards);
  return {
    name,
    hash: await hashOf([...ordered.map(({ path, file }) => `${path.split('/').at(-1)}\t${file.size}`), ...labels]),
    ...indexed(labels),
    leftOut: shards.reduce((sum, shard) => sum + shard.labels.length, 0) - places.length,
    inRow: true,
    before: [],
    read: async (index) => {
      const found = await read(places[index]!);
      return { name: found.name ?? `${name} ${index}`, bytes: new Blob([found.bytes as BlobPart]), label: labels[index]! };
    },
  };
}

async function openShard(blob: Blob, name: string): Promise<Shard> {
  const file = await openParquet(blob, name);
  const { columns } = file;
  const names = [...columns.keys()];
  const image = columns.get('image.bytes') ?? columns.get('img.bytes') ?? columns.get('image') ?? columns.get('img') ?? columns.get(names.find((path) => path.endsWith('.bytes')) ?? '');
  const label = LABELS.map((known) => columns.get(known)).find((found) => found !== undefined);
  if (!image || !label) throw new DataError('set.parquetColumns', { file: name, found: names.slice(0, 8).join(', ').slice(0, 160) });
  const words = namesOf(file.metadata.get('huggingface'), label.path);
  const labels: Shard['labels'] = [];
  for (let group = 0; group < file.groups.length; group++) for (const value of await file.read(group, label)) labels.push(textOf(value, words));
  return { name, file, image, path: columns.get(image.path.replace(/bytes$/, 'path')), labels };
}

/** Names of a ClassLabel feature, as the `datasets` library writes them. */
function namesOf(text: string | undefined, column: string): string[] {
  try {
    const { info } = JSON.parse(text ?? '{}') as { info?: { features?: Record<string, { names?: unknown } | undefined> } };
    const names = info?.features?.[column]?.names;
    return Array.isArray(names) && names.every((name) => typeof name === 'string') ? names : [];
  } catch {
    return [];
  }
}

/** −1 is the hub's "no label", as of test sets. */
function textOf(value: Value, names: readonly string[]): string | undefined {
  if (value instanceof Uint8Array) return new TextDecoder().decode(value) || undefined;
  if (value === null || typeof value === 'boolean' || Number(value) < 0) return undefined;
  return (typeof value === 'string' ? undefined : names[Number(value)]) ?? String(value);
}

function reader(shards: readonly Shard[]): (place: Place) => Promise<{ bytes: Uint8Array; name: string | undefined }> {
  let held: { key: string; bytes: Value[]; paths: Value[] } | undefined;
  return async ([shard, group, row]) => {
    const { file, image, path, name } = shards[shard]!;
    const key = `${shard} ${group}`;
    if (held?.key !== key) {
      held = undefined;
      const paths = path && path !== image ? await file.read(group, path) : [];
      held = { key, bytes: await file.read(group, image), paths };
    }
    const bytes = held.bytes[row];
    if (!(bytes instanceof Uint8Array)) throw new DataError('set.parquetRow', { file: name, row });
    const found = held.paths[row];
    return { bytes, name: found instanceof Uint8Array ? new TextDecoder().decode(found) : undefined };
  };
}
