import '../charts.css';
import './growth.css';
import { shares } from './geometry';

/** One case: its two amounts, and whether it is the network's own. */
export interface GrowthRow {
  key: string;
  label: string;
  values: readonly [number, number];
  own: boolean;
}

interface GrowthProps {
  /** Accessible name, and the head of the first column. */
  label: string;
  /** Heads of the two numbers. */
  heads: readonly [string, string];
  rows: readonly GrowthRow[];
  format: (value: number) => string;
  /** Said of the row that is the network's own. */
  own: string;
}

/** How two amounts grow: a row for each case with its numbers, and a bar for the first of them. */
export function Growth({ label, heads, rows, format, own }: GrowthProps) {
  const lengths = shares(rows.map(({ values }) => values[0]));
  return (
    <table className="growth">
      <thead>
        <tr>
          <th scope="col">{label}</th>
          {heads.map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
          <td aria-hidden="true" />
        </tr>
      </thead>
      <tbody>
        {rows.map((row, i) => (
          <tr key={row.key} data-own={row.own || undefined}>
            <th scope="row">
              {row.label}
              {row.own && <span className="chart-unseen"> {own}</span>}
            </th>
            {row.values.map((value, k) => (
              <td key={heads[k]}>{format(value)}</td>
            ))}
            <td aria-hidden="true">
              <i style={{ width: `${lengths[i]! * 100}%` }} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
