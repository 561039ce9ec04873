import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeSafetensors } from '../../safetensors/write';
import { lighten } from '../lighter';
import { buildPlan } from '../plan';
import { readShipped } from '../shipped.fixture';
import { readVectors } from '../vectors.fixture';
import type { StateTensor } from '../weights';
import { python, runPython } from './python.fixture';
import { writePytorch } from './writePytorch';

/** Each folder's own check, one after the other in one process: the largest difference of a logit, a line each. */
const DRIVER = `import runpy, sys
for folder in sys.argv[1:]:
    runpy.run_path(folder + "/model.py", run_name="__main__")
`;

const hostile = 'a "net" \\ """ \u2028 \n import os #';
const stored = (tensors: Iterable<readonly [string, StateTensor]>) => writeSafetensors([...tensors].map(([name, { shape, data }]) => [name, { dtype: 'F32' as const, shape: [...shape], data: Float32Array.from(data) }]));

test.skipIf(!python)(`model.py in PyTorch equals our vectors, live, frozen and off${python ? '' : ' (no Python with torch on this machine)'}`, () => {
  const root = mkdtempSync(join(tmpdir(), 'model-'));
  try {
    const folders = readVectors().flatMap(({ name, architecture, size, weights, input, logits, settings }) => {
      const whole = { plan: buildPlan(architecture, size), state: weights };
      const constant = settings.filter((setting) => ['constant', 'off', 'all-off'].includes(setting.name));
      return [{ name: 'live', gates: {}, logits }, ...constant].map((setting) => {
        const { plan, state } = lighten(whole, setting.gates);
        const folder = join(root, `${name} ${setting.name}`);
        mkdirSync(folder);
        writeFileSync(join(folder, 'model.py'), writePytorch(plan, { name: hostile, about: [hostile] }));
        writeFileSync(join(folder, 'weights.safetensors'), stored(state));
        writeFileSync(join(folder, 'golden.safetensors'), stored([['input', input], ['logits', setting.logits]]));
        return folder;
      });
    });
    const lines = runPython(['-c', DRIVER, ...folders]).trim().split('\n');
    expect(lines).toHaveLength(folders.length);
    for (const [i, line] of lines.entries()) expect(Number(line.replace('largest difference of a logit: ', '')), folders[i]).toBeLessThanOrEqual(1e-4);
  } finally {
    rmSync(root, { recursive: true });
  }
}, 60_000);

test('blocks of one form share a class, and every module has its name of the state dict', () => {
  const text = writePytorch(readShipped().plan, { name: 'net', about: [] });
  expect(text.match(/^class Block/gm)).toHaveLength(7);
  expect(text).toContain('put(self, "se.fc1", nn.Conv2d(192, 12, 1))');
  expect(text).not.toMatch(/timm|undefined|NaN/);
});
