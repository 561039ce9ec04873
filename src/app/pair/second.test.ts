import { beforeEach, expect, test, vi } from 'vitest';
import type { AblationRecord, EngineEvent, ImageResult, Manifest, SetEstimate, SetRequest } from '../../contracts';
import type { EngineClient } from '../../engine/client';
import { EngineError } from '../../engine/problem';
import { createAppStore } from '../../store/store';
import { secondSetOf } from './sides';
import { type Second, startSecond } from './second';

const named = (id: string, ...names: string[]) => ({ id, name: id, classes: names.map((name, i) => ({ id: i, name })), files: {}, defaults: { classes: [] } }) as unknown as Manifest;
const first = named('first', 'cat', 'dog', 'cow');
const other = named('other', 'dog', 'cat');
const result = { logits: Float32Array.of(1, 0) } as ImageResult;
const image = { name: 'a.png', origin: 'own' as const, url: 'blob:a', crop: { height: 1, width: 1, pixels: new Uint8Array(3) }, source: { width: 1, height: 1 }, file: new Blob() };

/** An engine that does what it is told, one after another. */
function madeUp() {
  let hear: (event: EngineEvent) => void = () => {};
  let settle: { open: () => void; fail: (error: Error) => void };
  let pass: { request: SetRequest; hear: (estimate: SetEstimate) => void; end: (error?: Error) => void } | undefined;
  const engine = {
    open: vi.fn((_place: unknown, _choice: unknown, onEvent: typeof hear) => {
      hear = onEvent;
      return new Promise<void>((resolve, reject) => (settle = { open: resolve, fail: reject }));
    }),
    record: vi.fn(async (): Promise<AblationRecord | undefined> => undefined),
    close: vi.fn(() => settle.fail(new EngineError('engine.closed'))),
    decode: vi.fn(async () => ({ crop: image.crop, source: image.source })),
    run: vi.fn(async (_id: number, _crops: unknown, _setting: unknown, onResult: (index: number, found: ImageResult) => void) => onResult(0, result)),
    openSet: vi.fn(async () => {}),
    runSet: vi.fn((_id: number, request: SetRequest, _setting: unknown, _anew: boolean, onEstimate: (estimate: SetEstimate) => void) => new Promise<void>((resolve, reject) => (pass = { request, hear: onEstimate, end: (error) => (error ? reject(error) : resolve()) }))),
    cancel: vi.fn(() => pass?.end(new EngineError('cancelled'))),
  };
  return { engine, say: (event: EngineEvent) => hear(event), ready: () => settle.open(), fail: (error: Error) => settle.fail(error), pass: () => pass! };
}

let engines: ReturnType<typeof madeUp>[];
let store: ReturnType<typeof createAppStore>;
let second: Second;
let asked: SetRequest | undefined;
const report = vi.fn();
const get = () => store.getState();
const settled = () => new Promise((resolve) => setTimeout(resolve));

beforeEach(() => {
  engines = [];
  asked = undefined;
  report.mockClear();
  store = createAppStore();
  get().enterNetwork(first);
  second = startSecond({
    store,
    makeEngine: () => {
      engines.push(madeUp());
      return engines.at(-1)!.engine as unknown as EngineClient;
    },
    placeOf: async () => 'place',
    request: async () => asked,
    report,
  });
});

async function opened(manifest = other) {
  const opening = second.open({ id: manifest.id });
  await settled();
  engines.at(-1)!.say({ kind: 'manifest', manifest });
  engines.at(-1)!.ready();
  await opening;
  return engines.at(-1)!;
}

test('it takes its place once it runs; one that can’t be opened leaves the one before, and says why', async () => {
  const one = await opened();
  expect(get().second).toMatchObject({ source: { id: 'other' }, manifest: other });
  const failing = second.open({ id: 'broken' });
  await settled();
  expect(get()).toMatchObject({ second: { source: { id: 'other' } }, secondOpening: { source: { id: 'broken' }, name: '' } });
  engines[1]!.fail(new EngineError('data.missing', { file: 'model.json' }));
  await expect(failing).rejects.toThrow();
  expect(report).toHaveBeenCalledWith({ code: 'data.missing', values: { file: 'model.json' } }, undefined);
  expect(get().second?.manifest).toBe(other);
  expect(get().secondOpening).toBeUndefined();
  expect(one.engine.close).not.toHaveBeenCalled();
  await opened(named('third', 'cat'));
  expect(one.engine.close).toHaveBeenCalledOnce();
  expect(get().manifest).toBe(first);
});

test('opening can be cancelled without a word', async () => {
  const opening = second.open({ id: 'other' });
  await settled();
  second.cancelOpening();
  await opening;
  expect(get().second).toBeUndefined();
  expect(get().secondOpening).toBeUndefined();
  expect(report).not.toHaveBeenCalled();
  expect(engines[0]!.engine.close).toHaveBeenCalled();
});

test('images go through it while the comparison is shown, each read at its size; one that can’t be read is told once', async () => {
  const { engine } = await opened();
  const id = get().addImage(image);
  await settled();
  expect(engine.decode).not.toHaveBeenCalled();
  get().choose({ section: 'compare', compared: 'networks' });
  await settled();
  expect(get().second?.results).toEqual({ [id]: result });
  engine.decode.mockRejectedValueOnce(new EngineError('image.broken'));
  get().addImage({ ...image, name: 'b.png' });
  await settled();
  get().addImage({ ...image, name: 'c.png' });
  await settled();
  expect(report.mock.calls).toEqual([[{ code: 'image.broken' }, 'b.png']]);
  expect(Object.keys(get().second!.results)).toHaveLength(2);
  expect(get().second?.notRun).toHaveLength(1);
  expect(get().second?.running).toBeUndefined();
});

test('cancelled images stay without a result until the comparison is shown anew', async () => {
  const { engine } = await opened();
  let cancel: () => void;
  engine.run.mockImplementationOnce(() => new Promise<void>((_, reject) => (cancel = () => reject(new EngineError('cancelled')))));
  engine.cancel.mockImplementation(() => cancel());
  const ids = [get().addImage(image), get().addImage({ ...image, name: 'b.png' })];
  get().choose({ section: 'compare', compared: 'networks' });
  await settled();
  expect(get().second?.running).toEqual({ done: 0, total: 2 });
  second.cancelImages();
  await settled();
  expect(get().second).toMatchObject({ results: {}, running: undefined });
  expect(new Set(get().second!.notRun)).toEqual(new Set(ids));
  expect(report).not.toHaveBeenCalled();
  get().choose({ section: 'explore' });
  get().choose({ section: 'compare' });
  await settled();
  expect(Object.keys(get().second!.results).map(Number)).toEqual(ids);
});

const setOf = (hash: string, classes: (number | undefined)[]) => ({ summary: { name: 'mine', hash, labels: [], counts: [], images: 0, leftOut: 0 }, runnable: true, classes, running: false, checks: {} });

/** What is asked is of the set that is open. */
function openSet(hash: string, classes: (number | undefined)[]) {
  asked = { files: [], hash, classes, images: 'mine' };
  get().put({ dataset: setOf(hash, classes) });
}

test.each([
  ['another set', 'other', [0, 1]],
  ['another class for a label', 'h', [0, 2]],
])('%s ends a pass that is under way, and the next one starts', async (_, hash, classes) => {
  const { engine, pass } = await opened();
  openSet('h', [0, 1]);
  second.runSet();
  await settled();
  const [[id]] = engine.runSet.mock.calls as unknown as [[number]];
  openSet(hash, classes);
  await settled();
  expect(engine.cancel.mock.calls).toEqual([[id]]);
  expect(secondSetOf(get())).toBeUndefined();
  second.runSet();
  await settled();
  expect(engine.runSet).toHaveBeenCalledTimes(2);
  expect(pass().request).toMatchObject({ hash, images: 'mine' });
  expect(secondSetOf(get())).toMatchObject({ hash, classes, running: true });
  expect(report).not.toHaveBeenCalled();
});

test('a pass that is stopped while the set is still opened in its engine doesn’t begin', async () => {
  const { engine } = await opened();
  openSet('h', [0, 1]);
  let open = () => {};
  engine.openSet.mockImplementationOnce(() => new Promise<void>((resolve) => (open = resolve)));
  second.runSet();
  await settled();
  expect(secondSetOf(get())).toMatchObject({ running: true });
  second.pauseSet();
  open();
  await settled();
  expect(engine.runSet).not.toHaveBeenCalled();
  expect(secondSetOf(get())).toMatchObject({ running: false });
});

test('a labelled set goes through it under its own classes, and counts only for the set that is open', async () => {
  const { engine, pass } = await opened();
  const classes = [0, 1, undefined, 2];
  openSet('h', classes);
  second.runSet();
  await settled();
  // cat is 1 and dog 0 there; cow is unknown.
  expect(pass().request.classes).toEqual([1, 0, undefined, undefined]);
  expect(engine.openSet).toHaveBeenCalledOnce();
  const estimate = { done: 1, total: 2, n: 1, top1: 1, top5: 1, unreadable: { count: 0, names: [] }, repeated: 0 };
  pass().hear(estimate);
  expect(secondSetOf(get())).toMatchObject({ running: true, estimate });
  second.pauseSet();
  await settled();
  expect(secondSetOf(get())).toMatchObject({ running: false, estimate });
  expect(report).not.toHaveBeenCalled();
  get().put({ dataset: { ...get().dataset!, classes: [0, undefined, undefined, 2] } });
  expect(secondSetOf(get())).toBeUndefined();
});
