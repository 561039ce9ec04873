import { expect, test } from 'vitest';
import type { Manifest } from '../contracts';
import { readGolden } from '../data/goldenFile';
import { sha256 } from '../data/hash';
import { membersOf } from '../data/members';
import { openModelFolder } from '../data/modelFolder';
import { readWeights } from '../data/weightsFile';
import { cost } from '../network/cost';
import { lighten } from '../network/lighter';
import { buildPlan } from '../network/plan';
import { readVectors } from '../network/vectors.fixture';
import { modelFolder } from './modelFolder';
import { zipOf } from './zip';

test.each(readVectors().filter(({ name }) => ['bottleneck-7x7', 'post-constants', 'inception', 'without-se'].includes(name)))('$name, lighter, is written as a folder that opens again, in a zip', async (vector) => {
  const { architecture, size, weights, input, logits, name } = vector;
  const whole = { plan: buildPlan(architecture, size), state: weights };
  const [gated] = whole.plan.se;
  const channels = whole.plan.blocks.find(({ id }) => id === gated)?.channels ?? 0;
  const { plan, state } = lighten(whole, gated ? { [gated]: { base: { kind: 'constant', values: new Float32Array(channels).fill(0.5) } } } : {});
  const golden = {
    input: input.data.slice(0, size[0] * size[1] * 3),
    logits: logits.data.slice(0, plan.classes),
    excitation: Object.fromEntries(plan.se.map((id) => [id, new Float32Array(plan.blocks.find((block) => block.id === id)!.channels).fill(0.25)])),
  };
  const manifest: Omit<Manifest, 'files'> = {
    format: 1, id: `${name}-lighter`, name: `“${name}” & <so on>`, architecture: plan.architecture,
    preprocessing: { size, crop: 1, interpolation: 'bilinear', mean: [0.5, 0.4, 0.3], std: [0.2, 0.2, 0.2] },
    classes: Array.from({ length: plan.classes }, (_, id) => ({ id, name: `class ${id}` })), defaults: { classes: [1] },
    parameters: cost(plan).total.parameters, provenance: { gates: gated ? { [gated]: 'frozen' } : {} }, licence: 'MIT',
  };
  const zip = await zipOf(modelFolder({ manifest, weights: Object.fromEntries(state), golden, backend: 'wasm', readme: '# card', python: 'pass', hash: sha256 }), new Date(0));
  const folder = await openModelFolder(await membersOf([new File([zip], 'net.zip')]));
  expect(folder.manifest).toMatchObject({ ...manifest, files: { 'golden.safetensors': {} } });
  expect(await folder.card()).toBe('# card');
  const reopened = readWeights(await folder.file('weights.safetensors'));
  expect(new Map([...reopened].toSorted())).toEqual(new Map([...state].map(([key, { shape, data }]) => [key, { shape: [...shape], data }] as const).toSorted()));
  const read = readGolden(await folder.file('golden.safetensors'), { input: plan.input, blocks: plan.blocks.filter(({ hidden }) => hidden !== undefined), classes: plan.classes });
  expect(read).toEqual({ own: true, ...golden });
});
