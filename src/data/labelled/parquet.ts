import type { ColumnMetaData, FileMetaData, PageHeader } from 'hyparquet';
import { DataError } from '../error';

/** One column of a row group: a leaf that isn't repeated. */
export interface Column {
  path: string;
  /** How many of its ancestors and itself may be missing. */
  levels: number;
  length: number | undefined;
}

/** A parquet file's footer, and its values column by column. */
export interface ParquetFile {
  /** Rows of each group. */
  groups: number[];
  /** Leaves by path, such as `image.bytes`. */
  columns: Map<string, Column>;
  /** Text that writers add, such as `huggingface`. */
  metadata: Map<string, string>;
  /** Of one group, [rows]; null where there is none. @throws DataError `set.parquet`, `set.parquetLarge` */
  read(group: number, column: Column): Promise<Value[]>;
}

export type Value = number | bigint | boolean | string | Uint8Array | null;

const MOST_ROWS = 2_000_000;
/** A column of a group is held whole. */
const LARGEST_CHUNK = 512 * 2 ** 20;
const LARGEST_PAGE = 512 * 2 ** 20;
/** Values that a last bit-packed run may have too many: whole groups of 8, and parquet-mr writes 63 groups at a time. */
const PADDING = 8 * 64;

export async function isParquet(file: Blob): Promise<boolean> {
  return String.fromCharCode(...new Uint8Array(await file.slice(0, 4).arrayBuffer())) === 'PAR1';
}

type Library = Awaited<ReturnType<typeof load>>;

/** hyparquet's own parts: its reader as a whole believes every length in the file, of runs of 2³¹ values too. */
const load = async () => {
  const [{ parquetMetadataAsync }, { parquetHeader }, { decompressPage }, { readPlain }, { readRleBitPackedHybrid }, { readVarInt }, compressors] = await Promise.all([
    import('hyparquet'),
    import('hyparquet/src/column.js'),
    import('hyparquet/src/datapage.js'),
    import('hyparquet/src/plain.js'),
    import('hyparquet/src/encoding.js'),
    import('hyparquet/src/thrift.js'),
    import('hyparquet-compressors'),
  ]);
  const { decompressZstd, decompressGzip } = compressors;
  const into = (decompress: (input: Uint8Array, output: Uint8Array) => Uint8Array) => (input: Uint8Array, length: number) => decompress(input, new Uint8Array(length));
  return { parquetMetadataAsync, parquetHeader, decompressPage, readPlain, readRleBitPackedHybrid, readVarInt, compressors: { ZSTD: into(decompressZstd as typeof compressors.gunzip), GZIP: decompressGzip } };
};

/**
 * Opens a parquet file by its footer.
 * @param name for errors
 * @throws DataError `set.parquet` for what is damaged or of a kind that isn't read
 */
export async function openParquet(file: Blob, name: string): Promise<ParquetFile> {
  const library = await load();
  const told = async <T>(work: () => T | Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw error instanceof DataError ? error : new DataError('set.parquet', { file: name, detail: error instanceof Error ? error.message.slice(0, 120) : '' }, { cause: error });
    }
  };
  const footer = await told(() => library.parquetMetadataAsync({ byteLength: file.size, slice: (from, to) => file.slice(from, to).arrayBuffer() }, { geoparquet: false }));
  return told(() => {
    const groups = footer.row_groups.map(({ num_rows: rows }) => Number(rows));
    if (!groups.every((rows) => Number.isInteger(rows) && rows >= 0) || groups.reduce((sum, rows) => sum + rows, 0) > MOST_ROWS) throw new Error('number of rows');
    const columns = columnsOf(footer.schema);
    return {
      groups,
      columns,
      metadata: new Map((footer.key_value_metadata ?? []).map(({ key, value }) => [key, value ?? ''])),
      read: (group, column) =>
        told(async () => {
          const meta = footer.row_groups[group]!.columns.find(({ meta_data: found }) => found?.path_in_schema.join('.') === column.path)?.meta_data;
          if (!meta) throw new Error(`no column ${column.path}`);
          return values(await chunkOf(file, meta, name), meta, { ...column, rows: groups[group]! }, library);
        }),
    };
  });
}

/** The schema is a tree in depth-first order. */
function columnsOf(schema: FileMetaData['schema']): Map<string, Column> {
  const columns = new Map<string, Column>();
  let at = 1;
  const visit = (count: number, path: readonly string[], levels: number, repeated: boolean): void => {
    for (let i = 0; i < count && at < schema.length; i++) {
      const { name, num_children: children, repetition_type: kind, type_length: length } = schema[at++]!;
      const own = [...path, name];
      const many = repeated || kind === 'REPEATED';
      const depth = levels + Number(kind === 'OPTIONAL');
      if (own.length > 16) throw new Error('depth of the schema');
      if (children) visit(children, own, depth, many);
      else if (!many) columns.set(own.join('.'), { path: own.join('.'), levels: depth, length });
    }
  };
  visit(schema[0]?.num_children ?? 0, [], 0, false);
  return columns;
}

async function chunkOf(file: Blob, { data_page_offset: data, dictionary_page_offset: dictionary, total_compressed_size: size }: ColumnMetaData, name: string): Promise<ArrayBuffer> {
  const from = Number(dictionary ? (dictionary < data ? dictionary : data) : data);
  const bytes = Number(size);
  if (bytes > LARGEST_CHUNK) throw new DataError('set.parquetLarge', { file: name, megabytes: Math.round(bytes / 2 ** 20), limit: LARGEST_CHUNK / 2 ** 20 });
  if (!(from >= 0 && bytes >= 0 && from + bytes <= file.size)) throw new Error('cut short');
  return file.slice(from, from + bytes).arrayBuffer();
}

interface Wanted extends Column {
  rows: number;
}

/** All pages of a column chunk, each length in them checked before it is used. */
function values(chunk: ArrayBuffer, { codec, type }: ColumnMetaData, column: Wanted, library: Library): Value[] {
  const reader = { view: new DataView(chunk), offset: 0 };
  const found: Value[] = [];
  let dictionary: ArrayLike<Value> | undefined;
  while (found.length < column.rows && reader.offset < chunk.byteLength) {
    const header = library.parquetHeader(reader);
    const { uncompressed_page_size: size, compressed_page_size: packed } = header;
    if (!(packed >= 0 && reader.offset + packed <= chunk.byteLength && size >= 0 && size <= LARGEST_PAGE)) throw new Error('size of a page');
    const bytes = new Uint8Array(chunk, reader.offset, packed);
    reader.offset += packed;
    const unpacked = (from: number): Uint8Array => library.decompressPage(bytes.subarray(from), size - from, codec, library.compressors);
    if (header.dictionary_page_header) {
      const count = header.dictionary_page_header.num_values;
      if (!(count >= 0 && count <= size)) throw new Error('length of the dictionary');
      dictionary = library.readPlain(readerOf(unpacked(0)), type, count, column.length) as ArrayLike<Value>;
    } else found.push(...pageValues(header, { bytes, unpacked, dictionary, type }, { ...column, rows: column.rows - found.length }, library));
  }
  if (found.length !== column.rows) throw new Error(`${found.length} of ${column.rows} rows`);
  return found.map((value) => (value instanceof Uint8Array ? value : (value ?? null)));
}

const readerOf = (bytes: Uint8Array) => ({ view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), offset: 0 });

interface Page {
  bytes: Uint8Array;
  /** Its bytes from `from` on, decompressed. */
  unpacked: (from: number) => Uint8Array;
  dictionary: ArrayLike<Value> | undefined;
  type: ColumnMetaData['type'];
}

/** @param column `rows` are those that are left */
function pageValues(header: PageHeader, { bytes, unpacked, dictionary, type }: Page, column: Wanted, library: Library): Value[] {
  const { data_page_header: first, data_page_header_v2: second } = header;
  const page = first ?? second;
  if (!page) throw new Error(`a page of type ${header.type}`);
  const count = page.num_values;
  if (!(count >= 0 && count <= column.rows)) throw new Error('number of values');
  const levels = new Uint8Array(count).fill(column.levels);
  let reader: ReturnType<typeof readerOf>;
  if (second) {
    const { definition_levels_byte_length: length, repetition_levels_byte_length: before } = second;
    if (!(length >= 0 && before >= 0 && length + before <= bytes.length)) throw new Error('length of levels');
    if (column.levels > 0) readRuns({ ...readerOf(bytes), offset: before }, column.levels, levels, length, library);
    const behind = length + before;
    reader = readerOf(second.is_compressed === false ? bytes.subarray(behind) : unpacked(behind));
  } else {
    reader = readerOf(unpacked(0));
    if (column.levels > 0) readRuns(reader, column.levels, levels, undefined, library);
  }
  const present = levels.reduce((sum, level) => sum + Number(level === column.levels), 0);
  const there = plainOrIndexed(page.encoding, reader, { count: present, type, length: column.length, dictionary }, library);
  let next = 0;
  return Array.from(levels, (level) => (level === column.levels ? there(next++) : null));
}

function plainOrIndexed(
  encoding: string | undefined,
  reader: ReturnType<typeof readerOf>,
  { count, type, length, dictionary }: { count: number; type: ColumnMetaData['type']; length: number | undefined; dictionary: ArrayLike<Value> | undefined },
  library: Library,
): (index: number) => Value {
  if (encoding === 'PLAIN') {
    const plain = library.readPlain(reader, type, count, length) as ArrayLike<Value>;
    return (index) => plain[index] ?? null;
  }
  if (!encoding?.endsWith('_DICTIONARY') || !dictionary) throw new Error(`encoding ${encoding}`);
  const width = count > 0 ? reader.view.getUint8(reader.offset++) : 0;
  if (width > 24) throw new Error('width of indices');
  const indices = new Uint32Array(count);
  if (width > 0) readRuns(reader, 2 ** width - 1, indices, reader.view.byteLength - reader.offset, library);
  return (index) => {
    if (!(indices[index]! < dictionary.length)) throw new Error('index into the dictionary');
    return dictionary[indices[index]!] ?? null;
  };
}

/**
 * Reads a run-length and bit-packed sequence into a typed array, which can't grow, once no run is longer than what is left of it.
 * @param length in bytes; undefined where the page says it in front
 */
function readRuns(reader: ReturnType<typeof readerOf>, most: number, into: Uint8Array | Uint32Array, length: number | undefined, { readVarInt, readRleBitPackedHybrid }: Library): void {
  const width = 32 - Math.clz32(most);
  const look = { view: reader.view, offset: reader.offset + (length === undefined ? 4 : 0) };
  for (let seen = 0; seen < into.length; ) {
    const run = readVarInt(look);
    const count = run & 1 ? (run >>> 1) * 8 : run >>> 1;
    if (count > into.length - seen + (run & 1 ? PADDING : 0)) throw new Error('length of a run');
    look.offset += run & 1 ? (run >>> 1) * width : (width + 7) >> 3;
    seen += count;
  }
  readRleBitPackedHybrid(reader, width, into as Uint8Array, length);
}
