import type { BlockId, Evolution, EvolutionCurves, EvolutionPoint } from '../contracts';
import { DataError } from './error';
import { asInteger, asList, asNumber, asObject, asText } from './fields';
import type { Fields } from './fields';
import { readJsonFile } from './jsonFile';

const MOST_POINTS = 1000;
const MOST_IMAGES = 2 ** 31;

interface Expected {
  channels: ReadonlyMap<string, number>;
  blocks: BlockId[];
  classes: number[];
}

/**
 * `evolution.json`: the figure at points of training, by share.
 * @param blocks the plan's blocks; the file may name no other
 * @param classes K; the file's classes must be below
 * @throws DataError `data.notJson`, `file.…`
 */
export function readEvolution(buffer: ArrayBuffer, blocks: readonly { id: BlockId; channels: number }[], classes: number, name = 'evolution.json'): Evolution {
  return readJsonFile(buffer, name, (fields) => {
    const channels = new Map<string, number>(blocks.map(({ id, channels }) => [id, channels]));
    const expected: Expected = {
      channels,
      blocks: distinct(fields.blocks, 'blocks', (item, field) => known(item, field, channels)),
      classes: distinct(fields.classes, 'classes', (item, field) => asInteger(item, field, 0, classes - 1)),
    };
    const points = asList(fields.points, 'points', MOST_POINTS).map((item, i) => readPoint(asObject(item, `points[${i}]`), `points[${i}]`, expected));
    if (points.length === 0) throw new DataError('manifest.empty', { field: 'points' });
    return {
      images: asText(fields.images, 'images'),
      n: asInteger(fields.n, 'n', 1, MOST_IMAGES),
      blocks: expected.blocks,
      classes: expected.classes,
      points: points.sort((a, b) => a.share - b.share),
    };
  });
}

function readPoint(fields: Fields, field: string, expected: Expected): EvolutionPoint {
  const share = (key: string): number => asNumber(fields[key], `${field}.${key}`, 0, 1);
  const byBlock = (key: string, most: number): number[] =>
    numbers(fields[key], `${field}.${key}`, expected.blocks.length, (item, at) => asNumber(item, at, 0, most));
  return {
    share: share('share'),
    epochs: asNumber(fields.epochs, `${field}.epochs`, 0, Number.MAX_SAFE_INTEGER),
    size: asInteger(fields.size, `${field}.size`, 1, 65_536),
    top1: share('top1'),
    top5: share('top5'),
    mean: byBlock('mean', 1),
    spread: byBlock('spread', 1),
    image: byBlock('image', 1),
    above: byBlock('above', 1),
    curves: readCurves(fields.curves, `${field}.curves`, expected),
  };
}

function readCurves(value: unknown, field: string, { channels, classes }: Expected): EvolutionPoint['curves'] {
  const curves: EvolutionPoint['curves'] = {};
  for (const [key, item] of Object.entries(asObject(value, field))) {
    const at = `${field}.${key}`;
    const block = known(key, at, channels);
    const fields = asObject(item, at);
    const curve = (name: string): Float32Array =>
      Float32Array.from(numbers(fields[name], `${at}.${name}`, channels.get(block)!, (item, at) => asNumber(item, at, 0, 1)));
    curves[block] = { all: curve('all'), classes: classes.map((id) => curve(String(id))) } satisfies EvolutionCurves;
  }
  return curves;
}

function known(value: unknown, field: string, channels: ReadonlyMap<string, number>): BlockId {
  const block = asText(value, field);
  if (!channels.has(block)) throw new DataError('manifest.block', { field, block: block.slice(0, 40) });
  return block as BlockId;
}

function distinct<T>(value: unknown, field: string, read: (item: unknown, field: string) => T): T[] {
  const items = asList(value, field).map((item, i) => read(item, `${field}[${i}]`));
  if (new Set(items).size !== items.length) throw new DataError('manifest.duplicate', { field });
  return items;
}

function numbers(value: unknown, field: string, length: number, read: (item: unknown, field: string) => number): number[] {
  const list = asList(value, field);
  if (list.length !== length) throw new DataError('manifest.length', { field, length: list.length, expected: length });
  return list.map((item, i) => read(item, `${field}[${i}]`));
}
