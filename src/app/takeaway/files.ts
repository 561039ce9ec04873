import { type Figure, figureSvg } from '../../export/figure';
import { fileName } from '../../export/names';
import { csvOf, jsonOf, type Table } from '../../export/table';
import { look } from './render';

export type Format = 'svg' | 'png' | 'csv' | 'json';

/** Lets the page answer between two pieces of a long text. */
const breath = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

async function joined(pieces: Iterable<string>, type: string): Promise<Blob> {
  const kept: string[] = [];
  for (const piece of pieces) {
    kept.push(piece);
    await breath();
  }
  return new Blob(kept, { type });
}

export async function figureFile(figure: Figure, format: 'svg' | 'png'): Promise<Blob> {
  const drawn = figureSvg(figure, look);
  if (format === 'svg') return new Blob([drawn.svg], { type: 'image/svg+xml' });
  const { pngOf } = await import('../../export/png');
  return pngOf(drawn);
}

export function tableFile(table: Table, format: 'csv' | 'json'): Promise<Blob> {
  return format === 'csv' ? joined(csvOf(table), 'text/csv') : joined(jsonOf(table), 'application/json');
}

/** Gives a file to the person. */
export function save(file: Blob, name: string): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName(name);
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
