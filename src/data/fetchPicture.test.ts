import { afterEach, describe, expect, test, vi } from 'vitest';
import { fetchBytes } from './fetch';
import { fetchPicture, pictureAddress } from './fetchPicture';
import { codeOf } from './shippedModel.testing';

const elsewhere = new URL('https://pictures.example/a/cat%20one.png?size=2#top');
const asked: [string, RequestInit][] = [];

function answering(answer: () => Response | Promise<Response>): void {
  asked.length = 0;
  vi.stubGlobal('location', new URL('http://localhost:4173'));
  vi.stubGlobal('fetch', async (url: URL, options: RequestInit) => {
    asked.push([url.href, options]);
    return answer();
  });
}
afterEach(() => vi.unstubAllGlobals());

describe('consent', () => {
  test('holds for one address, and not for another one of the same host', async () => {
    answering(() => new Response('x'));
    const url = new URL('https://pictures.example/a.png');
    expect(await codeOf(() => fetchBytes(url, 'a'))).toBe('data.host');
    expect(await codeOf(() => fetchBytes(url, 'a', { consent: new URL('https://pictures.example/b.png') }))).toBe('data.host');
    expect(await codeOf(() => fetchBytes(url, 'a', { consent: new URL('http://pictures.example/a.png') }))).toBe('data.host');
    expect(asked).toEqual([]);
    expect(await codeOf(() => fetchBytes(url, 'a', { consent: url }))).toBe('none');
    expect(await codeOf(() => fetchBytes(url, 'a'))).toBe('data.host');
    expect(asked.length).toBe(1);
  });

  test('never opens anything but http and https', async () => {
    answering(() => new Response('x'));
    for (const text of ['blob:http://other.example/1', 'data:text/plain,x', 'file:///etc/passwd']) {
      expect(await codeOf(() => fetchBytes(new URL(text), 'a', { consent: new URL(text) }))).toBe('data.host');
    }
    expect(asked).toEqual([]);
  });

  test('sends no cookie and no referrer, and follows no redirect', async () => {
    answering(() => new Response('x'));
    expect((await fetchPicture(elsewhere, {})).name).toBe('cat one.png');
    const [[href, options]] = asked as [[string, RequestInit]];
    expect(href).toBe('https://pictures.example/a/cat%20one.png?size=2');
    expect(options).toMatchObject({ credentials: 'omit', referrerPolicy: 'no-referrer', redirect: 'manual', mode: 'cors' });
  });
});

test.each<[string, () => Response | Promise<Response>]>([
  ['address.missing', () => new Response('', { status: 404 })],
  ['address.status', () => new Response('', { status: 403 })],
  ['address.blocked', () => Promise.reject(new TypeError('Failed to fetch'))],
  ['address.tooLarge', () => new Response('x', { headers: { 'content-length': '300000000' } })],
  ['address.cut', () => new Response('x', { headers: { 'content-length': '3' } })],
  ['address.redirect', () => Object.defineProperty(new Response(null), 'type', { value: 'opaqueredirect' })],
  ['none', () => new Response('<!doctype html>', { headers: { 'content-type': 'text/html' } })],
])('%s', async (code, answer) => {
  answering(answer);
  expect(await codeOf(() => fetchPicture(elsewhere, {}))).toBe(code);
});

test('offline is said as such, and cancelling is no error of the site', async () => {
  answering(() => Promise.reject(new TypeError('Failed to fetch')));
  vi.stubGlobal('navigator', { onLine: false });
  expect(await codeOf(() => fetchPicture(elsewhere, {}))).toBe('address.offline');
  expect(await codeOf(() => fetchPicture(elsewhere, { signal: AbortSignal.abort() }))).toBe('cancelled');
});

test.each([
  ['https://a.example/x.jpg', 'https://a.example/x.jpg'],
  ['  a.example/x.jpg\n', 'https://a.example/x.jpg'],
  ['http://localhost:8000/x', 'http://localhost:8000/x'],
  ['goldfish', undefined],
  ['two words.com', undefined],
  ['ftp://a.example/x.jpg', undefined],
  ['javascript:alert(1)', undefined],
  ['', undefined],
])('address %j', (text, href) => expect(pictureAddress(text)?.href).toBe(href));
