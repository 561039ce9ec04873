import { afterEach, expect, it, vi } from 'vitest';
import type { Crop, GateChoices, ImageResult } from '../contracts';
import { startCpuOnly } from './devices.fixture';
import { Engine } from './engine';
import { BASE, serve } from './folder.fixture';
import { madeUpFiles, madeUpHost } from './madeUp.fixture';
import { toProblem } from './problem';

afterEach(() => void vi.unstubAllGlobals());

const crop: Crop = { height: 8, width: 8, pixels: Uint8Array.from({ length: 192 }, (_, i) => (i * 37) % 256) };

async function opened(): Promise<Engine> {
  serve(madeUpFiles());
  const engine = new Engine(startCpuOnly);
  await engine.open(BASE, 'auto', () => {});
  return engine;
}

async function runOne(engine: Engine, setting: GateChoices): Promise<ImageResult> {
  let found: ImageResult | undefined;
  await engine.run(1, [crop], setting, (_, result) => (found = result));
  return found!;
}

const mean = (map: Float32Array, channels: number, c: number): number => {
  let sum = 0;
  for (let i = c; i < map.length; i += channels) sum += map[i]!;
  return (sum * channels) / map.length;
};

function layer({ weight, bias }: { weight: Float32Array; bias: Float32Array }, input: ArrayLike<number>): number[] {
  return Array.from(bias, (b, o) => Array.from(input).reduce((sum, x, i) => sum + x * weight[i * bias.length + o]!, b));
}

it('every step of a block follows from the one before, and its result is that of an ordinary run', async () => {
  const engine = await opened();
  const plain = await runOne(engine, {});
  for (const block of madeUpHost().plan.se) {
    const { result, values, weights } = await engine.explain(2, crop, {}, block);
    expect(Array.from(result.logits)).toEqual(Array.from(plain.logits));
    expect(Object.keys(values).slice(0, 6)).toEqual(['U', 'squeeze', 'hidden', 'excitation', 'gate', 'scaled'].map((name) => `${block}.${name}`));
    const of = (name: string): Float32Array => values[`${block}.${name}`]!;
    const channels = of('squeeze').length;
    of('squeeze').forEach((z, c) => expect(z).toBeCloseTo(mean(of('U'), channels, c), 5));
    const [first, second] = Object.values(weights);
    layer(first!, of('squeeze')).forEach((x, j) => expect(of('hidden')[j]).toBeCloseTo(Math.max(0, x), 5));
    layer(second!, of('hidden')).forEach((x, c) => expect(of('excitation')[c]).toBeCloseTo(1 / (1 + Math.exp(-x)), 5));
    expect(Array.from(of('excitation'))).toEqual(Array.from(plain.excitation[block]!));
    of('scaled').forEach((x, i) => expect(x).toBeCloseTo(of('U')[i]! * of('gate')[i % channels]!, 5));
    const { output } = madeUpHost().plan.operations.find((operation) => operation.op === 'add' && operation.block === block)!;
    values[output]!.forEach((x, i) => expect(x).toBeCloseTo(Math.max(0, of('scaled')[i]! + of('shortcut')[i]!), 5));
  }
});

it('behind a frozen gate the excitation is still what the block would say, and the gate what was applied', async () => {
  const engine = await opened();
  const [block] = madeUpHost().plan.se;
  const { result, values } = await engine.explain(1, crop, { [block!]: 'off' }, block!);
  expect(Array.from(values[`${block!}.gate`]!)).toEqual(Array.from(values[`${block!}.gate`]!, () => 1));
  expect(Array.from(values[`${block!}.scaled`]!)).toEqual(Array.from(values[`${block!}.U`]!));
  expect(Array.from(result.excitation[block!]!)).toEqual(Array.from(values[`${block!}.excitation`]!));
  const { tensors } = await engine.memory();
  await engine.explain(2, crop, {}, block!);
  expect((await engine.memory()).tensors).toBe(tensors);
});

it("takes a script's own gates, and says where one does not fit", async () => {
  const engine = await opened();
  const [block] = madeUpHost().plan.se;
  const values = Float32Array.from({ length: 8 }, (_, i) => i / 8);
  const { gate, logits } = await runOne(engine, { [block!]: { base: { kind: 'constant', values } } });
  expect(gate[block!]).toEqual(values);
  expect(Array.from(logits)).not.toEqual(Array.from((await runOne(engine, { [block!]: 'live' })).logits));
  const problem = async (work: Promise<unknown>): Promise<unknown> => work.then(() => undefined, toProblem);
  expect(await problem(runOne(engine, { [block!]: { base: { kind: 'constant', values: values.slice(1) } } }))).toMatchObject({ code: 'setting.gate', values: { block } });
  expect(await problem(engine.explain(3, crop, {}, 'SE_9_9'))).toEqual({ code: 'setting.block', values: { block: 'SE_9_9' } });
});

it('without a squeeze the excitation is a map, and what panels show is its mean over positions', async () => {
  const files = madeUpFiles();
  const manifest = JSON.parse(new TextDecoder().decode(files['model.json']));
  manifest.architecture.se.squeeze = 'none';
  serve({ ...files, 'model.json': new TextEncoder().encode(JSON.stringify(manifest)) });
  const engine = new Engine(startCpuOnly);
  await engine.open(BASE, 'auto', () => {});
  for (const block of madeUpHost().plan.se) {
    const { result, values } = await engine.explain(3, crop, {}, block);
    const map = values[`${block}.excitationMap`]!;
    const channels = result.excitation[block]!.length;
    expect(map.length).toBeGreaterThan(channels);
    expect(new Set(map).size).toBeGreaterThan(channels);
    result.excitation[block]!.forEach((value, c) => expect(value).toBeCloseTo(mean(map, channels, c), 5));
  }
});
