import type { Summary } from './summary';

export interface Goal {
  at: 'most' | 'least';
  value: number;
}

/** One line of the bench. */
export interface Line {
  what: string;
  measured: Summary;
  /** Of a value with its unit, such as `1.02` or `310 kB`. */
  format: (value: number) => string;
  goal?: Goal;
  /** How it was measured: repeats and n. */
  how: string;
}

function isMet(measured: Summary, { at, value }: Goal): boolean {
  return at === 'most' ? measured.median <= value : measured.median >= value;
}

/** Columns: what, median, spread, goal, met, how. A line without a goal has dashes there. */
export function table(lines: readonly Line[]): string {
  const rows = lines.map(({ what, measured, format, goal, how }) => [
    what,
    format(measured.median),
    measured.low === measured.high ? '–' : `${format(measured.low)} to ${format(measured.high)}`,
    goal ? `${goal.at === 'most' ? '≤' : '≥'} ${format(goal.value)}` : '–',
    goal ? (isMet(measured, goal) ? 'met' : 'MISSED') : '–',
    measured.low === measured.high ? how : `${how}; ${measured.spread}`,
  ]);
  const all = [['', 'median', 'spread', 'goal', '', 'measured on'], ...rows];
  const widths = all[0]!.map((_, column) => Math.max(...all.map((row) => row[column]!.length)));
  const print = (row: string[]) => row.map((cell, column) => cell.padEnd(widths[column]!)).join('  ').trimEnd();
  return [print(all[0]!), widths.map((width) => '─'.repeat(width)).join('──'), ...all.slice(1).map(print)].join('\n');
}
