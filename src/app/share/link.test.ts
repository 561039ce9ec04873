import { expect, test } from 'vitest';
import { embedCode } from './link';

test('nothing of an address or a title leaves its attribute', () => {
  const code = embedCode('https://host/#m=a&c="><script>', 'block', 'SE "Scope" <b>');
  expect(code.match(/"/g)).toHaveLength(14);
  expect(code).not.toContain('<script');
  expect(code.startsWith('<iframe src="https://host/#m=a&amp;c=&quot;>&lt;script>"')).toBe(true);
});
