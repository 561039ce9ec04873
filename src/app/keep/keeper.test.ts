import { describe, expect, test } from 'vitest';
import type { Manifest, Problem } from '../../contracts';
import { DataError } from '../../data/error';
import type { Kept, KeptImage } from '../../data/kept';
import { shippedFile } from '../../../tools/shipped';
import { createAppStore } from '../../store/store';
import type { Arrival } from '../images/intake';
import { startKeeper } from './keeper';

const manifest: Manifest = JSON.parse(shippedFile('model.json').toString());
const file = new Blob(['0123456789']);

class Memory implements Kept {
  readonly pictures = new Map<string, KeptImage>();
  text: string | undefined;
  fails: string | undefined;
  private async work<T>(task: () => T): Promise<T> {
    if (this.fails) throw new DataError(this.fails);
    return task();
  }
  images = () => this.work(() => [...this.pictures]);
  putImage = (key: string, image: KeptImage) => this.work(() => void this.pictures.set(key, image));
  removeImages = (keys: readonly string[]) => this.work(() => keys.forEach((key) => this.pictures.delete(key)));
  choices = () => this.work(() => this.text);
  putChoices = (choices: string) => this.work(() => void (this.text = choices));
  forget = () => this.work(() => void (this.pictures.clear(), (this.text = undefined)));
}

/** A page that has just been opened on what `kept` holds; `readable` says which kept images its engine reads. */
async function page(kept: Memory, { hash = '', readable }: { hash?: string; readable?: (key: string) => boolean } = {}) {
  const store = createAppStore();
  const problems: Problem[] = [];
  const add = ({ name, origin, label, keptAs, file: blob, select }: Arrival) => {
    const id = store.getState().addImage({ name, origin, label, keptAs, file: blob, url: '', crop: { width: 1, height: 1, pixels: new Uint8Array(3) }, source: { width: 1, height: 1 } });
    if (select) store.getState().choose({ selected: id });
    return id;
  };
  const keeper = startKeeper({
    store,
    kept,
    hash,
    report: (problem) => problems.push(problem),
    restore: async (arrivals) => arrivals.filter(({ keptAs }) => readable?.(keptAs!) ?? true).forEach(add),
  });
  for (const id of manifest.defaults.classes) store.getState().addClass(id);
  store.getState().put({ manifest });
  const settled = async () => {
    for (let i = 0; i < 50; i++) await Promise.resolve();
  };
  await settled();
  const own = (keptAs: string) => add({ name: `${keptAs}.png`, origin: 'own', keptAs, file });
  return { store, keeper, problems, settled, own };
}

describe('what a page leaves is what the next one finds', () => {
  test('images, labels, the chosen one, gates, classes and views', async () => {
    const kept = new Memory();
    const first = await page(kept);
    const [, b] = ['a', 'b', 'c'].map(first.own);
    const { labelImage, choose, setSetting, addClass, removeClass } = first.store.getState();
    labelImage(b!, 7);
    choose({ selected: b, order: 'paper', section: 'compare' });
    setSetting({ SE_5_2: 'frozen' });
    removeClass(manifest.defaults.classes[0]!);
    addClass(11);
    first.store.getState().compare({ least: 0.2, sd: false });
    await first.settled();
    const left = first.store.getState();
    expect(left.kept).toEqual({ images: 3, bytes: 30 + kept.text!.length });

    const { store } = await page(kept);
    const found = store.getState();
    expect(found.images.map(({ name, label }) => [name, label])).toEqual([['a.png', undefined], ['b.png', 7], ['c.png', undefined]]);
    expect(found.images.find(({ id }) => id === found.selected)?.keptAs).toBe('b');
    for (const field of ['classSlots', 'order', 'section', 'comparison', 'kept'] as const) expect(found[field], field).toEqual(left[field]);
    expect(found.history.setting).toEqual({ SE_5_2: 'frozen' });
  });

  test('a link in the address wins over kept choices, and images come back all the same', async () => {
    const kept = new Memory();
    const first = await page(kept);
    first.own('a');
    first.store.getState().setSetting({ SE_5_2: 'off' });
    await first.settled();
    const { store } = await page(kept, { hash: `#m=${manifest.id}&o=paper` });
    expect(store.getState().history.setting).toEqual({});
    expect(store.getState().images).toHaveLength(1);
  });

  test('settings kept by name stay through a reload, those of another network too, and a link adds its own', async () => {
    const kept = new Memory();
    const first = await page(kept);
    const [own, other] = [
      { model: manifest.id, name: 'late', setting: { SE_5_3: 'frozen' as const } },
      { model: 'another', name: 'all', setting: {} },
    ];
    first.store.getState().keepSettings([own, other, own]);
    first.store.getState().judge({ limit: 2, images: 'live' });
    await first.settled();
    const second = await page(kept);
    expect(second.store.getState().keptSettings).toEqual([own, other]);
    expect(second.store.getState().removal).toMatchObject({ limit: 2, images: 'live' });
    const link = { model: manifest.id, name: 'from a link', setting: { SE_5_2: 'off' as const } };
    const third = await page(kept, { hash: `#m=${manifest.id}&s=remove` });
    third.store.getState().keepSettings([link, own]);
    await third.settled();
    third.store.getState().dropSetting(third.store.getState().keptSettings[0]!);
    await third.settled();
    expect((await page(kept)).store.getState().keptSettings).toEqual([other, link]);
  });

  test('what was kept is read only as far as it is what this page writes', async () => {
    const kept = new Memory();
    const good = { model: manifest.id, name: 'late', setting: { SE_5_3: 'frozen' } };
    kept.text = JSON.stringify({ link: '', labels: {}, settings: [good, null, { ...good, setting: { SE_5_3: 'live' } }, { ...good, name: 7 }, { ...good, name: 'x'.repeat(61) }] });
    expect((await page(kept)).store.getState().keptSettings).toEqual([good]);
  });

  test('labels of images that were not brought back this time are not lost', async () => {
    const kept = new Memory();
    const first = await page(kept);
    first.store.getState().labelImage(first.own('a'), 3);
    first.own('b');
    await first.settled();
    const second = await page(kept, { readable: (key) => key === 'b' });
    second.keeper.cancelled(['a']);
    second.store.getState().choose({ order: 'paper' });
    await second.settled();
    const third = await page(kept);
    expect(third.store.getState().images.map(({ keptAs, label }) => [keptAs, label])).toEqual([['a', 3], ['b', undefined]]);
  });

  test('nothing is kept of a page that was only looked at, of a camera, or of what was removed or cancelled', async () => {
    const kept = new Memory();
    const { store, keeper, own, settled } = await page(kept);
    expect([kept.text, store.getState().kept]).toEqual([undefined, undefined]);
    store.getState().addImage({ name: 'live', origin: 'camera', url: '', crop: { width: 1, height: 1, pixels: new Uint8Array(3) }, source: { width: 1, height: 1 } });
    for (const key of ['a', 'b', 'c']) own(key);
    keeper.removed(['a']);
    keeper.cancelled(['b']);
    await settled();
    expect([...kept.pictures.keys()]).toEqual(['c']);
  });

  test('text that no page wrote is passed over', async () => {
    for (const text of ['', '{', '{"link":1}', '{"link":"c=zzz&g=1-1x","labels":{},"comparison":{"pair":["class:999999","class:1"],"block":"SE_9_9"}}']) {
      const kept = new Memory();
      kept.text = text;
      const { store, problems } = await page(kept);
      expect(store.getState().classSlots).toEqual(manifest.defaults.classes);
      expect(store.getState().comparison.block).toBeUndefined();
      expect(problems).toEqual([]);
    }
  });
});

test('forgotten is forgotten, and what comes afterwards is kept', async () => {
  const kept = new Memory();
  const { store, keeper, own, settled } = await page(kept);
  own('a');
  store.getState().choose({ order: 'paper' });
  await settled();
  expect(await keeper.forget()).toBe(true);
  expect([kept.pictures.size, kept.text, store.getState().kept]).toEqual([0, undefined, undefined]);
  expect(store.getState().images).toHaveLength(1);
  own('b');
  await settled();
  expect([...kept.pictures.keys()]).toEqual(['b']);
});

test.each(['keep.full', 'keep.forbidden'])('%s is said once, and the page works on', async (code) => {
  const kept = new Memory();
  const { store, problems, own, settled } = await page(kept);
  kept.fails = code;
  for (const key of ['a', 'b']) own(key);
  store.getState().choose({ order: 'paper' });
  await settled();
  expect(problems).toEqual([{ code, values: {} }]);
  expect(store.getState().images).toHaveLength(2);
});
