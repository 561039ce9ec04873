import { DataError } from './error';
import { asInteger, asObject } from './fields';
import type { Fields } from './fields';

/**
 * Reads a JSON file of format 1 by `read`; what is wrong with a field is said of this file.
 * @throws DataError `data.notJson`, `file.format`, `file.field`
 */
export function readJsonFile<T>(buffer: ArrayBuffer, file: string, read: (fields: Fields) => T): T {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(buffer));
  } catch {
    throw new DataError('data.notJson', { file });
  }
  try {
    const fields = asObject(json, 'format');
    const format = asInteger(fields.format, 'format', 1, Number.MAX_SAFE_INTEGER);
    if (format > 1) throw new DataError('file.format', { file, format, supported: 1 });
    return read(fields);
  } catch (error) {
    const field = error instanceof DataError && error.problem.code.startsWith('manifest.') && error.problem.values?.field;
    throw field ? new DataError('file.field', { file, field }, { cause: error }) : error;
  }
}
