import type { PaperRow, PaperTables } from '../../contracts';

/** Which error of a row is shown. */
export type Which = 'top1' | 'top5';

/** The rows of one table. */
export const rowsOf = ({ tables }: PaperTables, number: number): PaperRow[] => tables.find((table) => table.number === number)?.rows ?? [];

/** Which tables a part of the view is about. */
export const partTables = {
  systems: [2, 3],
  reduction: 10,
  stages: [13],
  squeeze: [11],
  excitation: [12],
  place: [14, 15],
  noSqueeze: [16],
} as const;

export const ablationParts = ['stages', 'squeeze', 'excitation', 'place', 'noSqueeze'] as const;

export type AblationPart = (typeof ablationParts)[number];

/** Rows of the tables, each once: a second table's row that repeats one of the first, under the same label, is left out. */
export function ablationRows(tables: PaperTables, part: AblationPart): PaperRow[] {
  const rows = partTables[part].flatMap((number) => rowsOf(tables, number));
  return rows.filter(({ name, row }, i) => rows.findIndex((other) => other.name === name && other.row === row) === i);
}
