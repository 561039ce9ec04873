import type { ModelIndex } from '../contracts';
import { DataError } from './error';
import { fetchJson } from './fetch';
import { asList, asObject, asText } from './fields';

/**
 * `index.json` of the folder that holds the shipped networks.
 * @param base absolute address of that folder, with a closing slash
 * @throws DataError `data.…` of `fetchBytes`, `manifest.…`
 */
export async function fetchModelIndex(base: string): Promise<ModelIndex> {
  return parseModelIndex(await fetchJson(new URL('index.json', base), 'index.json'));
}

/** @throws DataError `manifest.…` */
export function parseModelIndex(json: unknown): ModelIndex {
  const fields = asObject(json, 'index.json');
  const models = new Map<string, ModelIndex['models'][number]>();
  for (const [i, item] of asList(fields.models, 'models').entries()) {
    const model = asObject(item, `models[${i}]`);
    const id = folderName(model.id, `models[${i}].id`);
    if (models.has(id)) throw new DataError('manifest.duplicate', { field: 'models', value: id });
    const rows = model.rows === undefined ? {} : { rows: asList(model.rows, `models[${i}].rows`).map((row) => asText(row, `models[${i}].rows`)) };
    models.set(id, { id, name: asText(model.name, `models[${i}].name`), ...rows });
  }
  const first = asText(fields.default, 'default');
  if (!models.has(first)) throw new DataError('manifest.choice', { field: 'default', value: first, known: [...models.keys()].join(', ') });
  return { default: first, models: [...models.values()] };
}

/** An id is a folder's name: it can't lead elsewhere. */
function folderName(value: unknown, field: string): string {
  const id = asText(value, field);
  if (!/^[A-Za-z0-9_-][A-Za-z0-9._-]*$/.test(id)) throw new DataError('manifest.id', { field, value: id.slice(0, 40) });
  return id;
}
