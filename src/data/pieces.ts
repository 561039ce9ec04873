import { createStore, del, delMany, get, getMany, keys } from 'idb-keyval';
import { putIn, toldAs } from './database';
import type { RemoteFile } from './hub';

/** A download, whole or in part, as it stands in the browser's storage. */
export interface Download {
  /** Address of the hub that it comes from, the last of them. */
  endpoint: string;
  file: RemoteFile;
  /** Bytes of each piece but the last. */
  piece: number;
  licence?: string;
  /** The repository's config.json. */
  config?: string;
  /** It has the thousand classes of ImageNet and no names for them. */
  unnamed: boolean;
  /** Of a labelled set: the split whose files belong together. */
  split?: string;
  /** What the server called the file's state when its first piece came; null where it didn't say. */
  etag: string | null;
  /** All pieces are there, and their hash is right. */
  complete: boolean;
}

/** A download with the bytes that are there. */
export interface StoredDownload extends Download {
  key: string;
  have: number;
}

/** Pieces of downloads in the browser's storage (IndexedDB: blobs lie on the disk there). Every call may throw DataError `hub.full` or `hub.noStore`. */
export interface Pieces {
  list(): Promise<StoredDownload[]>;
  put(download: Download): Promise<void>;
  /** Undefined where it isn't there. */
  piece(download: Download, index: number): Promise<Blob | undefined>;
  putPiece(download: Download, index: number, piece: Blob): Promise<void>;
  /** The file as far as it is there, on the disk still. */
  file(download: Download): Promise<Blob>;
  /** Small texts that came along, by name. */
  text(name: string): Promise<string | undefined>;
  putText(name: string, text: string): Promise<void>;
  forgetText(name: string): Promise<void>;
  /** With all pieces that are there of it, also of a length that it once had. */
  forget(download: Download): Promise<void>;
}

/** Bytes of a piece in new downloads: what a broken connection costs at most, of each that was on its way. */
export const PIECE = 4 * 2 ** 20;

export const pieceCount = ({ file, piece }: Download): number => Math.ceil(file.bytes / piece);

/** First and last byte of a piece. */
export const pieceRange = ({ file, piece }: Download, index: number): [from: number, to: number] => [index * piece, Math.min(file.bytes, (index + 1) * piece) - 1];

/** One file of one commit, wherever it comes from. */
export const downloadKey = ({ file: { repo, revision, path } }: Pick<Download, 'file'>): string => `${repo}@${revision}/${path}`;

const ABOUT = 'about ';
const PIECE_OF = 'piece ';
const TEXT = 'text ';
const pieceKey = (key: string, index: number): string => `${PIECE_OF}${key} ${index}`;

/** Of these keys, those of the download's pieces, by their index. */
function piecesAmong(all: readonly string[], key: string): Map<string, number> {
  const own = pieceKey(key, 0).slice(0, -1);
  return new Map(all.flatMap((other) => (other.startsWith(own) && /^\d+$/.test(other.slice(own.length)) ? [[other, Number(other.slice(own.length))]] : [])));
}

export function openPieces(): Pieces {
  const store = createStore('se-scope-downloads', 'pieces');
  const told = <Given extends unknown[], T>(work: (...given: Given) => Promise<T>) => toldAs({ full: 'hub.full', forbidden: 'hub.noStore' }, work);
  const allKeys = async () => (await keys<string>(store)).filter((key) => typeof key === 'string');
  const list = async (): Promise<StoredDownload[]> => {
    const all = await allKeys();
    const abouts = all.filter((key) => key.startsWith(ABOUT));
    const found = await getMany<Download>(abouts, store);
    return found.flatMap((download, i) => {
      if (!isDownload(download)) return [];
      const key = abouts[i]!.slice(ABOUT.length);
      const bytes = [...piecesAmong(all, key).values()].map((index) => {
        const [from, to] = pieceRange(download, index);
        return to - from + 1;
      });
      return [{ ...download, key, have: bytes.reduce((sum, n) => sum + n, 0) }];
    });
  };
  const indices = (download: Download) => Array.from({ length: pieceCount(download) }, (_, index) => index);
  return {
    list: told(list),
    put: told((download) => putIn(store, ABOUT + downloadKey(download), download)),
    piece: told(async (download, index) => {
      const found: unknown = await get(pieceKey(downloadKey(download), index), store);
      const [from, to] = pieceRange(download, index);
      return found instanceof Blob && found.size === to - from + 1 ? found : undefined;
    }),
    putPiece: told((download, index, piece) => putIn(store, pieceKey(downloadKey(download), index), piece)),
    file: told(async (download) => {
      const blobs = await getMany<Blob>(indices(download).map((index) => pieceKey(downloadKey(download), index)), store);
      return new Blob(blobs.filter((blob) => blob instanceof Blob));
    }),
    text: told(async (name) => {
      const found: unknown = await get(TEXT + name, store);
      return typeof found === 'string' ? found : undefined;
    }),
    putText: told((name, text) => putIn(store, TEXT + name, text)),
    forgetText: told((name) => del(TEXT + name, store)),
    forget: told(async (download) => {
      const key = downloadKey(download);
      await delMany([ABOUT + key, ...piecesAmong(await allKeys(), key).keys()], store);
    }),
  };
}

function isDownload(value: Download | undefined): value is Download {
  const file = value?.file;
  return (value?.piece ?? 0) > 0 && typeof value?.endpoint === 'string' && typeof value?.complete === 'boolean' && typeof file?.repo === 'string' && typeof file.revision === 'string' && typeof file.path === 'string' && Number.isSafeInteger(file.bytes);
}
