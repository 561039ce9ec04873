import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { BlockId, ClassEntry, Setting } from '../contracts';
import { allLive } from './history';
import { type Comparison, firstComparison, firstRemoval, type KeptSetting, type Removal } from './store';
import { decodeLink, encodeLink, isLink, type LinkContext, type LinkedChoices } from './permalink';

const blocks: BlockId[] = ['SE_2_1', 'SE_2_2', 'SE_5_1', 'SE_5_2', 'SE_5_3'];
const classes: ClassEntry[] = Array.from({ length: 30 }, (_, id) => ({ id, name: `class ${id}`, wordnet: id % 7 === 3 ? undefined : `n0${1440000 + id}` }));
const context: LinkContext = { model: 'a b&c=d/é', classes, blocks, channels: (block) => (block.startsWith('SE_5') ? 64 : 8) };

const id = fc.integer({ min: 0, max: classes.length - 1 });
const slots = fc.uniqueArray(id, { maxLength: 10 }).chain((ids) => fc.tuple(...ids.map((one) => fc.option(fc.constant(one), { nil: undefined }))));
const setting: fc.Arbitrary<Setting> = fc.dictionary(fc.constantFrom(...blocks), fc.constantFrom('frozen', 'off'), { noNullPrototype: true });
const opened = fc.constantFrom(...blocks).chain((block) =>
  fc.record({ block: fc.constant(block), channels: fc.uniqueArray(fc.integer({ min: 0, max: context.channels(block) - 1 }), { minLength: 1, maxLength: 5 }) }),
);
const comparison: fc.Arbitrary<Comparison> = fc
  .record({
    pair: fc.option(
      fc.uniqueArray(id, { minLength: 2, maxLength: 2 }).map(([a, b]): Comparison['pair'] => [`class:${a!}`, `class:${b!}`]),
      { nil: undefined },
    ),
    blocks: fc.constantFrom<Comparison['blocks'][]>('paper', 'all'),
    layout: fc.constantFrom<Comparison['layout'][]>('over', 'columns'),
    sd: fc.boolean(),
    block: fc.option(fc.constantFrom(...blocks), { nil: undefined }),
    least: fc.integer({ min: 0, max: 300 }).map((thousandths) => thousandths / 1000),
    opened: fc.option(opened, { nil: undefined }),
  });
const removal: fc.Arbitrary<Removal> = fc.record({
  limit: fc.integer({ min: 1, max: 30 }).map((tenths) => tenths / 10),
  cost: fc.constantFrom<Removal['cost'][]>('parameters', 'macs', 'time'),
  images: fc.constantFrom<Removal['images'][]>('recorded', 'live', 'set'),
});
const kept: fc.Arbitrary<KeptSetting> = fc.record({ model: fc.constant(context.model), name: fc.string({ minLength: 1, maxLength: 20 }), setting });
/** A link without kept settings says nothing of them. */
const withKept = ({ keptSettings, ...others }: LinkedChoices) => (keptSettings.length > 0 ? { ...others, keptSettings } : others);
const choices: fc.Arbitrary<LinkedChoices> = fc.record({
  section: fc.constantFrom('explore', 'compare'),
  compared: fc.constantFrom('classes', 'networks'),
  beside: fc.constantFrom(undefined, 'resnet50-w32-tin', 'a.b_c'),
  comparison,
  removal,
  keptSettings: fc.array(kept, { maxLength: 4 }),
  history: setting.map((chosen) => ({ ...allLive, setting: chosen })),
  classSlots: slots,
  blocks: fc.constantFrom('paper', 'all'),
  order: fc.constantFrom('sorted', 'paper'),
  view: fc.constantFrom('lines', 'heat'),
  sdClass: fc.option(id, { nil: undefined }),
  openRow: fc.constantFrom(undefined, 'classes', 'images', 'matters'),
  openBlock: fc.option(fc.constantFrom(...blocks), { nil: undefined }),
});
const one = { ...allLive, setting: { SE_5_2: 'frozen', SE_5_3: 'off' } as Setting };
const plain: LinkedChoices = { section: 'explore', compared: 'classes', comparison: firstComparison, removal: firstRemoval, keptSettings: [], history: one, classSlots: [4, undefined, 3], blocks: 'all', order: 'paper', view: 'lines' };

test('a link restores exactly what was chosen', () => {
  fc.assert(
    fc.property(choices, (given) => {
      const hash = encodeLink(given, context);
      expect(isLink(hash)).toBe(true);
      expect(decodeLink(`#${hash}`, context)).toEqual({ choices: withKept(given), unrestored: [], unknown: [] });
    }),
  );
});

test('any damage leaves a usable state', () => {
  const texts = fc.oneof(
    fc.string({ maxLength: 80 }),
    fc.tuple(choices, fc.nat(), fc.nat(), fc.string()).map(([given, at, gone, put]) => {
      const link = encodeLink(given, context);
      const from = at % link.length;
      return link.slice(0, from) + put + link.slice(from + (gone % 8));
    }),
  );
  fc.assert(
    fc.property(texts, (hash) => {
      const { choices: got } = decodeLink(hash, context);
      const known = (got.classSlots ?? []).filter((slot) => slot !== undefined);
      expect(known.every((slot) => classes[slot]) && new Set(known).size === known.length).toBe(true);
      expect(Object.keys(got.history.setting).every((block) => blocks.includes(block as BlockId))).toBe(true);
      expect(['explore', 'compare']).toContain(got.section);
      expect(got.openBlock === undefined || blocks.includes(got.openBlock)).toBe(true);
    }),
    { numRuns: 100 },
  );
});

test('a part that is not understood is named, and the others are restored', () => {
  const hash = encodeLink(plain, context).replace('5-3o', '5-9o').replace('o=paper', 'o=sideways').replace('n01440004', 'n99999999');
  const { choices: got, unrestored } = decodeLink(hash, context);
  expect(got).toMatchObject({ blocks: 'all', order: 'sorted', classSlots: [undefined, undefined, 3], history: { setting: { SE_5_2: 'frozen' } } });
  expect(unrestored).toEqual([
    { field: 'classes', text: 'n99999999' },
    { field: 'gates', text: '5-9o' },
    { field: 'order', text: 'sideways' },
  ]);
});

test('the link of another network keeps the classes that this one knows', () => {
  const other: LinkContext = { model: 'newer', classes: classes.toReversed().map(({ wordnet, name }, i) => ({ id: i, wordnet, name })), blocks, channels: context.channels };
  const { choices: got, unrestored } = decodeLink(encodeLink({ ...plain, classSlots: [4, 6] }, context), other);
  expect(got.classSlots).toEqual([25, 23]);
  expect(unrestored).toEqual([{ field: 'model', text: context.model }]);
});

test('a cut link says what is missing, and an anchor of the page is no link', () => {
  expect(decodeLink('b=all&zz=1', context)).toMatchObject({ unrestored: [{ field: 'model' }, { field: 'classes' }], unknown: ['zz'] });
  expect(isLink('#figure')).toBe(false);
});

test('a comparison with an image of one’s own leaves the image out; parts that do not fit are named', () => {
  const own = encodeLink({ ...plain, comparison: { ...firstComparison, pair: ['class:4', 'image:2'], layout: 'columns' } }, context);
  expect(decodeLink(own, context).choices.comparison).toEqual({ ...firstComparison, layout: 'columns' });
  const { choices: got, unrestored } = decodeLink('m=x&c=&x=pn01440004,n01440005.l9999.o2-1,8.o5-1,8,9.toString', context);
  expect(got.comparison).toEqual({ ...firstComparison, pair: ['class:4', 'class:5'], opened: { block: 'SE_5_1', channels: [8, 9] } });
  expect(unrestored.filter(({ field }) => field === 'comparison').map(({ text }) => text)).toEqual(['l9999', 'o2-1,8', 'toString']);
});
