import { afterEach, expect, test, vi } from 'vitest';
import type { GateChoices, LighterNetwork } from '../contracts';
import { cost } from '../network/cost';
import { buildPlan } from '../network/plan';
import { checkWeights } from '../network/weights';
import { device, startCpuOnly, startWasmInNode } from './devices.fixture';
import { Engine } from './engine';
import type { Files } from './folder.fixture';
import { BASE, serve } from './folder.fixture';
import { madeUpFiles } from './madeUp.fixture';
import { toProblem } from './problem';

afterEach(() => void vi.unstubAllGlobals());

async function opened(files: Files = madeUpFiles(), start = startCpuOnly): Promise<Engine> {
  serve(files);
  const engine = new Engine(start);
  await engine.open(BASE, 'auto', () => {});
  return engine;
}

const problemOf = (promise: Promise<unknown>) => promise.then(() => undefined, (error: unknown) => toProblem(error));
const setting: GateChoices = { SE_2_1: 'frozen', SE_3_3: 'off' };
const planOf = ({ architecture }: LighterNetwork) => buildPlan(architecture, [8, 8]);

test('hands over a network of its own that equals the gated one, with one image from its own pass', async () => {
  const engine = await opened();
  const { tensors } = await engine.memory();
  const lighter = await engine.lighter(1, setting);
  const plan = planOf(lighter);
  expect(plan.se).toEqual(['SE_3_1']);
  expect(() => checkWeights(plan, new Map(Object.entries(lighter.weights)))).not.toThrow();
  expect(lighter.agreement.images).toBe(8);
  expect(lighter.agreement.logits).toBeLessThan(1e-5);
  expect(lighter.golden.input).toHaveLength(192);
  expect(lighter.golden.logits).toHaveLength(3);
  expect(Object.keys(lighter.golden.excitation)).toEqual(['SE_3_1']);
  const { bytes, agreement } = await engine.lighterOnnx(2, setting, { name: 'net', metadata: { setting: 'x' } });
  expect(bytes.length).toBeGreaterThan(4 * cost(plan).total.parameters);
  expect(agreement.images).toBe(8);
  expect((await engine.memory()).tensors).toBe(tensors);
});

test('a constant of one’s own is carried; what no file describes is refused, and all goes on', async () => {
  const engine = await opened();
  const values = Float32Array.from({ length: 8 }, (_, c) => c / 8);
  const own = await engine.lighter(1, { SE_3_1: { base: { kind: 'constant', values }, edits: [{ channels: [2], how: 'set', value: 0.9 }] } });
  expect(planOf(own).se).toEqual(['SE_2_1', 'SE_3_3']);
  expect(own.agreement.logits).toBeLessThan(1e-5);
  const edited: GateChoices = { SE_3_1: { base: { kind: 'live' }, edits: [{ channels: [2], how: 'scale', value: 0 }] } };
  expect(await problemOf(engine.lighter(2, edited))).toEqual({ code: 'lighter.edited', values: { block: 'SE_3_1' } });
  const { 'profile.safetensors': _, ...without } = madeUpFiles();
  const unprofiled = await opened(without);
  expect(await problemOf(unprofiled.lighter(3, setting))).toMatchObject({ code: 'profile.missing' });
  expect((await unprofiled.lighter(4, { SE_3_3: 'off' })).agreement.logits).toBeLessThan(1e-5);
});

test('no golden output comes from a device that rounds', async () => {
  const engine = await opened(madeUpFiles(), async (name) => {
    await startCpuOnly(name);
    return device(name, { halfPrecision: true });
  });
  expect(await problemOf(engine.lighter(1, setting))).toMatchObject({ code: 'lighter.half' });
});

test('times both in turns with progress, and leaves nothing behind, cancelled or not', async () => {
  const engine = await opened();
  const { tensors } = await engine.memory();
  const seen: number[] = [];
  const { before, after, backend } = await engine.timeLighter(1, setting, ({ done }) => void seen.push(done));
  expect(before.length).toBeGreaterThanOrEqual(30);
  expect(after).toHaveLength(before.length);
  expect(seen).toEqual(Array.from(before, (_, i) => i + 1));
  expect(backend).toBe('cpu');
  expect(Math.min(...before, ...after)).toBeGreaterThan(0);
  const cancelled = engine.timeLighter(2, setting, ({ done }) => done === 3 && engine.cancel(2));
  expect(await problemOf(cancelled)).toEqual({ code: 'cancelled' });
  expect((await engine.memory()).tensors).toBe(tensors);
});

test('goes on with the next backend where another is chosen meanwhile', async () => {
  const engine = await opened(madeUpFiles(), (name) => (name === 'wasm' ? startWasmInNode(name) : startCpuOnly(name)));
  const seen: number[] = [];
  const timing = engine.timeLighter(1, setting, ({ done }) => {
    seen.push(done);
    if (seen.length === 3) void engine.chooseBackend('cpu');
  });
  expect(await timing).toMatchObject({ backend: 'cpu' });
  expect(seen.slice(0, 3)).toEqual([1, 2, 3]);
  expect(seen.lastIndexOf(1)).toBeGreaterThan(2);
});
