import { beforeEach, expect, test, vi } from 'vitest';
import { syntheticProfile } from '../../analysis/syntheticProfile';
import { blockStatistics } from '../../analysis/statistics';
import type { ImageResult, Manifest, ProfileSet, SetEstimate, SetRequest, SetSummary } from '../../contracts';
import type { EngineClient } from '../../engine/client';
import { EngineError } from '../../engine/problem';
import { createAppStore } from '../../store/store';
import { type Dataset, startDataset } from './dataset';

const classes = ['cat', 'dog', 'cow', 'hen'].map((name, id) => ({ id, name }));
const shipped = { classes, files: { 'profile.safetensors': { bytes: 1, sha256: '' } }, defaults: { classes: [3, 0] } } as unknown as Manifest;
const own = { classes, files: {}, defaults: { classes: [] } } as unknown as Manifest;
const summary: SetSummary = { name: 'mine', hash: 'h', labels: ['cat', 'dog', 'ox'], counts: [4, 4, 2], images: 10, leftOut: 0 };
const files = [{ path: 'a', file: new Blob() }];
const estimate = (done: number, part: Partial<SetEstimate> = {}): SetEstimate => ({ done, total: 8, n: done, top1: 1, top5: done, unreadable: { count: 0, names: [] }, repeated: 0, ...part });

const blocks = [{ block: 'SE_5_3' as const, centre: 0.5, rest: 0.1, scale: 0.1, image: 0.1 }];

/** Of two classes with images among four, unless said otherwise. */
function profileOf(counts: number[]): ProfileSet {
  const profile = { ...syntheticProfile(blocks, { classes: 4 }), classes: 4, count: Uint32Array.from(counts) };
  return { profile, statistics: [], verdicts: [] };
}

interface Pass {
  request: SetRequest;
  anew: boolean;
  hear: (estimate: SetEstimate) => void;
  end: (error?: Error) => void;
}

let passes: Pass[];
let engine: { [Name in 'openSet' | 'setDone' | 'runSet' | 'cancel' | 'freezeTo' | 'readSaved']: ReturnType<typeof vi.fn> };
let store: ReturnType<typeof createAppStore>;
let dataset: Dataset;
const report = vi.fn();
const get = () => store.getState();
const settled = () => new Promise((resolve) => setTimeout(resolve));

beforeEach(() => {
  passes = [];
  report.mockClear();
  store = createAppStore();
  engine = {
    openSet: vi.fn(async () => summary),
    setDone: vi.fn(async () => 0),
    runSet: vi.fn((_id: number, request: SetRequest, _setting: object, anew: boolean, hear: Pass['hear']) => new Promise<void>((resolve, reject) => passes.push({ request, anew, hear, end: (error) => (error ? reject(error) : resolve()) }))),
    cancel: vi.fn(() => passes.at(-1)?.end(new EngineError('cancelled'))),
    freezeTo: vi.fn(async () => {}),
    readSaved: vi.fn(),
  };
  let run = 0;
  dataset = startDataset({ store, engine: engine as unknown as EngineClient, report, nextRun: () => ++run });
});

test('labels are matched; the figure fills in while it runs, on classes that have images; recorded curves and classes come back', async () => {
  get().enterNetwork(shipped);
  const recorded = profileOf([5, 5, 5, 5]);
  get().put(recorded);
  await dataset.open(files);
  expect(get().dataset).toMatchObject({ classes: [0, 1, undefined], earlier: 0, running: false });
  expect(get().datasetOpen).toBe(true);
  dataset.run();
  expect(get().dataset?.running).toBe(true);
  const first = profileOf([2, 2, 0, 0]);
  passes[0]!.hear(estimate(4, { profile: first }));
  expect(get().profile).toBe(first.profile);
  expect(get().classSlots.filter((id) => id !== undefined).sort()).toEqual([0, 1]);
  dataset.show(false);
  expect(get()).toMatchObject({ profile: recorded.profile, ofDataset: false, classSlots: [3, 0] });
  const last = profileOf([4, 4, 0, 0]);
  passes[0]!.hear(estimate(8, { profile: last }));
  expect(get().profile).toBe(recorded.profile);
  passes[0]!.end();
  await settled();
  expect(get().dataset?.running).toBe(false);
  dataset.show(true);
  expect(get()).toMatchObject({ profile: last.profile, recorded: { profile: recorded.profile } });
  expect(engine.freezeTo).not.toHaveBeenCalled();
  dataset.close();
  expect(get()).toMatchObject({ profile: recorded.profile, classSlots: [3, 0] });
  expect(get().dataset).toBeUndefined();
});

test('a network without a profile gets this one, and its frozen gates from it; what was run with others is run again', async () => {
  get().enterNetwork(own);
  await dataset.open(files);
  dataset.run();
  const profile = syntheticProfile(blocks, { classes: 4 });
  const measured: ProfileSet = { profile, statistics: blockStatistics(profile), verdicts: [] };
  passes[0]!.hear(estimate(8, { profile: measured }));
  passes[0]!.end();
  await settled();
  expect(get().profile).toBe(profile);
  expect(engine.freezeTo).toHaveBeenCalledWith(Object.fromEntries(measured.statistics.map(({ block, all }) => [block, all])));
  dataset.close();
  expect(get().profile).toBeUndefined();
});

test('a provisional profile of the person’s images is none that was recorded, and is provisional when it comes back', async () => {
  get().enterNetwork(own);
  const mine = profileOf([1, 1, 0, 0]);
  get().put({ ...mine, provisional: true });
  await dataset.open(files);
  dataset.run();
  passes[0]!.hear(estimate(8, { profile: profileOf([4, 4, 0, 0]) }));
  expect(get()).toMatchObject({ ofDataset: true, provisional: undefined, recorded: undefined });
  dataset.show(false);
  expect(get()).toMatchObject({ profile: mine.profile, provisional: true, ofDataset: false });
  dataset.show(true);
  dataset.close();
  expect(get()).toMatchObject({ profile: mine.profile, provisional: true, recorded: undefined });
});

test('other constants end a check that was begun with those before, and images are run again where gates are frozen', async () => {
  get().enterNetwork(own);
  const result = { probabilities: new Float32Array() } as unknown as ImageResult;
  const [frozen, off] = [1, 2].map((n) => get().addImage({ name: `${n}`, origin: 'own', url: '', crop: { height: 1, width: 1, pixels: new Uint8Array(3) }, source: { width: 1, height: 1 } }));
  get().putImageResult(frozen!, undefined, result);
  get().putImageResult(frozen!, { SE_5_3: 'frozen' }, result);
  get().putImageResult(off!, { SE_5_3: 'off' }, result);
  await dataset.open(files);
  dataset.run();
  passes[0]!.hear(estimate(8, { profile: profileOf([4, 4, 0, 0]) }));
  get().setSetting({ SE_5_3: 'frozen' });
  dataset.check();
  passes[1]!.hear(estimate(3));
  const { images } = get();
  passes[0]!.end();
  await settled();
  expect(engine.cancel).toHaveBeenCalled();
  expect(get().dataset?.checks).toEqual({});
  expect(get().imageResults).toEqual({ [frozen!]: { live: result }, [off!]: { changed: { setting: { SE_5_3: 'off' }, result } } });
  expect(get().images).toEqual(images);
  expect(get().images).not.toBe(images);
});

test('what was run under the old constants while the engine got others goes too', async () => {
  get().enterNetwork(own);
  const result = { probabilities: new Float32Array() } as unknown as ImageResult;
  const image = get().addImage({ name: 'a', origin: 'own', url: '', crop: { height: 1, width: 1, pixels: new Uint8Array(3) }, source: { width: 1, height: 1 } })!;
  let known = () => {};
  engine.freezeTo.mockReturnValue(new Promise<void>((resolve) => (known = resolve)));
  await dataset.open(files);
  dataset.run();
  passes[0]!.hear(estimate(8, { profile: profileOf([4, 4, 0, 0]) }));
  passes[0]!.end();
  await settled();
  get().putImageResult(image, { SE_5_3: 'frozen' }, result);
  known();
  await settled();
  expect(get().imageResults[image]?.changed).toBeUndefined();
});

test('without the set, gates are frozen to the provisional profile’s means again', async () => {
  get().enterNetwork(own);
  const [before, measured] = [0.25, 0.75].map((mean) => Float32Array.of(mean));
  const statistics = (all: Float32Array) => [{ block: 'SE_5_3', all }] as unknown as ProfileSet['statistics'];
  get().put({ ...profileOf([2, 2, 0, 0]), statistics: statistics(before!), provisional: true });
  await dataset.open(files);
  dataset.run();
  passes[0]!.hear(estimate(8, { profile: { ...profileOf([4, 4, 0, 0]), statistics: statistics(measured!) } }));
  passes[0]!.end();
  await settled();
  expect(engine.freezeTo).toHaveBeenLastCalledWith({ SE_5_3: measured });
  dataset.close();
  await settled();
  expect(engine.freezeTo).toHaveBeenLastCalledWith({ SE_5_3: before });
});

test('paused, it goes on; other classes are another pass, and what is heard of the one before counts no more', async () => {
  get().enterNetwork(shipped);
  await dataset.open(files);
  dataset.run();
  engine.setDone.mockResolvedValue(4);
  dataset.pause();
  await settled();
  expect(get().dataset).toMatchObject({ running: false, earlier: 4 });
  expect(report).not.toHaveBeenCalled();
  dataset.run();
  const stale = passes.at(-1)!;
  dataset.assign([0, 1, 2]);
  stale.hear(estimate(6));
  await settled();
  expect(get().dataset).toMatchObject({ classes: [0, 1, 2], running: false });
  expect(get().dataset?.estimate).toBeUndefined();
  dataset.run(true);
  expect(passes.at(-1)).toMatchObject({ anew: true, request: { classes: [0, 1, 2] } });
  passes.at(-1)!.end(new EngineError('engine.died'));
  await settled();
  expect(report).toHaveBeenCalledWith({ code: 'engine.died' });
});

test('changed gates are compared on it, kept by setting, and can be cancelled', async () => {
  get().enterNetwork(shipped);
  await dataset.open(files);
  dataset.run();
  passes[0]!.hear(estimate(8));
  passes[0]!.end();
  await settled();
  get().setSetting({ SE_5_3: 'off' });
  dataset.check();
  passes[1]!.hear(estimate(3));
  expect(get().dataset?.checks['SE_5_3=off']).toMatchObject({ done: 3, running: true });
  dataset.cancelCheck();
  await settled();
  expect(get().dataset?.checks['SE_5_3=off']).toMatchObject({ done: 3, running: false });
  expect(report).not.toHaveBeenCalled();
});

test('another network has classes of its own; the set stays', async () => {
  get().enterNetwork(shipped);
  await dataset.open(files);
  get().enterNetwork({ ...own, classes: [{ id: 0, name: 'ox' }] } as Manifest);
  await settled();
  expect(get().dataset).toMatchObject({ summary, classes: [undefined, undefined, 0] });
});

test('a result that was saved is shown, without images to run', async () => {
  get().enterNetwork(shipped);
  const saved = profileOf([2, 2, 0, 0]);
  engine.readSaved.mockResolvedValue({ name: 'theirs', hash: 'x', estimate: estimate(4, { profile: saved }) });
  await dataset.openSaved(new File([], 'a.safetensors'));
  expect(get()).toMatchObject({ ofDataset: true, profile: saved.profile, dataset: { runnable: false, summary: { name: 'theirs' } } });
  dataset.run();
  expect(passes).toEqual([]);
});
