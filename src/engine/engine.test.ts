import { afterEach, describe, expect, it, vi } from 'vitest';
import { memory } from '@tensorflow/tfjs-core';
import type { Crop, EngineEvent, ImageResult, LiveCheck, Setting } from '../contracts';
import { startCpuOnly } from './devices.fixture';
import { Engine } from './engine';
import type { Files } from './folder.fixture';
import { BASE, serve, serveAsIs } from './folder.fixture';
import { HELD_OUT, heldOutFile, madeUpFiles } from './madeUp.fixture';
import { toProblem } from './problem';

afterEach(() => void vi.unstubAllGlobals());

const crop = (seed = 1): Crop => ({ height: 8, width: 8, pixels: Uint8Array.from({ length: 192 }, (_, i) => (i * 37 * seed) % 256) });

async function opened(files: Files = madeUpFiles()) {
  const { asked } = serve(files);
  const engine = new Engine(startCpuOnly);
  const events: EngineEvent[] = [];
  const seen: string[] = [];
  await engine.open(BASE, 'auto', (event) => {
    events.push(event);
    if (event.kind !== 'download') seen.push(`${event.kind} after ${asked.at(-1)}`);
  });
  return { engine, events, seen, asked };
}

const numTensors = (): number => memory().numTensors;

const problemOf = (promise: Promise<unknown>) => promise.then(() => undefined, (error: unknown) => toProblem(error));

async function results(engine: Engine, crops: Crop[], setting: Setting = {}): Promise<ImageResult[]> {
  const found: ImageResult[] = [];
  await engine.run(1, crops, setting, (index, result) => void (found[index] = result));
  return found;
}

describe('a state dict on the disk', () => {
  const config = new File([JSON.stringify({ pretrained_cfg: { input_size: [3, 8, 8], crop_pct: 1, interpolation: 'bilinear', mean: [0.5, 0.5, 0.5], std: [0.25, 0.25, 0.25] } })], 'config.json');
  const weights = (part?: () => void): File => {
    const file = new File([madeUpFiles()['weights.safetensors']!], 'net.safetensors');
    const slice = file.slice.bind(file);
    return Object.assign(file, { slice: (begin: number, end: number) => (begin > 0 && part?.(), slice(begin, end)) });
  };

  it('runs as the same weights in a model folder, tensor by tensor', async () => {
    const { engine: whole } = await opened();
    const engine = new Engine(startCpuOnly);
    let parts = 0;
    await engine.open([weights(() => void parts++), config], 'auto', () => {});
    expect(parts).toBeGreaterThan(50);
    const [own, expected] = [await results(engine, [crop()]), await results(whole, [crop()])];
    own[0]!.logits.forEach((logit, i) => expect(logit).toBeCloseTo(expected[0]!.logits[i]!, 5));
    expect((await engine.explain(2, crop(), {}, 'SE_3_1')).weights).toEqual((await whole.explain(2, crop(), {}, 'SE_3_1')).weights);
  });

  it('that goes away while it is read is said by name, and leaves nothing behind', async () => {
    const engine = new Engine(startCpuOnly);
    const before = numTensors();
    let parts = 0;
    const vanishing = weights(() => {
      if (++parts > 20) throw new DOMException('gone', 'NotReadableError');
    });
    expect(await problemOf(engine.open([vanishing, config], 'auto', () => {}))).toMatchObject({ code: 'file.gone', values: { file: 'net.safetensors' } });
    expect(numTensors()).toBe(before);
  });
});

describe('open', () => {
  it('tells the profile before weights are asked for, then starts the first backend that works', async () => {
    const { seen, events, asked, engine } = await opened();
    expect(seen.slice(0, 2)).toEqual(['manifest after model.json', 'profile after profile.safetensors']);
    expect(events.filter(({ kind }) => kind === 'ready')).toHaveLength(1);
    const backend = events.find((event) => event.kind === 'backend');
    expect(backend).toMatchObject({ backend: { name: 'cpu', choice: 'auto', passedOver: [{ name: 'wasm', reason: 'missing' }] } });
    expect(asked).not.toContain('heldout.safetensors');
    expect((await engine.memory()).tensors).toBeGreaterThan(0);
  });

  it.each([
    ['data.hash', (files: Files) => { files['weights.safetensors'] = files['weights.safetensors']!.map((byte, i) => (i === 5000 ? byte ^ 1 : byte)); }],
    ['data.length', (files: Files) => { files['weights.safetensors'] = files['weights.safetensors']!.slice(0, 5000); }],
    ['data.missing', (files: Files) => { delete files['weights.safetensors']; }],
  ])('refuses a weight file with %s', async (code, change) => {
    const files = madeUpFiles();
    const manifest = { ...files };
    serve(manifest);
    const served = await (await fetch(`${BASE}model.json`)).arrayBuffer();
    files['model.json'] = new Uint8Array(served);
    change(files);
    serveAsIs(files);
    const engine = new Engine(startCpuOnly);
    expect(await problemOf(engine.open(BASE, 'auto', () => {}))).toMatchObject({ code });
    expect(await problemOf(engine.run(1, [crop()], {}, () => {}))).toMatchObject({ code });
  });

  it('names the tensor when model.json lies about shapes', async () => {
    const files = madeUpFiles();
    const manifest = JSON.parse(new TextDecoder().decode(files['model.json']));
    manifest.architecture.stages[1].width = 6;
    files['model.json'] = new TextEncoder().encode(JSON.stringify(manifest));
    serve(files);
    const problem = await problemOf(new Engine(startCpuOnly).open(BASE, 'auto', () => {}));
    expect(problem).toMatchObject({ code: 'weights.shape', values: { tensor: 'layer2.0.conv1.weight' } });
  });

  it('leaves the model before when another is opened, whose loading then counts as cancelled', async () => {
    serve(madeUpFiles());
    const engine = new Engine(startCpuOnly);
    const events: EngineEvent[] = [];
    const first = problemOf(engine.open(BASE, 'auto', (event) => void events.push(event)));
    const second = engine.open(BASE, 'auto', () => {});
    expect(await first).toMatchObject({ code: 'cancelled' });
    await second;
    expect(events).toEqual([]);
    const { tensors } = await engine.memory();
    await engine.open(BASE, 'auto', () => {});
    expect((await engine.memory()).tensors).toBe(tensors);
  });
});

describe('run', () => {
  it('gives each image the same numbers alone and in a padded batch, in order', async () => {
    const { engine } = await opened();
    const crops = Array.from({ length: 13 }, (_, i) => crop(i + 1));
    const together = await results(engine, crops, { SE_3_1: 'off' });
    expect(together).toHaveLength(13);
    for (const i of [0, 7, 12]) {
      const [alone] = await results(engine, [crops[i]!], { SE_3_1: 'off' });
      for (const [k, logit] of alone!.logits.entries()) expect(together[i]!.logits[k]).toBeCloseTo(logit, 5);
    }
  });

  it('says what a block computes and what was applied', async () => {
    const { engine, events } = await opened();
    const profile = events.find((event) => event.kind === 'profile')!;
    const [result] = await results(engine, [crop()], { SE_2_1: 'frozen', SE_3_3: 'off' });
    expect(Object.keys(result!.excitation)).toEqual(['SE_2_1', 'SE_3_1', 'SE_3_3']);
    expect(result!.gate.SE_2_1).toEqual(profile.statistics[0]!.all);
    expect(result!.gate.SE_3_1).toEqual(result!.excitation.SE_3_1);
    expect([...result!.gate.SE_3_3!]).toEqual(Array(8).fill(1));
    expect(result!.excitation.SE_3_3![0]).not.toBe(1);
    expect(result!.probabilities.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 5);
  });

  it('stops between images when cancelled, and goes on with the next run', async () => {
    const { engine } = await opened();
    let seen = 0;
    const run = engine.run(7, Array.from({ length: 40 }, () => crop()), {}, () => {
      if (++seen === 1) engine.cancel(7);
    });
    expect(await problemOf(run)).toMatchObject({ code: 'cancelled' });
    expect(seen).toBeLessThan(17);
    expect(await results(engine, [crop()])).toHaveLength(1);
  });

  it('refuses a crop of another size, an unknown block and a model that is not open', async () => {
    const { engine } = await opened();
    expect(await problemOf(results(engine, [{ ...crop(), height: 9 }]))).toMatchObject({ code: 'image.size' });
    expect(await problemOf(results(engine, [crop()], { SE_3_2: 'off' }))).toMatchObject({ code: 'setting.block' });
    expect(await problemOf(results(new Engine(startCpuOnly), [crop()]))).toMatchObject({ code: 'engine.closed' });
  });

  it('leaves no tensor behind in 200 runs', async () => {
    const { engine } = await opened();
    await results(engine, [crop()]);
    const { tensors } = await engine.memory();
    for (let i = 0; i < 200; i++) await results(engine, [crop(i)], i % 2 ? { SE_3_3: 'frozen' } : {});
    expect((await engine.memory()).tensors).toBe(tensors);
  });
});

describe('checkLive', () => {
  async function check(engine: Engine, setting: Setting, id = 1) {
    const estimates: LiveCheck[] = [];
    const result = await engine.checkLive(id, setting, (estimate) => void estimates.push(estimate));
    return { result, estimates };
  }

  it('loads the file when first asked, grows its estimate and has a revisited setting at once', async () => {
    const { engine, asked } = await opened();
    const { result, estimates } = await check(engine, { SE_3_3: 'off' });
    expect(result).toMatchObject({ complete: true, outcome: { source: 'live', n: HELD_OUT } });
    expect(result.disagreements).toBeUndefined();
    const counts = estimates.map(({ outcome }) => outcome.n);
    expect(counts.length).toBeGreaterThan(1);
    expect(counts).toEqual(counts.toSorted((a, b) => a - b));
    const again = await check(engine, { SE_3_3: 'off' });
    expect(again.estimates).toHaveLength(1);
    expect(again.result).toEqual(result);
    expect(asked.filter((name) => name === 'heldout.safetensors')).toHaveLength(1);
  });

  it('goes on where a cancelled check stopped', async () => {
    const { engine } = await opened();
    const setting: Setting = { SE_3_1: 'frozen' };
    const cancelled = engine.checkLive(3, setting, () => engine.cancel(3));
    expect(await problemOf(cancelled)).toMatchObject({ code: 'cancelled' });
    const { estimates } = await check(engine, setting, 4);
    expect(estimates.length).toBeLessThan(3);
    expect(estimates.at(-1)!.outcome.n).toBe(HELD_OUT);
  });

  it('follows the labels of the file', async () => {
    const first = await check((await opened()).engine, {});
    const files = madeUpFiles();
    files['heldout.safetensors'] = heldOutFile(new Uint16Array(HELD_OUT).fill(2));
    const second = await check((await opened(files)).engine, {});
    expect(second.result.outcome.before.top1).not.toBe(first.result.outcome.before.top1);
  });

  it('needs no record, not even one that can be read', async () => {
    const files = madeUpFiles();
    files['ablation.safetensors'] = new Uint8Array(50);
    const { engine } = await opened(files);
    expect(await problemOf(engine.record())).toMatchObject({ code: expect.stringContaining('safetensors.') });
    expect((await check(engine, { SE_3_3: 'off' })).result).toMatchObject({ complete: true, outcome: { n: HELD_OUT } });
  });

  it('gives no number behind a gate before the tail that is not live', async () => {
    const { engine } = await opened();
    const onEstimate = vi.fn();
    for (const setting of [{ SE_2_1: 'off' }, { SE_2_1: 'frozen', SE_3_3: 'off' }] satisfies Setting[]) {
      expect(await problemOf(engine.checkLive(5, setting, onEstimate))).toMatchObject({ code: 'heldout.earlier', values: { block: 'SE_2_1' } });
    }
    expect(onEstimate).not.toHaveBeenCalled();
  });

  it('says when there are no held-out activations, and can be cancelled while they load', async () => {
    const files = madeUpFiles();
    delete files['heldout.safetensors'];
    const { engine } = await opened(files);
    expect(await problemOf(engine.checkLive(6, {}, () => {}))).toMatchObject({ code: 'heldout.missing' });
    const loading = (await opened()).engine;
    const check = problemOf(loading.checkLive(8, {}, () => {}));
    loading.cancel(8);
    expect(await check).toMatchObject({ code: 'cancelled' });
  });
});
