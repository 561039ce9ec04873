import type { Aftermath, AftermathRow, BlockId, Turned } from '../contracts';
import { DataError } from './error';
import type { Fields } from './fields';
import { asInteger, asList, asNumber, asObject } from './fields';
import { readJsonFile } from './jsonFile';
import { readSetting } from './settingField';

const MOST_ROWS = 1000;
const LARGEST = Number.MAX_SAFE_INTEGER;

/**
 * `removal.json`: what became of gate settings of this network.
 * @param known its SE blocks
 * @throws DataError `data.notJson`, `file.…`
 */
export function readAftermath(buffer: ArrayBuffer, known: readonly BlockId[], name = 'removal.json'): Aftermath {
  return readJsonFile(buffer, name, (fields) => {
    const n = asInteger(fields.n, 'n', 1, LARGEST);
    const rows = asList(fields.rows, 'rows', MOST_ROWS).map((item, i) => readRow(asObject(item, `rows[${i}]`), `rows[${i}]`, n));
    for (const [i, { setting }] of rows.entries()) {
      const block = (Object.keys(setting) as BlockId[]).find((id) => !known.includes(id));
      if (block) throw new DataError('manifest.block', { field: `rows[${i}].setting`, block });
    }
    return { n, epochs: asNumber(fields.epochs, 'epochs', 0, LARGEST), live: asInteger(fields.live, 'live', 0, n), control: readTurned(fields.control, 'control', n), rows };
  });
}

function readRow(fields: Fields, field: string, n: number): AftermathRow {
  const { repaired } = fields;
  return {
    setting: readSetting(fields.setting, `${field}.setting`),
    asItIs: readTurned(fields.as_it_is, `${field}.as_it_is`, n),
    ...(repaired !== undefined && { repaired: { ...readTurned(repaired, `${field}.repaired`, n), images: asInteger(asObject(repaired, field).images, `${field}.repaired.images`, 1, LARGEST) } }),
    finetuned: readTurned(fields.finetuned, `${field}.finetuned`, n),
  };
}

function readTurned(value: unknown, field: string, n: number): Turned {
  const fields = asObject(value, field);
  const [right, gained, lost] = (['right', 'gained', 'lost'] as const).map((key) => asInteger(fields[key], `${field}.${key}`, 0, n));
  return { right: right!, gained: gained!, lost: lost! };
}
