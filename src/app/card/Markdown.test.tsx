import { MantineProvider } from '@mantine/core';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { Markdown, safeAddress } from './Markdown';

const html = (text: string) => renderToStaticMarkup(<MantineProvider><Markdown text={text} /></MantineProvider>).replace(/<style[\s\S]*?<\/style>/g, '').replace(/ (class|style|data-[\w-]+)="[^"]*"/g, '');

test('headings, lists, tables, code and links', () => {
  const page = html('# Net\n\n- a **b** `c`\n- [d](https://e.org/f)\n\n| x | y |\n| --- | --- |\n| > 0.9 | R&D |\n\n```\n<g>\n```\n');
  expect(page).toContain('<h2>Net</h2>');
  expect(page).toContain('<strong>b</strong> <code>c</code>');
  expect(page).toContain('<a href="https://e.org/f" target="_blank" rel="noreferrer noopener">d</a>');
  expect(page).toContain('<td>&gt; 0.9</td><td>R&amp;D</td>');
  expect(page).toContain('<pre><code>&lt;g&gt;</code></pre>');
});

test('nothing runs and nothing is loaded', () => {
  const page = html('<script>alert(1)</script>\n\n<img src=x onerror=alert(1)>\n\n[a](javascript:alert(1)) ![b](https://c.org/d.png) <b onclick="e()">f</b>\n');
  expect(page).not.toMatch(/<(script|img|a|b)\b/);
  expect(page).toContain('&lt;script&gt;');
});

test.each([['https://a.b', true], ['mailto:a@b', true], ['javascript:a', false], ['data:text/html,a', false], ['//a.b', false], ['file.md', false], [' https://a', false]])('%s', (href, open) => {
  expect(safeAddress(href) !== undefined).toBe(open);
});
