import { Button } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Cell, Table } from '../../export/table';
import { formatCount, formatSignificant } from '../../locales/format';

/** Cells drawn at once: a screen reader's rows, and no long wait for a table of two hundred columns. */
const CELLS = 2000;

/** Rows are made as far as somebody reads. */
function reader(table: Table): (from: number, count: number) => (readonly Cell[])[] {
  const made: (readonly Cell[])[] = [];
  const rows = table.rows()[Symbol.iterator]();
  return (from, count) => {
    while (made.length < from + count) {
      const { value, done } = rows.next();
      if (done) break;
      made.push(value);
    }
    return made.slice(from, from + count);
  };
}

function text(cell: Cell): string {
  if (cell === undefined || (typeof cell === 'number' && !Number.isFinite(cell))) return '–';
  return typeof cell === 'number' ? formatSignificant(cell) : String(cell);
}

/** One table, page by page. */
export function ShownTable({ table }: { table: Table }) {
  const { t } = useTranslation();
  const [from, setFrom] = useState(0);
  const read = useMemo(() => reader(table), [table]);
  const size = Math.max(10, Math.min(100, Math.floor(CELLS / table.columns.length)));
  const [rows, more] = useMemo(() => {
    const found = read(from, size + 1);
    return [found.slice(0, size), found.length > size];
  }, [read, from, size]);
  const place = t('takeaway.table.rows', { from: formatCount(from + 1), to: formatCount(from + rows.length) });
  return (
    <>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a wide table is scrolled by keyboard too */}
      <div className="shownTable" role="region" aria-label={table.title} tabIndex={0} data-mantine-stop-propagation>
        <table>
          <caption>{table.title}</caption>
          <thead>
            <tr>
              {table.columns.map(({ name, unit }, i) => (
                <th key={i} scope="col">
                  {name} {unit !== undefined && <small>{unit}</small>}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, i) => (
              <tr key={from + i}>
                {row.map((cell, k) => (k === 0 ? <th key={k} scope="row">{text(cell)}</th> : <td key={k}>{text(cell)}</td>))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {(from > 0 || more) && (
        <div className="tablePages">
          <Button size="compact-sm" variant="default" disabled={from === 0} onClick={() => setFrom(Math.max(0, from - size))} data-mantine-stop-propagation>
            {t('takeaway.table.earlier')}
          </Button>
          <Button size="compact-sm" variant="default" disabled={!more} onClick={() => setFrom(from + size)} data-mantine-stop-propagation>
            {t('takeaway.table.later')}
          </Button>
          <span role="status" className="small">
            {place}
          </span>
        </div>
      )}
    </>
  );
}
