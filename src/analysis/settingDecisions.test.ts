import fc from 'fast-check';
import { expect, it } from 'vitest';
import { flippedImages, flipsBetween, NOT_RUN, type SettingDecisions } from './settingDecisions';

const decision = fc.constantFrom(0, 1, 2, NOT_RUN);

it('the flipped images are those that are counted, each on its side', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ label: fc.nat(2), was: decision, is: decision }), { minLength: 1, maxLength: 40 }), fc.func(fc.boolean()), (images, chosen) => {
      const decisions: SettingDecisions = { source: 'set', settings: [{}, {}], top1: [images.map(({ was }) => was), images.map(({ is }) => is)], labels: images.map(({ label }) => label) };
      const listed = images.map((_, i) => i).filter((i) => chosen(i));
      for (const on of [undefined, listed]) {
        const { lost, gained } = flippedImages(decisions, 0, 1, on);
        expect([lost.length, gained.length]).toEqual([flipsBetween(decisions, 0, 1, on).lost, flipsBetween(decisions, 0, 1, on).gained]);
        for (const i of lost) expect(images[i]!.was).toBe(images[i]!.label);
        for (const i of gained) expect(images[i]!.is).toBe(images[i]!.label);
      }
    }),
  );
});
