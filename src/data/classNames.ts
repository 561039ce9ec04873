import type { ClassEntry } from '../contracts';
import { DataError } from './error';
import { parseJson } from './fetch';

const WORDNET = /^n\d{8}$/;

/** As they stand where nobody named them. */
export const unnamedClasses = (count: number): ClassEntry[] => Array.from({ length: count }, (_, id) => ({ id, name: `#${id}` }));

/**
 * Names of the classes in the order of the logits: a text with a name a line, or JSON: a list, or an object by index, each a name or
 * [WordNet id, name]. A WordNet id at the beginning of a line is taken as one.
 * @throws DataError `data.notJson`; `classes.form`; `classes.count`
 */
export function parseClassNames(bytes: ArrayBuffer, file: string, expected: number): ClassEntry[] {
  const rows = file.toLowerCase().endsWith('.json') ? rowsOf(parseJson(bytes, file), file) : linesOf(bytes);
  if (rows.length !== expected) throw new DataError('classes.count', { file, found: rows.length, expected });
  return rows.map((row, id) => entry(row, id, file));
}

/**
 * Names that a config.json of the hub carries: timm's `label_names` with `label_descriptions`, or `id2label` of transformers, unless they
 * only count (`LABEL_0`). Undefined where it names none, or not as many.
 */
export function namesInConfig({ label_names: names, label_descriptions: descriptions, id2label }: Record<string, unknown>, expected: number): ClassEntry[] | undefined {
  try {
    const rows = rowsOf(names ?? id2label, 'config.json');
    if (rows.length !== expected || rows.every((row, id) => row === `LABEL_${id}`)) return undefined;
    const described = (row: unknown): unknown => {
      const said = typeof descriptions === 'object' && descriptions !== null && typeof row === 'string' ? (descriptions as Record<string, unknown>)[row] : undefined;
      return typeof said === 'string' ? [row, said] : row;
    };
    return rows.map((row, id) => entry(described(row), id, 'config.json'));
  } catch {
    return undefined;
  }
}

function linesOf(bytes: ArrayBuffer): unknown[] {
  const lines = new TextDecoder().decode(bytes).split(/\r?\n/).map((line) => line.trim());
  while (lines.at(-1) === '') lines.pop();
  return lines.map((line) => {
    const [first = '', ...rest] = line.split(/[\s,]+/);
    return WORDNET.test(first) && rest.length > 0 ? [first, line.slice(first.length).replace(/^[\s,]+/, '')] : line;
  });
}

function rowsOf(json: unknown, file: string): unknown[] {
  if (Array.isArray(json)) return json;
  if (typeof json !== 'object' || json === null) throw new DataError('classes.form', { file });
  const byIndex = Object.entries(json).map(([key, value]): [number, unknown] => [Number(key), value]);
  if (byIndex.some(([index]) => !Number.isInteger(index) || index < 0)) throw new DataError('classes.form', { file });
  return byIndex.sort(([a], [b]) => a - b).map(([, value]) => value);
}

function entry(row: unknown, id: number, file: string): ClassEntry {
  const [wordnet, name] = Array.isArray(row) && row.length === 2 ? (row as unknown[]) : [undefined, row];
  if (typeof name !== 'string') throw new DataError('classes.form', { file });
  const known = typeof wordnet === 'string' && WORDNET.test(wordnet);
  return { id, ...(known && { wordnet }), name: name.replaceAll('_', ' ').trim() || `#${id}` };
}
