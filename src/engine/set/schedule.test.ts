import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { BlockId, Setting } from '../../contracts';
import { scheduleSettings } from './schedule';

const blocks: BlockId[] = ['SE_2_1', 'SE_3_1', 'SE_4_1', 'SE_5_1'];
const anySetting: fc.Arbitrary<Setting> = fc.tuple(...blocks.map(() => fc.constantFrom(undefined, 'frozen' as const, 'off' as const))).map((modes) => Object.fromEntries(modes.flatMap((mode, i) => (mode ? [[blocks[i], mode]] : []))));
const prefix = (setting: Setting, level: number) => JSON.stringify([level, blocks.slice(0, level).map((block) => setting[block] ?? 'live')]);

it('runs each once, finds the state that it starts from where an earlier one left it, and leaves none', () => {
  fc.assert(
    fc.property(fc.array(anySetting, { minLength: 1, maxLength: 30 }), (settings) => {
      const schedule = scheduleSettings(blocks, settings);
      expect(schedule.map(({ at }) => at).sort((a, b) => a - b)).toEqual([...settings.keys()]);
      const stored = new Set<string>();
      for (const { at, from, keep, forget } of schedule) {
        if (from >= 0) expect(stored.has(prefix(settings[at]!, from))).toBe(true);
        for (const level of keep) if (level > from) stored.add(prefix(settings[at]!, level));
        if (forget) expect(stored.delete(prefix(settings[at]!, from))).toBe(true);
        expect(stored.size).toBeLessThanOrEqual(blocks.length);
      }
      expect([...stored]).toEqual([]);
    }),
  );
});

it('starts each block alone at that block, and only the first from the image', () => {
  const alone = blocks.flatMap((block): Setting[] => [{ [block]: 'frozen' }, { [block]: 'off' }]);
  expect(scheduleSettings(blocks, alone).map(({ from }) => from)).toEqual([-1, 3, 2, 2, 1, 1, 0, 0]);
});
