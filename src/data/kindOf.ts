import { isPicture } from './labelled/labelled';
import { isParquet } from './labelled/parquet';
import { isTar } from './labelled/tar';
import { isTable, readTable } from './labelled/table';
import { MANY } from './mayBeMore';
import { isZip, zipEntries } from './zip';

/** What dropped files are meant as. */
export type Kind = 'network' | 'set' | 'saved set' | 'pictures';

const NETWORK = /(^|\/)(model\.json|data\.pkl|[^/]+\.(safetensors|pth|pt|ckpt))$/i;

const pathOf = (file: File): string => file.webkitRelativePath || (file as File & { path?: string }).path || file.name;
const folderOf = (file: File): string => pathOf(file).split('/').slice(0, -1).join('/');

/**
 * By content: weights or a `model.json`, in a zip too, are a network; archives of pictures, parquet, pictures with a table of labels, and many pictures in several folders a labelled set;
 * a profile with decisions is a set's result.
 * @throws DataError as `zipEntries`
 */
export async function kindOf(files: readonly File[]): Promise<Kind> {
  if (files.length === 1 && /\.safetensors$/i.test(files[0]!.name) && (await isSaved(files[0]!))) return 'saved set';
  if (files.some(({ name }) => NETWORK.test(name))) return 'network';
  for (const file of files.filter(({ name }) => !isPicture(name) && !isTable(name))) {
    if (await isZip(file)) return (await zipEntries(file, file.name)).some(({ path }) => NETWORK.test(path)) ? 'network' : 'set';
    if ((await isParquet(file)) || (await isTar(file)) || /\.(tar\.gz|tgz)$/i.test(file.name)) return 'set';
  }
  const pictures = files.filter(({ name }) => isPicture(name));
  const folders = new Set(pictures.map(folderOf));
  const many = pictures.length > MANY && folders.size > 1;
  return many || (await areLabelled(pictures, files.filter(({ name }) => isTable(name)))) ? 'set' : 'pictures';
}

/** Whether one of the tables has a label of one of the pictures: notes that lie beside them have none. */
async function areLabelled(pictures: readonly File[], tables: readonly File[]): Promise<boolean> {
  if (pictures.length === 0) return false;
  for (const table of tables) {
    try {
      const labelOf = readTable(new Uint8Array(await table.arrayBuffer()), table.name);
      if (pictures.some((file) => labelOf(pathOf(file)))) return true;
    } catch {
      continue;
    }
  }
  return false;
}

/** A header of at most so many bytes is read for that. */
const HEADER = 2 ** 20;

async function isSaved(file: File): Promise<boolean> {
  const start = await file.slice(0, 8).arrayBuffer();
  if (start.byteLength < 8) return false;
  const length = Number(new DataView(start).getBigUint64(0, true));
  if (length > HEADER) return false;
  try {
    const header = JSON.parse(await file.slice(8, 8 + length).text()) as Record<string, Record<string, unknown> | undefined> | null;
    const metadata = header?.['__metadata__'];
    return typeof metadata?.set === 'string' && typeof metadata.network === 'string';
  } catch {
    return false;
  }
}
