import { describe, expect, it } from 'vitest';
import type { ImageResult } from '../contracts';
import { change, redo, undo, withMode } from './history';
import { classSlotCount, createAppStore } from './store';

const crop = { height: 1, width: 1, pixels: new Uint8Array(3) };
const entry = { name: 'a.png', origin: 'own' as const, url: 'blob:a', crop, source: { width: 1, height: 1 } };
const result = { logits: new Float32Array(1) } as ImageResult;

describe('setting history', () => {
  const start = { past: [], setting: {}, future: [] };

  it('undoes and redoes', () => {
    const one = change(start, { SE_5_2: 'frozen' });
    const two = change(one, withMode(one.setting, 'SE_5_3', 'off'));
    expect(undo(two).setting).toEqual({ SE_5_2: 'frozen' });
    expect(redo(undo(two)).setting).toEqual({ SE_5_2: 'frozen', SE_5_3: 'off' });
    expect(undo(undo(undo(two))).setting).toEqual({});
  });

  it('keeps its identity where nothing changes, and forgets the future on a new choice', () => {
    const one = change(start, { SE_5_2: 'frozen' });
    expect(change(one, { SE_5_2: 'frozen' })).toBe(one);
    expect(redo(one)).toBe(one);
    expect(change(undo(one), { SE_5_1: 'off' }).future).toEqual([]);
  });

  it('live leaves no entry', () => {
    expect(withMode({ SE_5_2: 'frozen' }, 'SE_5_2', 'live')).toEqual({});
  });
});

describe('store', () => {
  it('keeps the colour slot of a class when another goes', () => {
    const store = createAppStore();
    for (const id of [4, 5, 6]) store.getState().addClass(id);
    store.getState().removeClass(5);
    expect(store.getState().classSlots).toEqual([4, undefined, 6]);
    store.getState().addClass(9);
    expect(store.getState().classSlots).toEqual([4, 9, 6]);
  });

  it('takes no more classes than there are colours, and none twice', () => {
    const store = createAppStore();
    for (let id = 0; id < 20; id++) store.getState().addClass(id % 12);
    expect(store.getState().classSlots).toEqual(Array.from({ length: classSlotCount }, (_, i) => i));
  });

  it('a compared pair is drawn, also where every colour was taken', () => {
    const store = createAppStore();
    for (let id = 0; id < classSlotCount; id++) store.getState().addClass(id);
    store.getState().comparePair(9, 40);
    const { classSlots, comparison } = store.getState();
    expect(classSlots).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 40, 9]);
    expect(comparison.pair).toEqual(['class:9', 'class:40']);
  });

  it('selects a neighbour when the selected image goes, and drops results of images that are gone', () => {
    const store = createAppStore();
    const [a, b, c] = [1, 2, 3].map(() => store.getState().addImage(entry));
    expect(store.getState().selected).toBe(a);
    store.getState().choose({ selected: b });
    store.getState().removeImage(b!);
    expect(store.getState().selected).toBe(c);
    store.getState().putImageResult(b!, undefined, result);
    expect(store.getState().imageResults).toEqual({});
  });
});
