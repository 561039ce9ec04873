import type { BlockId, Setting } from '../contracts';
import { DataError } from './error';
import { asObject, asOneOf, asText } from './fields';

/** A setting in a JSON file. @throws DataError `manifest.…` */
export function readSetting(value: unknown, field: string): Setting {
  const entries = Object.entries(asObject(value, field));
  return Object.fromEntries(entries.map(([block, mode]) => [blockId(block, field), asOneOf(mode, `${field}.${block}`, ['frozen', 'off'] as const)]));
}

/** @throws DataError `manifest.block` */
export function blockId(value: unknown, field: string): BlockId {
  const block = asText(value, field);
  if (!/^SE_\d+_\d+$/.test(block)) throw new DataError('manifest.block', { field, block: block.slice(0, 40) });
  return block as BlockId;
}
