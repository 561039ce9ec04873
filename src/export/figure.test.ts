// @vitest-environment happy-dom
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Figure, figureSvg, inGrid, type Look, wrap } from './figure';
import { crc32, densityOf, withDensity } from './png';

/** Any code units, halves of pairs and control characters too. */
const anyText = fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 12 }).map((units) => String.fromCharCode(...units));

const measure: Look['measure'] = (text, size) => text.length * size * 0.6;
const look: Look = { ink: '#111111', ink2: '#555555', measure, css: '.grid{stroke:#eeeeee}' };
const drawing = (width: number, height: number) => ({ width, height, markup: `<rect width="${width}" height="${height}"/>` });
const figureOf = (words: string): Figure => ({
  name: 'f',
  title: words,
  subtitle: words,
  legend: [{ label: words, colour: '#0072b2', mark: 'line' }],
  axes: words,
  charts: inGrid([drawing(200, 100), drawing(200, 120), drawing(200, 90)], 2, 10),
  source: [words, 'SE Scope'],
});

/** As strict as a browser with a file: what is no XML fails. */
function read(svg: string): Document {
  const document = new DOMParser().parseFromString(svg, 'application/xml');
  expect(document.querySelector('parsererror')).toBeNull();
  return document;
}

/** Every letter is one that XML takes, and every & begins an entity. */
const isXml = (svg: string): boolean => !/[^\t\n\r -\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]|&(?!(amp|lt|gt|quot|#39);)/u.test(svg);

test('a title of any letters leaves a well-formed document', () => {
  const hostile = fc.oneof(anyText, fc.constantFrom('</text><script>alert(1)</script>', ']]>', '&amp;&', '"\' onload=\'', '\u0000\ud800\uffff', 'Größe 금붕어'));
  fc.assert(
    fc.property(hostile, (words) => {
      const { svg } = figureSvg(figureOf(words), look);
      expect(isXml(svg)).toBe(true);
      expect(svg.match(/<script/g)).toBeNull();
      expect(svg.match(/<g /g)).toHaveLength(4);
    }),
  );
  const { svg } = figureSvg(figureOf('a < b & "c"'), look);
  expect(read(svg).querySelector('title')!.textContent).toBe('a < b & "c"');
});

test('words stand above and below the charts, never over them', () => {
  const { svg, width, height } = figureSvg(figureOf('a long title that goes on and on until it needs more than one line of this narrow figure'), look);
  const top = Number(/class="charts" transform="translate\(20,([\d.]+)\)/.exec(svg)![1]);
  const ys = [...svg.matchAll(/<text x="[\d.]+" y="([\d.]+)"/g)].map(([, y]) => Number(y));
  expect(ys.length).toBeGreaterThan(6);
  for (const y of ys) expect(y < top || y - 12 > top + 120 + 10 + 90).toBe(true);
  expect(Math.max(...ys)).toBeLessThan(height);
  expect(width).toBe(410 + 40);
});

test('lines are no wider than asked, unless a word is', () => {
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1 }), fc.integer({ min: 60, max: 400 }), (words, width) => {
      const lines = wrap(words.join(' '), 10, width, measure);
      expect(lines.join(' ')).toBe(words.join(' '));
      for (const line of lines) expect(measure(line, 10) <= width || !line.includes(' ')).toBe(true);
    }),
  );
});

test('a PNG says at which density it prints', () => {
  expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926);
  const png = withDensity(new Uint8Array(60).fill(7), 300);
  expect([...png.subarray(33, 54)].slice(0, 17)).toEqual([0, 0, 0, 9, 0x70, 0x48, 0x59, 0x73, 0, 0, 0x2e, 0x23, 0, 0, 0x2e, 0x23, 1]);
  expect(png).toHaveLength(81);
  expect(densityOf(1000, 600)).toBe(3.125);
  expect(4000 * 2000 * densityOf(4000, 2000) ** 2).toBeCloseTo(16e6, 0);
});
