import fc from 'fast-check';
import { expect, test } from 'vitest';
import { distinct, fileName } from './names';

/** Any code units, halves of pairs and control characters too. */
const anyText = fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 12 }).map((units) => String.fromCharCode(...units));

test('no name leaves its folder or is one that a system keeps for itself', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const name = fileName(text);
      expect(name).not.toMatch(/[/\\:*?"<>|]|^\.|^$|^(con|nul)$/i);
      expect([...name].length).toBeLessThanOrEqual(85);
    }),
  );
  expect(['../../etc/passwd', 'goldfish - tabby', 'CON', '‮gnp.exe'].map(fileName)).toEqual(['etc-passwd', 'goldfish - tabby', 'file CON', 'gnp.exe']);
});

test('no two files have one name', () => {
  expect(distinct(['a', 'A', 'a 2', 'b', 'a'])).toEqual(['a', 'A 2', 'a 2 2', 'b', 'a 3']);
  fc.assert(fc.property(fc.array(fc.constantFrom('a', 'A', 'a 2', 'b')), (names) => new Set(distinct(names).map((name) => name.toLowerCase())).size === names.length));
});
