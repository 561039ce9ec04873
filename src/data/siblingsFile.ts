import type { BlockId, SiblingRow, SiblingRun, Siblings } from '../contracts';
import { DataError } from './error';
import { asInteger, asList, asNumber, asObject, asText } from './fields';
import type { Fields } from './fields';
import { readJsonFile } from './jsonFile';
import { readSchedule } from './schedule';
import { blockId, readSetting } from './settingField';

const MOST_ROWS = 100;
const MOST_RUNS = 1000;
const MOST_BLOCKS = 1000;
const LARGEST = Number.MAX_SAFE_INTEGER;

/**
 * `siblings.json`: networks trained with one recipe, by row; their blocks need not be those of the folder's own network.
 * @throws DataError `data.notJson`, `file.…`
 */
export function readSiblings(buffer: ArrayBuffer, name = 'siblings.json'): Siblings {
  return readJsonFile(buffer, name, (fields) => {
    const rows = asList(fields.rows, 'rows', MOST_ROWS).map((item, i) => readRow(asObject(item, `rows[${i}]`), `rows[${i}]`));
    if (rows.length === 0) throw new DataError('manifest.empty', { field: 'rows' });
    const ids = rows.map(({ id }) => id);
    if (new Set(ids).size !== ids.length) throw new DataError('manifest.duplicate', { field: 'rows' });
    return { schedule: readSchedule(fields), rows };
  });
}

function readRow(fields: Fields, field: string): SiblingRow {
  const blocks = asList(fields.blocks, `${field}.blocks`, MOST_BLOCKS).map((item, i) => blockId(item, `${field}.blocks[${i}]`));
  const runs = asList(fields.runs, `${field}.runs`, MOST_RUNS).map((item, i) => readRun(asObject(item, `${field}.runs[${i}]`), `${field}.runs[${i}]`, blocks));
  if (runs.length === 0) throw new DataError('manifest.empty', { field: `${field}.runs` });
  return {
    id: asText(fields.id, `${field}.id`),
    blocks,
    parameters: asInteger(fields.parameters, `${field}.parameters`, 1, LARGEST),
    macs: asInteger(fields.macs, `${field}.macs`, 1, LARGEST),
    runs,
  };
}

function readRun(fields: Fields, field: string, blocks: readonly BlockId[]): SiblingRun {
  const spreads = asObject(fields.spread, `${field}.spread`);
  const tail = fields.tail === undefined ? [] : asList(fields.tail, `${field}.tail`, MOST_RUNS);
  return {
    seed: asInteger(fields.seed, `${field}.seed`, -LARGEST, LARGEST),
    n: asInteger(fields.n, `${field}.n`, 1, LARGEST),
    top1: asNumber(fields.top1, `${field}.top1`, 0, 1),
    top5: asNumber(fields.top5, `${field}.top5`, 0, 1),
    spread: Object.fromEntries(blocks.map((block) => [block, asNumber(spreads[block], `${field}.spread.${block}`, 0, 1)])),
    tail: tail.map((item, i) => {
      const at = `${field}.tail[${i}]`;
      const line = asObject(item, at);
      return { setting: readSetting(line.setting, `${at}.setting`), top1: asNumber(line.top1, `${at}.top1`, 0, 1) };
    }),
  };
}
