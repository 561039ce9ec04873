import type { ClassEntry, FileEntry, Manifest, ModelFile, Preprocessing } from '../contracts';
import { parseArchitecture } from './architecture';
import { DataError } from './error';
import { asInteger, asList, asNumber, asObject, asOneOf, asText } from './fields';
import type { Fields } from './fields';

const FORMAT = 1;
const LARGEST_INPUT = 4096;
/** Browsers refuse buffers above 2 GiB or a little more. */
const LARGEST_FILE = 2 ** 31;
const FILES: readonly ModelFile[] = [
  'weights.safetensors',
  'profile.safetensors',
  'heldout.safetensors',
  'golden.safetensors',
  'ablation.safetensors',
  'evolution.json',
  'siblings.json',
  'removal.json',
];

/**
 * `model.json` of a model folder. Unknown fields are ignored, a higher `format` is refused; classes come out in the order of their ids.
 * @throws DataError `manifest.…`, with the path of the wrong value in `values.field`
 */
export function parseManifest(json: unknown): Manifest {
  const fields = asObject(json, 'model.json');
  checkFormat(fields.format);
  const architecture = parseArchitecture(fields.architecture);
  return {
    format: FORMAT,
    id: asText(fields.id, 'id'),
    name: asText(fields.name, 'name'),
    architecture,
    preprocessing: parsePreprocessing(fields.preprocessing),
    classes: parseClasses(fields.classes, architecture.classes),
    defaults: { classes: parseDefaultClasses(fields.defaults, architecture.classes) },
    parameters: asInteger(fields.parameters, 'parameters', 0, Number.MAX_SAFE_INTEGER),
    provenance: fields.provenance === undefined ? {} : asObject(fields.provenance, 'provenance'),
    licence: asText(fields.licence, 'licence'),
    files: parseFiles(fields.files),
  };
}

function checkFormat(value: unknown): void {
  const format = asInteger(value, 'format', 1, Number.MAX_SAFE_INTEGER);
  if (format > FORMAT) throw new DataError('manifest.format', { format, supported: FORMAT });
}

function parsePreprocessing(value: unknown): Preprocessing {
  const fields = asObject(value, 'preprocessing');
  const size = numbers(fields.size, 'preprocessing.size', 2, (item, field) => asInteger(item, field, 1, LARGEST_INPUT));
  const mean = numbers(fields.mean, 'preprocessing.mean', 3, (item, field) => asNumber(item, field, -10, 10));
  const std = numbers(fields.std, 'preprocessing.std', 3, (item, field) => asNumber(item, field, 1e-6, 1000));
  return {
    size: [size[0], size[1]],
    crop: asNumber(fields.crop, 'preprocessing.crop', 0.01, 1),
    interpolation: asOneOf(fields.interpolation, 'preprocessing.interpolation', ['bilinear', 'bicubic'] as const),
    mean: [mean[0], mean[1], mean[2]],
    std: [std[0], std[1], std[2]],
  };
}

function numbers(value: unknown, field: string, length: number, read: (item: unknown, field: string) => number): number[] {
  const list = asList(value, field);
  if (list.length !== length) throw new DataError('manifest.length', { field, length: list.length, expected: length });
  return list.map((item, i) => read(item, `${field}[${i}]`));
}

function parseClasses(value: unknown, expected: number): ClassEntry[] {
  const list = asList(value, 'classes');
  if (list.length !== expected) throw new DataError('manifest.classCount', { classes: list.length, expected });
  const classes: ClassEntry[] = [];
  for (const [i, item] of list.entries()) {
    const fields = asObject(item, `classes[${i}]`);
    const id = asInteger(fields.id, `classes[${i}].id`, 0, expected - 1);
    if (classes[id]) throw new DataError('manifest.duplicate', { field: 'classes', value: id });
    classes[id] = { id, ...wordnet(fields, i), name: asText(fields.name, `classes[${i}].name`) };
  }
  return classes;
}

function wordnet(fields: Fields, index: number): { wordnet?: string } {
  if (fields.wordnet === undefined || fields.wordnet === null) return {};
  return { wordnet: asText(fields.wordnet, `classes[${index}].wordnet`) };
}

function parseDefaultClasses(value: unknown, classes: number): number[] {
  const field = 'defaults.classes';
  const list = asList(asObject(value, 'defaults').classes, field, classes);
  return [...new Set(list.map((item, i) => asInteger(item, `${field}[${i}]`, 0, classes - 1)))];
}

function parseFiles(value: unknown): Manifest['files'] {
  const fields = asObject(value, 'files');
  const files: Manifest['files'] = {};
  for (const name of FILES) {
    if (fields[name] !== undefined) files[name] = parseFile(fields[name], `files.${name}`);
  }
  if (!files['weights.safetensors']) throw new DataError('manifest.noWeights');
  return files;
}

function parseFile(value: unknown, field: string): FileEntry {
  const fields = asObject(value, field);
  const sha256 = asText(fields.sha256, `${field}.sha256`).toLowerCase();
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new DataError('manifest.sha256', { field: `${field}.sha256` });
  return { bytes: asInteger(fields.bytes, `${field}.bytes`, 1, LARGEST_FILE), sha256 };
}
