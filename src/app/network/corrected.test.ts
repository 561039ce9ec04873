import { expect, test } from 'vitest';
import { openNetwork } from '../../engine/openNetwork';
import { buildPlan } from '../../network/plan';
import { knownArchitecture } from '../../network/timm';
import { weightShapes } from '../../network/weights';
import type { Tensor } from '../../safetensors/tensor';
import { writeSafetensors } from '../../safetensors/write';
import { correctedFiles } from './corrected';

test('a network that was taken for another is opened as the one that was chosen, with its size, names and licence', async () => {
  const shapes = weightShapes(buildPlan(knownArchitecture('seresnext50_32x4d', 2), [64, 64]));
  const tensors = [...shapes].map(([name, shape]): [string, Tensor] => [name, { dtype: 'F32', shape: [...shape], data: new Float32Array(shape.reduce((a, b) => a * b, 1)) }]);
  const { buffer } = writeSafetensors(tensors, {});
  const config = { architecture: 'seresnext50_32x4d', license: 'mit', label_names: ['n01440764', 'b'], label_descriptions: { n01440764: 'tench' }, pretrained_cfg: { input_size: [3, 96, 128], crop_pct: 0.95, interpolation: 'bilinear', mean: [0.5, 0.5, 0.5], std: [0.25, 0.25, 0.25] } };
  const files = [new File([buffer], 'net.safetensors'), new File([JSON.stringify(config)], 'config.json')];
  const { manifest } = await openNetwork(files);
  const { manifest: corrected } = await openNetwork(correctedFiles(files, manifest, 'legacy_seresnext50_32x4d'));
  expect(corrected).toEqual({ ...manifest, name: 'legacy_seresnext50_32x4d', recognised: 'legacy_seresnext50_32x4d', architecture: knownArchitecture('legacy_seresnext50_32x4d', 2) });
  expect(corrected.architecture).not.toEqual(manifest.architecture);
});
