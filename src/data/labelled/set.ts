import type { SetFile } from '../../contracts';
import { DataError } from '../error';
import { type ArchiveEntry, isZip, zipEntries } from '../zip';
import { joinSets } from './join';
import { compareText, hashOf, indexed, isPicture, type LabelledSet } from './labelled';
import { isParquet } from './parquet';
import { isTable, type LabelTable, readTable } from './table';
import { isTar, tarEntries } from './tar';

/** Something that lies in a folder, by its path: of a person's files, or of an archive. */
interface Entry extends Omit<ArchiveEntry, 'read'> {
  read(): Promise<Blob>;
}

/** As large a picture as is decoded (src/image/decode.ts). */
const LARGEST_PICTURE = 256 * 2 ** 20;
const MOST_IMAGES = 2_000_000;

/**
 * Opens labelled images, those of each part as a set of its own, one behind the other.
 * @throws DataError `archive.…`; `set.…`
 */
export async function openLabelledSet(files: readonly SetFile[]): Promise<LabelledSet> {
  const parts = new Map<number, SetFile[]>();
  for (const one of files) {
    const { part = 0 } = one;
    if (!parts.has(part)) parts.set(part, []);
    parts.get(part)!.push(one);
  }
  const sets: LabelledSet[] = [];
  for (const [, part] of [...parts].sort(([a], [b]) => a - b)) sets.push(await openPart(part));
  if (sets.length === 0) throw new DataError('set.none', { name: '' });
  return joinSets(sets);
}

/**
 * Opens labelled images: parquet as on the Hugging Face hub; or pictures in folders, zips and tars, labelled by a table beside them, else by the folder each lies in.
 * Only directories, tables and label columns are read.
 */
async function openPart(files: readonly SetFile[]): Promise<LabelledSet> {
  const parquet = await filterAsync(files.filter(({ path }) => !isPicture(path) && !isTable(path)), ({ file }) => isParquet(file));
  if (parquet.length > 0) return (await import('./parquetSet')).openParquetSet(parquet, nameOf(parquet));
  const entries = (await Promise.all(files.map(entriesOf))).flat();
  return setOf(entries, nameOf(files));
}

async function filterAsync<T>(all: readonly T[], keep: (one: T) => Promise<boolean>): Promise<T[]> {
  const kept = await Promise.all(all.map(keep));
  return all.filter((_, i) => kept[i]);
}

async function entriesOf({ file, path }: SetFile): Promise<Entry[]> {
  const plain = cleaned(path);
  if (!isPicture(path) && !isTable(path)) {
    const name = lastOf(plain);
    const asBlob = (entries: ArchiveEntry[]): Entry[] => entries.map((entry) => ({ ...entry, path: cleaned(entry.path), read: async () => new Blob([await entry.read()]) }));
    if (await isZip(file)) return asBlob(await zipEntries(file, name));
    if (await isTar(file)) return asBlob(await tarEntries(file, name));
    const [a, b] = new Uint8Array(await file.slice(0, 2).arrayBuffer());
    if (a === 0x1f && b === 0x8b) throw new DataError('set.gzip', { file: name });
  }
  return [{ path: plain, size: file.size, stamp: String((file as Partial<File>).lastModified ?? ''), read: async () => file }];
}

const cleaned = (path: string): string => path.replaceAll('\\', '/').replace(/^(\.?\/)+/, '');
const lastOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
const folderOf = (path: string): string | undefined => path.split('/').at(-2);
const isHidden = (path: string): boolean => path.split('/').some((part) => part.startsWith('.') || part === '__MACOSX');

/** That of the folder that all lie in, else of a file. */
function nameOf(files: readonly SetFile[]): string {
  const paths = files.map(({ path }) => cleaned(path));
  const root = paths[0]?.split('/')[0] ?? '';
  return paths.every((path) => path.startsWith(`${root}/`)) ? root : lastOf(paths.find((path) => !isPicture(path)) ?? paths[0] ?? '');
}

async function setOf(entries: readonly Entry[], name: string): Promise<LabelledSet> {
  const pictures = entries.filter(({ path }) => isPicture(path) && !isHidden(path));
  if (pictures.length === 0) throw new DataError('set.none', { name });
  if (pictures.length > MOST_IMAGES) throw new DataError('archive.tooMany', { file: name, count: pictures.length, limit: MOST_IMAGES });
  const large = pictures.find(({ size }) => size > LARGEST_PICTURE);
  if (large) throw new DataError('set.large', { name: large.path, megabytes: Math.round(large.size / 2 ** 20), limit: LARGEST_PICTURE / 2 ** 20 });
  const labelled = await labelledBy(entries, pictures);
  if (labelled.length === 0) throw new DataError('set.labels', { name });
  return assemble(inTurn(labelled), { name, leftOut: entries.filter(({ path }) => !isTable(path)).length - labelled.length });
}

interface Labelled {
  entry: Entry;
  label: string;
}

/** By the first table that knows any of the pictures; else by folder. What is wrong with a table is told where the folders say nothing either. */
async function labelledBy(entries: readonly Entry[], pictures: readonly Entry[]): Promise<Labelled[]> {
  let wrong: unknown;
  for (const entry of entries.filter(({ path }) => isTable(path) && !isHidden(path))) {
    try {
      const table = readTable(new Uint8Array(await (await entry.read()).arrayBuffer()), lastOf(entry.path));
      const found = byTable(pictures, table);
      if (found.length > 0) return found;
    } catch (error) {
      wrong ??= error;
    }
  }
  const found = pictures.flatMap((entry): Labelled[] => {
    const label = folderOf(entry.path);
    return label === undefined ? [] : [{ entry, label }];
  });
  if (found.length === 0 && wrong !== undefined) throw wrong;
  return found;
}

const byTable = (pictures: readonly Entry[], table: LabelTable): Labelled[] =>
  pictures.flatMap((entry) => {
    const label = table(entry.path);
    return label ? [{ entry, label }] : [];
  });

/** One of each label, then the next of each, so that every part of the way is balanced. */
function inTurn(labelled: readonly Labelled[]): Labelled[] {
  const seen = new Map<string, number>();
  const turns = labelled.map((one) => {
    const turn = seen.get(one.label) ?? 0;
    seen.set(one.label, turn + 1);
    return { one, turn };
  });
  return turns.sort((a, b) => a.turn - b.turn || compareText(a.one.label, b.one.label)).map(({ one }) => one);
}

async function assemble(images: readonly Labelled[], { name, leftOut }: { name: string; leftOut: number }): Promise<LabelledSet> {
  const { labels, labelOf } = indexed(images.map(({ label }) => label));
  const hash = await hashOf(images.map(({ entry: { path, size, stamp }, label }) => [path, size, stamp, label].join('\t')));
  return {
    name,
    hash,
    labels,
    labelOf,
    leftOut,
    inRow: false,
    before: [],
    read: async (index) => {
      const { entry, label } = images[index]!;
      return { name: entry.path, bytes: await entry.read(), label };
    },
  };
}
