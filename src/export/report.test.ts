// @vitest-environment happy-dom
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { figureSvg } from './figure';
import { reportHtml } from './report';

const anyText = fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 12 }).map((units) => String.fromCharCode(...units));
const hostile = fc.oneof(anyText, fc.constantFrom('</p><script>alert(1)</script>', '"><img src=x onerror=alert(1)>', '</title><script>', '&amp;', "' onload='", ']]>', 'javascript:alert(1)', 'https://x.org/"onclick="alert(1)'));

const look = { ink: '#111111', ink2: '#555555', measure: (text: string, size: number) => text.length * size * 0.6, css: '.grid{stroke:#eeeeee}' };
const figure = (words: string) => figureSvg({ name: 'f', title: words, legend: [], charts: [{ x: 0, y: 0, width: 100, height: 40, markup: '<rect width="100" height="40"/>' }], source: [words] }, look).svg;

const reportOf = (words: string) =>
  reportHtml({
    language: 'en', title: words, summary: words, foot: words,
    sections: [{ title: words, parts: [{ kind: 'text', text: words }, { kind: 'list', items: [words, words] }, { kind: 'table', table: { caption: words, head: ['', words], rows: [[words, words]] } }, { kind: 'figure', svg: figure(words) }, { kind: 'link', text: words, address: words }] }],
  });

test('words of any kind stay words', () => {
  const plain = new DOMParser().parseFromString(reportOf('words'), 'text/html').querySelectorAll('*').length;
  fc.assert(fc.property(hostile, (words) => {
    const html = reportOf(words);
    const page = new DOMParser().parseFromString(html, 'text/html');
    const elements = [...page.querySelectorAll('*')];
    const named = new Set(elements.map(({ tagName }) => tagName.toLowerCase()));
    for (const name of ['script', 'img', 'iframe', 'object', 'base']) expect(named.has(name), name).toBe(false);
    for (const element of elements) for (const attribute of element.getAttributeNames()) expect(attribute).not.toMatch(/^on/i);
    for (const link of page.querySelectorAll('a')) expect(link.getAttribute('href')).toMatch(/^https?:/);
    expect(elements.filter(({ tagName }) => tagName !== 'A')).toHaveLength(plain);
  }));
});

test('is one file that asks for nothing else', () => {
  const html = reportOf('goldfish & <friends>');
  expect(html).not.toMatch(/\bsrc=|@import|url\(|<link/);
  expect(html).toContain("default-src 'none'");
  const page = new DOMParser().parseFromString(html, 'text/html');
  expect(page.querySelector('h1')!.textContent).toBe('goldfish & <friends>');
  expect(page.querySelectorAll('figure > svg')).toHaveLength(1);
});
