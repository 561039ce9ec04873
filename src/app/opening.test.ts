import { beforeEach, expect, test, vi } from 'vitest';
import type { EngineEvent, ImageResult, Manifest } from '../contracts';
import { EngineError } from '../engine/problem';
import { createAppStore, type NetworkSource } from '../store/store';
import type { Arrival } from './images/intake';
import { deferred, type Opening, startOpening } from './opening';

const network = (id: string, classes = ['cat', 'dog']): Manifest => ({ id, classes: classes.map((name, at) => ({ id: at, name })), files: { 'profile.safetensors': { bytes: 1, sha256: '' } }, defaults: { classes: [0] } }) as unknown as Manifest;
const [a, b, c] = [network('a'), network('b', ['cow', 'cat']), network('c')];

interface Model {
  place: string;
  hears: boolean;
  knows(manifest: Manifest): void;
  unknown(): void;
  loads(): void;
  fails(): void;
}

/** As the engine's open: a model that is known takes over, and the one before it ends. */
function fakeEngine() {
  const models: Model[] = [];
  let current: Model | undefined;
  const open = async (place: string | File[], _choice: string, onEvent: (event: EngineEvent) => void) => {
    const before = current;
    const known = deferred<Manifest>();
    const ready = deferred();
    const model: Model = { place: String(place), hears: true, knows: known.resolve, unknown: () => known.reject(new EngineError('folder.none')), loads: ready.resolve, fails: () => ready.reject(new EngineError('cancelled')) };
    const emit = (event: EngineEvent) => current === model && onEvent(event);
    current = model;
    models.push(model);
    try {
      emit({ kind: 'manifest', manifest: await known.promise });
    } catch (error) {
      if (current === model) current = before;
      throw error;
    }
    before?.fails();
    await ready.promise;
    emit({ kind: 'ready' });
  };
  return { engine: { open, freezeTo: vi.fn(async () => {}) }, models };
}

let store: ReturnType<typeof createAppStore>;
let fake: ReturnType<typeof fakeEngine>;
let opening: Opening;
let added: Arrival[];
let offline: boolean;
const report = vi.fn();
const get = () => store.getState();
const settled = () => new Promise((resolve) => setTimeout(resolve));
const last = () => fake.models.at(-1)!;
const another = (id: string) => opening.openAnother({ id }).catch((error: EngineError) => error.problem.code);
const image = { name: 'x', origin: 'own' as const, url: 'blob:x', file: new Blob(), crop: { width: 1, height: 1, pixels: new Uint8Array(3) }, source: { width: 1, height: 1 } };

async function openA() {
  void opening.open();
  await settled();
  last().knows(a!);
  last().loads();
  await settled();
}

beforeEach(() => {
  report.mockClear();
  added = [];
  offline = false;
  store = createAppStore();
  fake = fakeEngine();
  opening = startOpening({
    store,
    engine: fake.engine,
    placeOf: async (source: NetworkSource | undefined) => {
      if (offline) throw new EngineError('data.offline');
      return source && 'id' in source ? source.id : 'a';
    },
    intake: { add: async (more) => void added.push(...more), relabel: () => {} },
    hear: (event) => event.kind === 'ready' && get().put({ ready: true }),
    leaving: () => {},
    ready: () => {},
    report,
  });
});

test('a network that is chosen while another still loads is the one that stays, and nothing is said', async () => {
  await openA();
  const first = another('b');
  await settled();
  last().knows(b!);
  await settled();
  const second = another('c');
  await settled();
  last().knows(c!);
  await settled();
  last().loads();
  expect(await first).toBe('cancelled');
  expect(await second).toBeUndefined();
  expect(get()).toMatchObject({ manifest: { id: 'c' }, source: { id: 'c' }, ready: true, failure: undefined });
  expect(fake.models.map(({ place }) => place)).toEqual(['a', 'b', 'c']);
  expect(report).not.toHaveBeenCalled();
});

test('one of the person’s own opens while the first is still loading: no failure stays', async () => {
  void opening.open();
  await settled();
  last().knows(a!);
  await settled();
  void another('b');
  await settled();
  last().knows(b!);
  last().loads();
  await settled();
  expect(get()).toMatchObject({ manifest: { id: 'b' }, ready: true, failure: undefined });
  expect(report).not.toHaveBeenCalled();
});

test('a network whose weights can’t be read leaves all as it was: gates, classes, labels, images and their results', async () => {
  await openA();
  const id = get().addImage({ ...image, label: 1, keptAs: 'k' });
  get().putImageResult(id, undefined, {} as ImageResult);
  get().setSetting({ SE_5_3: 'off' });
  get().addClass(1);
  const before = { images: get().images, history: get().history, classSlots: get().classSlots, imageResults: get().imageResults };
  const result = another('b');
  await settled();
  last().knows(b!);
  await settled();
  expect(get()).toMatchObject({ manifest: { id: 'b' }, images: [], history: { setting: {} } });
  expect(added).toMatchObject([{ keptAs: 'k', label: undefined }]);
  get().addImage({ ...image, keptAs: 'new', label: 1 });
  added = [];
  last().fails();
  await settled();
  expect(last().place).toBe('a');
  expect(get()).toMatchObject({ ...before, manifest: { id: 'a' }, source: undefined, ready: false });
  expect(added).toMatchObject([{ keptAs: 'new', label: 0 }]);
  last().knows(a!);
  last().loads();
  expect(await result).toBe('cancelled');
  expect(get()).toMatchObject({ ...before, ready: true, failure: undefined });
  expect(report).toHaveBeenCalledOnce();
});

test('what fails over a network that is loading leaves that to come', async () => {
  await openA();
  void another('b');
  await settled();
  const result = another('none');
  await settled();
  last().unknown();
  await settled();
  expect(last().place).toBe('b');
  last().knows(b!);
  last().loads();
  expect(await result).toBe('folder.none');
  expect(get()).toMatchObject({ manifest: { id: 'b' }, source: { id: 'b' }, ready: true });
  expect(report).toHaveBeenCalledOnce();
});

test('two that fail one over the other bring back the one before both', async () => {
  await openA();
  get().setSetting({ SE_5_3: 'off' });
  void another('b');
  await settled();
  last().knows(b!);
  await settled();
  void another('c');
  await settled();
  last().knows(c!);
  await settled();
  last().fails();
  await settled();
  expect(last().place).toBe('a');
  expect(get()).toMatchObject({ manifest: { id: 'a' }, source: undefined, history: { setting: { SE_5_3: 'off' } } });
});

test('after a first start that failed, a network of one’s own takes images', async () => {
  offline = true;
  await opening.open();
  expect(get().failure).toBeDefined();
  await expect(opening.opened()).rejects.toThrow();
  offline = false;
  void another('b');
  await settled();
  last().knows(b!);
  last().loads();
  await opening.opened();
  expect(get()).toMatchObject({ manifest: { id: 'b' }, failure: undefined });
});

test('constants that gates were frozen to come back with a network that brought none', async () => {
  await openA();
  get().put({ manifest: { ...a!, files: {} }, statistics: [{ block: 'SE_5_3', all: Float32Array.of(0.25) } as never], provisional: true });
  void another('b');
  await settled();
  last().knows(b!);
  await settled();
  last().fails();
  await settled();
  // The client forgets what was frozen when it hears of another network.
  expect(fake.engine.freezeTo).not.toHaveBeenCalled();
  last().knows(get().manifest!);
  await settled();
  expect(fake.engine.freezeTo).toHaveBeenCalledWith({ SE_5_3: Float32Array.of(0.25) });
});

test('names that were given to classes are kept when the engine starts anew', async () => {
  await openA();
  get().put({ manifest: { ...get().manifest!, classes: [{ id: 0, name: 'Katze' }, { id: 1, name: 'Hund' }] } });
  void opening.open();
  await settled();
  last().knows(a!);
  last().loads();
  await settled();
  expect(get().manifest!.classes[1]!.name).toBe('Hund');
});
