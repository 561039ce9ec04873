import type { AblationRecord, BlockId, Setting } from '../contracts';
import { checkBelow, readTensorFile } from './tensorFile';
import type { TensorFile } from './tensorFile';

/**
 * `ablation.safetensors`: the recorded settings and what the network predicts under each.
 * @param blocks ids of the plan's SE blocks; settings may name no other
 * @param classes K; labels and predictions must be below
 * @throws DataError `safetensors.…`, `file.…`
 */
export function readRecord(buffer: ArrayBuffer, blocks: readonly BlockId[], classes: number, name = 'ablation.safetensors'): AblationRecord {
  const file = readTensorFile(buffer, name);
  const settings = readSettings(file, blocks);
  const images = file.integers('labels', [-1]).shape[0];
  if (images === 0) throw file.fail('file.empty', { tensor: 'labels' });
  const heldout = Uint32Array.from(file.integers('heldout', [-1]).data);
  checkBelow(file, 'heldout', heldout, images);
  const tailSettings = file.integers('heldout_top1', [-1, heldout.length]).shape[0];
  if (tailSettings > settings.length) throw file.fail('file.settings', { settings: settings.length, rows: tailSettings });
  return {
    settings,
    tailSettings,
    images,
    top1: predictions(file, 'top1', [settings.length, images], classes),
    rank: ranks(file, 'rank', [settings.length, images]),
    labels: Uint16Array.from(predictions(file, 'labels', [images], classes)),
    ...readGreedy(file, blocks),
    heldout,
    heldoutTop1: predictions(file, 'heldout_top1', [tailSettings, heldout.length], classes),
    heldoutRank: ranks(file, 'heldout_rank', [tailSettings, heldout.length]),
  };
}

function predictions(file: TensorFile, tensor: string, shape: number[], classes: number): Uint8Array | Uint16Array {
  const { data } = file.integers(tensor, shape);
  checkBelow(file, tensor, data, classes);
  return data instanceof Uint32Array ? Uint16Array.from(data) : data;
}

function ranks(file: TensorFile, tensor: string, shape: number[]): Uint8Array {
  const found = file.integers(tensor, shape);
  if (found.dtype !== 'U8') throw file.fail('file.dtype', { tensor, dtype: found.dtype, expected: 'U8' });
  return found.data;
}

/** The header's `settings`: a list of { block: 'frozen' | 'off' }, the first of them all live. */
function readSettings(file: TensorFile, blocks: readonly BlockId[]): Setting[] {
  const known = new Set<string>(blocks);
  let json: unknown;
  try {
    json = JSON.parse(file.metadata.settings ?? '');
  } catch {
    throw file.fail('file.metadata', { key: 'settings' });
  }
  if (!Array.isArray(json) || json.length === 0 || !json.every((item) => isSetting(item, known))) throw file.fail('file.metadata', { key: 'settings' });
  if (Object.keys(json[0]).length > 0) throw file.fail('file.firstSetting');
  return json;
}

/** The header's `greedy`: blocks, each once, none where there was no development set. */
function readGreedy(file: TensorFile, blocks: readonly BlockId[]): { greedy?: BlockId[] } {
  let json: unknown;
  try {
    json = JSON.parse(file.metadata.greedy ?? '[]');
  } catch {
    throw file.fail('file.metadata', { key: 'greedy' });
  }
  if (!Array.isArray(json) || new Set(json).size !== json.length || !json.every((block) => blocks.includes(block))) throw file.fail('file.metadata', { key: 'greedy' });
  return json.length > 0 ? { greedy: json } : {};
}

function isSetting(value: unknown, known: ReadonlySet<string>): value is Setting {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.entries(value).every(([block, mode]) => known.has(block) && (mode === 'frozen' || mode === 'off'));
}
