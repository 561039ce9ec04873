import { describe, expect, it } from 'vitest';
import { fileFor, keyOf, partOf, type SiteFile } from './kept';

const base = 'https://example.org/some/where/';
const files = new Map<string, SiteFile>(
  [
    { url: 'index.html', revision: 'a1' },
    { url: 'assets/main-Bx1.js', revision: null },
    { url: 'models/index.json', revision: 'b2' },
  ].map((file) => [file.url, file]),
);

describe('kept files', () => {
  it('answers for the folder with the page, whatever follows', () => {
    for (const address of [base, `${base}index.html`, `${base}?from=mail`]) expect(fileFor(address, files, base)?.url).toBe('index.html');
  });

  it('leaves other addresses alone', () => {
    for (const address of ['https://example.org/', 'https://example.org/some/', 'https://other.org/some/where/index.html', `${base}nothing.js`]) {
      expect(fileFor(address, files, base)).toBeUndefined();
    }
  });

  it('keeps two versions of one file apart, and a hashed one once', () => {
    expect(keyOf({ url: 'index.html', revision: 'a1' }, base)).not.toBe(keyOf({ url: 'index.html', revision: 'a2' }, base));
    expect(keyOf(files.get('assets/main-Bx1.js')!, base)).toBe(`${base}assets/main-Bx1.js`);
  });

  it('sorts files by what is forgotten together', () => {
    expect([...files.values()].map(partOf)).toEqual(['app', 'app', 'models']);
    expect(partOf({ url: 'samples/samples.json', revision: null })).toBe('samples');
  });
});
