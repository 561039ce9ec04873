import { DataError } from '../error';

/** Image → label, by the image's path, or the end of it. */
export type LabelTable = (path: string) => string | undefined;

const FILE = /^(file[ _]?(name|path)?|image([ _]?(id|name|path|file))?|img|path|name|id)$/i;
const LABEL = /^(label([ _]?(name|id))?|class([ _]?(name|id|label))?|category|synset|wnid|wordnet|target|truth|prediction ?string|y)$/i;
const LARGEST = 64 * 2 ** 20;

export const isTable = (path: string): boolean => /\.(csv|tsv|json|jsonl|txt)$/i.test(path);

/**
 * Labels beside images: a CSV, TSV or text with a name and a label a line; JSON with an object from name to label, or a list of objects or pairs; JSON lines.
 * @throws DataError `set.tableLarge`; `data.notJson`; `set.columns` where no column is of labels
 */
export function readTable(bytes: Uint8Array, file: string): LabelTable {
  if (bytes.length > LARGEST) throw new DataError('set.tableLarge', { file, limit: LARGEST / 2 ** 20 });
  const text = new TextDecoder().decode(bytes);
  const pairs = /\.jsonl?$/i.test(file) ? pairsOfJson(text, file) : pairsOfRows(rowsOf(text, delimiterOf(text, file)), file);
  const labels = new Map<string, string>();
  for (const [name, label] of pairs) labels.set(key(name), label.trim());
  return (path) => {
    for (let at = 0, end = key(path); ; end = end.slice(at)) {
      const label = labels.get(end) ?? labels.get(end.replace(/\.[^./]+$/, ''));
      at = end.indexOf('/') + 1;
      if (label !== undefined || at === 0) return label;
    }
  };
}

const key = (path: string): string => path.trim().replaceAll('\\', '/').replace(/^(\.?\/)+/, '').toLowerCase();

/** What the first line has most of. */
function delimiterOf(text: string, file: string): string {
  const line = text.slice(0, /\r?\n/.exec(text)?.index ?? 4096);
  const known = [',', ';', '\t', ...(/\.txt$/i.test(file) ? [' '] : [])];
  return known.reduce((best, one) => (line.split(one).length > line.split(best).length ? one : best));
}

/** RFC 4180: fields in quotes may hold delimiters, line ends and doubled quotes. */
function rowsOf(text: string, delimiter: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  const plain = new RegExp(`[^\\r\\n${delimiter}]*`, 'y');
  const quoted = /"((?:[^"]|"")*)"?/y;
  for (let at = text.startsWith('\ufeff') ? 1 : 0; at < text.length; ) {
    const pattern = text[at] === '"' ? quoted : plain;
    pattern.lastIndex = at;
    const [whole, inner] = pattern.exec(text)!;
    row.push(inner === undefined ? whole : inner.replaceAll('""', '"'));
    at += whole.length;
    if (text[at] === delimiter) {
      at += 1;
      if (at < text.length) continue;
      row.push('');
    }
    while (at < text.length && text[at] !== '\r' && text[at] !== '\n') at++;
    while (text[at] === '\r' || text[at] === '\n') at++;
    rows.push(row);
    row = [];
  }
  return rows;
}

function pairsOfRows(rows: readonly string[][], file: string): [string, string][] {
  const head = rows[0]?.map((title) => title.trim()) ?? [];
  const [name, label] = [head.findIndex((title) => FILE.test(title)), head.findIndex((title) => LABEL.test(title))];
  const named = label >= 0 && name >= 0;
  if (!named && (head.length < 2 || label >= 0)) throw new DataError('set.columns', { file, found: head.slice(0, 6).join(', ').slice(0, 120) });
  const [from, to] = named ? [name, label] : [0, 1];
  return rows.slice(named ? 1 : 0).flatMap((row): [string, string][] => (row[from] && row[to] ? [[row[from], row[to]]] : []));
}

function pairsOfJson(text: string, file: string): [string, string][] {
  const json = parse(text, file);
  const pairs = Array.isArray(json) ? json.flatMap(pairOf) : typeof json === 'object' && json !== null ? Object.entries(json).flatMap((pair) => pairOf(pair)) : [];
  if (pairs.length === 0) throw new DataError('set.columns', { file, found: Array.isArray(json) ? Object.keys((json[0] as object | undefined) ?? {}).slice(0, 6).join(', ').slice(0, 120) : typeof json });
  return pairs;
}

function parse(text: string, file: string): unknown {
  try {
    return /\.jsonl$/i.test(file) ? text.split('\n').filter((line) => line.trim() !== '').map((line) => JSON.parse(line) as unknown) : JSON.parse(text);
  } catch (error) {
    throw new DataError('data.notJson', { file }, { cause: error });
  }
}

const isLabel = (value: unknown): value is string | number => typeof value === 'string' || (typeof value === 'number' && Number.isInteger(value));

function pairOf(item: unknown): [string, string][] {
  if (Array.isArray(item)) return item.length === 2 && typeof item[0] === 'string' && isLabel(item[1]) ? [[item[0], String(item[1])]] : [];
  if (typeof item !== 'object' || item === null) return [];
  const fields = Object.entries(item);
  const name = fields.find(([title]) => FILE.test(title))?.[1] as unknown;
  const label = fields.find(([title]) => LABEL.test(title))?.[1] as unknown;
  return isLabel(name) && isLabel(label) ? [[String(name), String(label)]] : [];
}
