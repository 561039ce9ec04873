import { DataError } from './error';

export type Fields = Record<string, unknown>;

/** Readers of one JSON value each. `field` is its path in the file, for the error's `values.field`. */
export function asObject(value: unknown, field: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new DataError('manifest.object', { field });
  return value as Fields;
}

/** @param most longest list taken, so that a file can't make the page work for ever */
export function asList(value: unknown, field: string, most = 100_000): unknown[] {
  if (!Array.isArray(value)) throw new DataError('manifest.list', { field });
  if (value.length > most) throw new DataError('manifest.range', { field: `${field}.length`, value: value.length, min: 0, max: most });
  return value;
}

export function asText(value: unknown, field: string): string {
  if (typeof value !== 'string' || value === '') throw new DataError('manifest.text', { field });
  return value;
}

export function asInteger(value: unknown, field: string, min: number, max: number): number {
  if (!Number.isSafeInteger(value)) throw new DataError('manifest.integer', { field });
  return inRange(value as number, field, min, max);
}

export function asNumber(value: unknown, field: string, min: number, max: number): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new DataError('manifest.number', { field });
  return inRange(value, field, min, max);
}

export function asOneOf<T extends string | number | boolean>(value: unknown, field: string, known: readonly T[]): T {
  const found = known.find((choice) => choice === value);
  if (found === undefined) throw new DataError('manifest.choice', { field, value: shown(value), known: known.join(', ') });
  return found;
}

function inRange(value: number, field: string, min: number, max: number): number {
  if (value < min || value > max) throw new DataError('manifest.range', { field, value, min, max });
  return value;
}

function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
