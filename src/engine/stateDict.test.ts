import { expect, test } from 'vitest';
import { EngineError, toProblem } from './problem';
import { shippedFiles } from './folder.fixture';
import { safetensors, type TensorSpec } from './safetensors.fixture';
import { explain } from './explain';
import { buildPlan } from '../network/plan';
import { knownArchitecture } from '../network/timm';
import { weightShapes } from '../network/weights';
import { openNetwork } from './openNetwork';

const files = shippedFiles();
const file = (name: string, content: BlobPart): File => new File([content], name);
const weights = file('net.safetensors', files['weights.safetensors']!);
const config = file('config.json', JSON.stringify({ architecture: 'mine', license: 'mit', pretrained_cfg: { input_size: [3, 64, 96], crop_pct: 0.95, interpolation: 'bilinear', mean: [0.5, 0.5, 0.5], std: [0.25, 0.25, 0.25] } }));
const shipped = JSON.parse(new TextDecoder().decode(files['model.json'])) as { architecture: { stages: unknown; se: { blocks: unknown } }; parameters: number };

const problemOf = async (...chosen: File[]): Promise<[string, unknown]> => {
  const found: unknown = await openNetwork(chosen).then(() => new EngineError('nothing'), explain);
  const { code, values } = toProblem(found);
  return [code, values];
};

test('a state dict alone tells its architecture; the size is ImageNet’s, the classes have no names', async () => {
  const { manifest } = await openNetwork([weights]);
  expect(manifest.architecture.stages).toEqual(shipped.architecture.stages);
  expect(manifest.architecture.se.blocks).toEqual(shipped.architecture.se.blocks);
  expect(manifest).toMatchObject({ id: 'net', name: 'net', recognised: '', parameters: shipped.parameters, preprocessing: { size: [224, 224], crop: 0.875 } });
  expect(manifest.classes).toHaveLength(200);
  expect(Object.keys(manifest.files)).toEqual(['weights.safetensors']);
});

test('what lies beside it is used: the hub’s config.json, names, a golden output', async () => {
  const names = Array.from({ length: 200 }, (_, i) => `class ${i}`).join('\n');
  const folder = await openNetwork([config, weights, file('names.txt', names), file('golden.safetensors', files['golden.safetensors']!)]);
  const { manifest } = folder;
  expect(manifest.preprocessing).toEqual({ size: [64, 96], crop: 0.95, interpolation: 'bilinear', mean: [0.5, 0.5, 0.5], std: [0.25, 0.25, 0.25] });
  expect(manifest.licence).toBe('mit');
  expect(manifest.classes[7]).toEqual({ id: 7, name: 'class 7' });
  expect((await folder.file('golden.safetensors')).byteLength).toBe(files['golden.safetensors']!.length);
  expect(await folder.card()).toBeUndefined();
});

test('a config.json full of nonsense is as none', async () => {
  const { manifest } = await openNetwork([weights, file('config.json', JSON.stringify({ pretrained_cfg: { input_size: ['x'], crop_pct: 7, interpolation: 3, mean: 'a', std: [0, 0, 0] } }))]);
  expect(manifest.preprocessing).toEqual({ size: [224, 224], crop: 0.875, interpolation: 'bicubic', mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] });
});

test('config.json tells networks apart that names and shapes don’t; one that doesn’t fit is not believed', async () => {
  const tensors = Object.fromEntries([...weightShapes(buildPlan(knownArchitecture('seresnet50', 3), [64, 64]))].map(([name, shape]): [string, TensorSpec] => [name, one(shape)]));
  const net = file('model.safetensors', safetensors(tensors));
  const opened = async (architecture: string) => (await openNetwork([net, file('config.json', JSON.stringify({ architecture, label_names: ['n01440764', 'b', 'c'], label_descriptions: { n01440764: 'tench' } }))])).manifest;
  expect((await opened('legacy_seresnet50')).architecture).toEqual(knownArchitecture('legacy_seresnet50', 3));
  expect(await opened('legacy_seresnet50')).toMatchObject({ name: 'legacy_seresnet50', recognised: 'legacy_seresnet50' });
  const { name, classes } = await opened('seresnet101');
  expect(name).toBe('seresnet50');
  expect(classes).toEqual([{ id: 0, wordnet: 'n01440764', name: 'tench' }, { id: 1, name: 'b' }, { id: 2, name: 'c' }]);
  expect((await openNetwork([file('seresnet50.a1_in1k.safetensors', safetensors(tensors))])).manifest.name).toBe('seresnet50.a1_in1k');
});

const one = (shape: number[]): TensorSpec => ({ dtype: 'F32', shape, data: new Float32Array(shape.reduce((a, b) => a * b, 1)) });

test('what can’t be opened says why, by name', async () => {
  expect(await problemOf(file('notes.txt', 'hello'))).toEqual(['network.none', { files: 'notes.txt' }]);
  expect(await problemOf(weights, file('other.safetensors', 'x'))).toEqual(['network.several', { first: 'net.safetensors', second: 'other.safetensors' }]);
  expect((await problemOf(file('net.safetensors', 'no')))[0]).toBe('safetensors.tooShort');
  expect(await problemOf(file('net.safetensors', safetensors({ 'embed.weight': one([2, 2]) })))).toEqual(['network.unknown', { tensor: 'layer1.0.conv1.weight' }]);
  const bare = safetensors({ 'conv1.weight': one([8, 3, 7, 7]), 'fc.weight': one([5, 8]), 'layer1.0.conv1.weight': one([8, 8, 3, 3]), 'layer1.0.conv2.weight': one([8, 8, 3, 3]) });
  const [code, values] = await problemOf(file('net.safetensors', bare));
  expect(code).toBe('weights.missing');
  expect(values).toMatchObject({ tensor: 'bn1.weight' });
  expect((await problemOf(weights, file('names.txt', 'one')))[0]).toBe('classes.count');
});
