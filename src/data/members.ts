import type { UnzipFileInfo } from 'fflate';
import { DataError } from './error';

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
 * The files that a person chose, zips among them opened; nothing but the zips is read.
 * @throws DataError `archive.broken`, `data.tooLarge`; `network.pickle` for PyTorch's own format, which can run code
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

async function isZip(file: File): Promise<boolean> {
  const [a, b, c, d] = new Uint8Array(await file.slice(0, 4).arrayBuffer());
  return a === 0x50 && b === 0x4b && c === 3 && d === 4;
}

async function zipped(file: File): Promise<Member[]> {
  if (file.size > LARGEST) throw new DataError('data.tooLarge', { file: file.name, limit: LARGEST });
  const [{ unzipSync }, bytes] = await Promise.all([import('fflate'), file.arrayBuffer()]);
  const unzip = (filter: (info: UnzipFileInfo) => boolean): Record<string, Uint8Array> => {
    try {
      return unzipSync(new Uint8Array(bytes), { filter });
    } catch (error) {
      throw new DataError('archive.broken', { file: file.name }, { cause: error });
    }
  };
  const infos: UnzipFileInfo[] = [];
  unzip((info) => {
    infos.push(info);
    return false;
  });
  if (infos.some(({ name }) => name.endsWith('/data.pkl'))) throw new DataError('network.pickle', { file: file.name });
  const kept = infos.filter(({ name }) => !name.endsWith('/') && !name.startsWith('__MACOSX/'));
  return kept.map(({ name: path, originalSize: size }) => {
    const name = path.slice(path.lastIndexOf('/') + 1);
    return {
      name,
      place: path.slice(0, -name.length),
      size,
      read: async () => {
        if (size > LARGEST) throw new DataError('data.tooLarge', { file: name, limit: LARGEST });
        const content = unzip((info) => info.name === path)[path];
        if (!content) throw new DataError('archive.broken', { file: file.name });
        return content.slice().buffer;
      },
    };
  });
}
