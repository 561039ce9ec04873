import { DataError } from './error';
import { isZip, zipEntries } from './zip';

/** A file that a person chose, or one of a zip that they chose. */
export interface Member {
  name: string;
  /** Its folders with a closing slash, as far as they are known. */
  place: string;
  /** Bytes. */
  size: number;
  read(): Promise<ArrayBuffer>;
  /** Bytes from `begin` to before `end`; undefined where it can only be read whole. */
  part?(begin: number, end: number): Promise<ArrayBuffer>;
}

/** Browsers refuse buffers above 2 GiB or a little more. */
const LARGEST = 2 ** 31;
const PICKLE = /\.(pth|pt|pkl|bin|ckpt)$/i;

/**
 * The files that a person chose, zips among them opened; nothing but the zips' directories is read.
 * @throws DataError of `zipEntries`; `data.tooLarge`; `network.pickle` for PyTorch's own format, which can run code
 */
export async function membersOf(files: readonly File[]): Promise<Member[]> {
  return (await Promise.all(files.map(membersIn))).flat();
}

async function membersIn(file: File): Promise<Member[]> {
  if (PICKLE.test(file.name)) throw new DataError('network.pickle', { file: file.name });
  if (await isZip(file)) return zipped(file);
  const { name, size, webkitRelativePath = '' } = file;
  return [{ name, place: webkitRelativePath.slice(0, -name.length), size, read: () => file.arrayBuffer(), part: async (begin, end) => file.slice(begin, end).arrayBuffer() }];
}

async function zipped(file: File): Promise<Member[]> {
  const entries = await zipEntries(file, file.name);
  if (entries.some(({ path }) => path.endsWith('/data.pkl'))) throw new DataError('network.pickle', { file: file.name });
  return entries.map(({ path, size, read }) => {
    const name = path.slice(path.lastIndexOf('/') + 1);
    return {
      name,
      place: path.slice(0, -name.length),
      size,
      read: async () => {
        if (size > LARGEST) throw new DataError('data.tooLarge', { file: name, limit: LARGEST });
        return (await read()).buffer;
      },
    };
  });
}
