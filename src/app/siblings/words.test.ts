import i18next from 'i18next';
import { beforeAll, expect, test } from 'vitest';
import type { BlockId, SiblingRow } from '../../contracts';
import { startI18n } from '../../locales/i18n';
import { siblingName, siblingRecipe } from './words';

beforeAll(async () => void (await startI18n()));

const row = (...blocks: BlockId[]): SiblingRow => ({ id: blocks.join(), blocks, parameters: 1000 + blocks.length, macs: 1, runs: [] });

test('a row is called by what it lacks', () => {
  const rows = [row('SE_2_1', 'SE_2_2'), row('SE_2_1'), row()];
  expect(rows.map((one) => siblingName(i18next.t, rows, one))).toEqual(['SE in every block', 'All but SE_2_2', 'No SE']);
  const none = [row('SE_2_1'), row('SE_2_2')];
  expect(siblingName(i18next.t, none, none[1]!)).toBe('SE in SE_2_2');
});

test('the recipe says how long at which size', () => {
  const rows = [row('SE_2_1'), row()];
  expect(siblingRecipe(i18next.t, { rows, schedule: { epochs: 6, sizes: [[5, 32], [6, 64]] } })).toBe('Networks of at most 1,001 parameters, the same recipe for all, 6 epochs (5 at 32 px, 1 at 64 px)');
  expect(siblingRecipe(i18next.t, { rows, schedule: { epochs: 1, sizes: [[1, 32]] } })).toContain('1 epoch (1 at 32 px)');
});
