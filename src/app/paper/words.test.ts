import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { en } from '../../locales/en';
import { ko } from '../../locales/ko';

test('every row that is trained for the comparisons has its words', () => {
  const { rows } = JSON.parse(readFileSync(new URL('../../../training/configs/paper.json', import.meta.url), 'utf8')) as { rows: { id: string; name: string }[] };
  expect(Object.entries(en.paper.ablations.rows)).toEqual(rows.map(({ id, name }) => [id, name]));
  expect(Object.keys(ko.paper.ablations.rows)).toEqual(rows.map(({ id }) => id));
});
