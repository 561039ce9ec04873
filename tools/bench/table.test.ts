import { expect, it } from 'vitest';
import { tailSettings } from '../../src/analysis/tailSettings';
import { summarise } from './summary';
import { table } from './table';

it('spreads over all of few values, and over the middle half of many', () => {
  expect(summarise([3, 1, 2])).toEqual({ median: 2, low: 1, high: 3, spread: 'min–max' });
  const many = Array.from({ length: 101 }, (_, i) => 100 - i);
  expect(summarise(many)).toEqual({ median: 50, low: 25, high: 75, spread: 'quartiles' });
});

it('does not take for measured what could not be measured', () => {
  expect(() => summarise([])).toThrow();
  expect(() => summarise([1, Number.NaN])).toThrow();
});

it('says of each goal whether the median meets it', () => {
  const line = { format: String, how: 'here' };
  const text = table([
    { ...line, what: 'fast', measured: summarise([16, 14, 20]), goal: { at: 'least', value: 15 } },
    { ...line, what: 'slow', measured: summarise([16, 14, 20]), goal: { at: 'most', value: 15 } },
    { ...line, what: 'free', measured: summarise([16]) },
  ]);
  const [, , fast, slow, free] = text.split('\n');
  expect(fast).toMatch(/^fast +16 +14 to 20 +≥ 15 +met +here; min–max$/);
  expect(slow).toContain('MISSED');
  expect(free).toMatch(/^free +16 +– +– +– +here$/);
});

it('runs each setting of three blocks once, settings with common first gates one after the other', () => {
  const settings = tailSettings(['SE_5_1', 'SE_5_2', 'SE_5_3']);
  expect(new Set(settings.map((setting) => JSON.stringify(setting))).size).toBe(27);
  expect(settings.slice(0, 4)).toEqual([{}, { SE_5_3: 'frozen' }, { SE_5_3: 'off' }, { SE_5_2: 'frozen' }]);
});
