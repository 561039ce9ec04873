import i18next from 'i18next';
import { expect, test } from 'vitest';
import type { SqueezeExcitation } from '../../contracts';
import { en } from '../../locales/en';
import { withRounding } from './rounded';

const se = (divisor: number, min: number, blocks: SqueezeExcitation['blocks'] = ['SE_2_1']): SqueezeExcitation => ({ blocks, r: 16, rounding: { divisor, min }, squeeze: 'average', excitation: 'sigmoid', place: 'standard' });

test('a cost says how hidden widths are rounded, where the network has some and they are', async () => {
  const { t } = i18next;
  await i18next.init({ lng: 'en', resources: { en: { translation: en } }, interpolation: { escapeValue: false } });
  expect(withRounding(t, 'It costs.', se(1, 8))).toBe(`It costs. ${en.oneBlock.cost.least.replace('{{min}}', '8')}`);
  expect(withRounding(t, 'It costs.', se(8, 8))).toMatch(/^It costs\. .*multiples of 8, 8 at least/);
  for (const exact of [se(1, 1), se(1, 8, []), undefined]) expect(withRounding(t, 'It costs.', exact)).toBe('It costs.');
});
