export type Cell = string | number | boolean | undefined;

export interface Column {
  name: string;
  /** Such as `excitation`, `points`, `images`. */
  unit?: string;
  /** Where its numbers come from, where that isn't the table's. */
  source?: string;
}

/** Numbers of one view; a cell that is undefined, or a number that isn't finite, is a missing value. */
export interface Table {
  /** Of its file, without an ending. */
  name: string;
  title: string;
  columns: readonly Column[];
  /** Made anew at each call, in the order of the columns. */
  rows: () => Iterable<readonly Cell[]>;
  /** Network, data, number of images, program. */
  source: readonly string[];
}

/** As many rows as are written before the page may do something else. */
const BATCH = 2000;

const missing = (cell: Cell): boolean => cell === undefined || (typeof cell === 'number' && !Number.isFinite(cell));

/** A text that a spreadsheet would take for a formula gets an apostrophe before it, as spreadsheets have it. */
export const harmless = (text: string): string => (/^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text);

function csvField(cell: Cell): string {
  if (missing(cell)) return '';
  if (typeof cell !== 'string') return String(cell);
  const text = harmless(cell);
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** `class_spread [excitation]` */
const heading = ({ name, unit }: Column): string => (unit === undefined ? name : `${name} [${unit}]`);

function* batches(rows: Iterable<readonly Cell[]>, line: (row: readonly Cell[]) => string): Generator<string[]> {
  let batch: string[] = [];
  for (const row of rows) {
    if (batch.push(line(row)) < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** CSV after RFC 4180 in UTF-8, piece by piece: a header of names with their units, numbers in full precision with a point, what is missing left empty. */
export function* csvOf(table: Table): Generator<string> {
  const record = (cells: readonly Cell[]) => `${cells.map(csvField).join(',')}\r\n`;
  yield record(table.columns.map(heading));
  for (const lines of batches(table.rows(), record)) yield lines.join('');
}

/** JSON, piece by piece: `title`, `source`, `columns`, and `rows` as arrays in the order of the columns; what is missing is null. */
export function* jsonOf({ title, source, columns, rows }: Table): Generator<string> {
  const { length } = columns;
  yield `${JSON.stringify({ title, source, columns }, null, 1).slice(0, -2)},\n "rows": [`;
  let first = true;
  for (const lines of batches(rows(), (row) => JSON.stringify(Array.from({ length }, (_, i) => (missing(row[i]) ? null : row[i]))))) {
    yield `${first ? '' : ','}\n  ${lines.join(',\n  ')}`;
    first = false;
  }
  yield '\n ]\n}\n';
}
