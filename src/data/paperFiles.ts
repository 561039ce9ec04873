import type { Architecture, BlockId, PaperClaim, PaperClaims, PaperRow, PaperRun, PaperRuns, PaperTables } from '../contracts';
import { DataError } from './error';
import { fetchBytes } from './fetch';
import type { Fields } from './fields';
import { asInteger, asList, asNumber, asObject, asOneOf, asText } from './fields';
import { readJsonFile } from './jsonFile';
import { readSchedule } from './schedule';

const MOST = 1000;
const LARGEST = Number.MAX_SAFE_INTEGER;

/** What stands under `public/paper/`; runs, and then their claims, only where there are some. */
export interface PaperFiles {
  tables: PaperTables;
  runs?: PaperRuns;
  claims?: PaperClaims;
}

/**
 * @param base absolute address of the folder, with a closing slash
 * @throws DataError `data.…` of `fetchBytes`, `file.…`
 */
export async function fetchPaper(base: string): Promise<PaperFiles> {
  const get = (name: string) => fetchBytes(new URL(name, base), name);
  const [tables, runs] = await Promise.all([get('tables.json'), get('runs.json').catch(unlessMissing)]);
  const claims = runs && (await get('claims.json').catch(unlessMissing));
  return { tables: readPaperTables(tables), runs: runs && readPaperRuns(runs), claims: claims && readPaperClaims(claims) };
}

function unlessMissing(error: unknown): undefined {
  if (!(error instanceof DataError && error.problem.code === 'data.missing')) throw error;
}

const some = <T>(value: unknown, read: (value: unknown) => T): T | undefined => (value === undefined ? undefined : read(value));

const listOf = <T>(value: unknown, field: string, read: (fields: Fields, field: string) => T): T[] =>
  asList(value, field, MOST).map((item, i) => read(asObject(item, `${field}[${i}]`), `${field}[${i}]`));

/** @throws DataError `data.notJson`, `file.…` */
export function readPaperTables(buffer: ArrayBuffer): PaperTables {
  return readJsonFile(buffer, 'tables.json', (fields) => {
    const source = asObject(fields.source, 'source');
    const tables = listOf(fields.tables, 'tables', (table, field) => ({
      number: asInteger(table.number, `${field}.number`, 1, LARGEST),
      rows: listOf(table.rows, `${field}.rows`, readRow),
    }));
    const rows = tables.flatMap((table) => table.rows);
    const ids = new Set(rows.map(({ id }) => id));
    if (ids.size !== rows.length) throw new DataError('manifest.duplicate', { field: 'tables' });
    for (const { base } of rows) if (base !== undefined) asOneOf(base, 'base', [...ids]);
    return { source: { paper: asText(source.paper, 'source.paper'), version: asText(source.version, 'source.version') }, tables };
  });
}

function readRow(row: Fields, field: string): PaperRow {
  return {
    id: asText(row.id, `${field}.id`),
    name: asText(row.name, `${field}.name`),
    top1: asNumber(row.top1, `${field}.top1`, 0, 100),
    top5: asNumber(row.top5, `${field}.top5`, 0, 100),
    gflops: some(row.gflops, (value) => asNumber(value, `${field}.gflops`, 0, LARGEST)),
    parameters: some(row.parameters, (value) => asNumber(value, `${field}.parameters`, 0, LARGEST)),
    r: some(row.r, (value) => asInteger(value, `${field}.r`, 1, LARGEST)),
    base: some(row.base, (value) => asText(value, `${field}.base`)),
    row: some(row.row, (value) => asText(value, `${field}.row`)),
  };
}

/** Rows without a run are left out. @throws DataError `data.notJson`, `file.…` */
export function readPaperRuns(buffer: ArrayBuffer): PaperRuns {
  return readJsonFile(buffer, 'runs.json', (fields) => {
    const runs = listOf(fields.runs, 'runs', readRun);
    const rows = listOf(fields.rows, 'rows', (row, field) => ({
      id: asText(row.id, `${field}.id`),
      name: asText(row.name, `${field}.name`),
      network: asText(row.network, `${field}.network`),
      architecture: row.architecture as Architecture | undefined,
    })).filter(({ id }) => runs.some(({ row }) => row === id));
    for (const [i, { row }] of runs.entries()) asOneOf(row, `runs[${i}].row`, rows.map(({ id }) => id));
    const data = asObject(fields.data, 'data');
    const errors = (key: 'images' | 'images_trained') =>
      some(fields[key], (value) => Object.fromEntries(Object.entries(asObject(value, key)).map(([id, error]) => [id, asNumber(error, `${key}.${id}`, 0, 1)])));
    return {
      data: {
        name: asText(data.name, 'data.name'),
        train: asInteger(data.train, 'data.train', 1, LARGEST),
        dev: asInteger(data.dev, 'data.dev', 0, LARGEST),
        test: asInteger(data.test, 'data.test', 1, LARGEST),
      },
      schedule: readSchedule(fields),
      rows,
      runs,
      images: errors('images') ?? {},
      imagesTrained: errors('images_trained'),
    };
  });
}

function readRun(run: Fields, field: string): PaperRun {
  const byBlock = (key: 'hidden' | 'spread', read: (value: unknown, field: string) => number) =>
    Object.fromEntries(Object.entries(some(run[key], (value) => asObject(value, `${field}.${key}`)) ?? {}).map(([block, value]) => [block as BlockId, read(value, `${field}.${key}.${block}`)]));
  return {
    row: asText(run.row, `${field}.row`),
    seed: asInteger(run.seed, `${field}.seed`, -LARGEST, LARGEST),
    top1: asNumber(run.top1, `${field}.top1`, 0, 1),
    n: asInteger(run.n, `${field}.n`, 1, LARGEST),
    parameters: asInteger(run.parameters, `${field}.parameters`, 1, LARGEST),
    macs: asInteger(run.macs, `${field}.macs`, 1, LARGEST),
    minutes: asNumber(run.minutes, `${field}.minutes`, 0, LARGEST),
    collapsed: some(run.collapsed, (value) => asOneOf(value, `${field}.collapsed`, [true, false])) ?? false,
    hidden: byBlock('hidden', (value, at) => asInteger(value, at, 1, LARGEST)),
    spread: byBlock('spread', (value, at) => asNumber(value, at, 0, LARGEST)),
  };
}

/** @throws DataError `data.notJson`, `file.…` */
export function readPaperClaims(buffer: ArrayBuffer): PaperClaims {
  return readJsonFile(buffer, 'claims.json', (fields) => ({
    margin: asNumber(fields.margin, 'margin', 0, 100),
    claims: listOf(fields.claims, 'claims', readClaim),
  }));
}

function readClaim(claim: Fields, field: string): PaperClaim {
  return {
    id: asText(claim.id, `${field}.id`),
    table: some(claim.table, (value) => asInteger(value, `${field}.table`, 1, LARGEST)),
    section: some(claim.section, (value) => asText(value, `${field}.section`)),
    row: asText(claim.row, `${field}.row`),
    against: asText(claim.against, `${field}.against`),
    claim: asOneOf(claim.claim, `${field}.claim`, ['better', 'worse', 'same'] as const),
  };
}
