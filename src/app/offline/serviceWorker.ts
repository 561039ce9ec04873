import { cacheOf, fileFor, keyOf, type Kept, partOf, parts, type Request as Asked, type SiteFile } from './kept';

/** As much of a service worker's scope as is used here; the library's own type excludes that of a page. */
interface Lasting extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface Fetching extends Lasting {
  request: Request;
  respondWith(response: Promise<Response>): void;
}
interface Scope {
  registration: { scope: string };
  clients: { claim(): Promise<void>; matchAll(options: { includeUncontrolled: boolean }): Promise<unknown[]> };
  skipWaiting(): Promise<void>;
  addEventListener(kind: 'install' | 'activate', handle: (event: Lasting) => void): void;
  addEventListener(kind: 'fetch', handle: (event: Fetching) => void): void;
  addEventListener(kind: 'message', handle: (event: MessageEvent<Asked> & Lasting) => void): void;
}

const scope = self as unknown as Scope;
const base = scope.registration.scope;
/** Every file of this version, written in when the site is built. */
// oxlint-disable-next-line no-underscore-dangle -- the builder looks for this name
const site = (self as unknown as { __WB_MANIFEST: SiteFile[] }).__WB_MANIFEST;
const files = new Map(site.map((file) => [file.url, file]));
/** So many are fetched at a time. */
const AT_ONCE = 4;

const isKept = async (file: SiteFile): Promise<boolean> => Boolean(await (await caches.open(cacheOf(partOf(file)))).match(keyOf(file, base)));

/** Fetches and keeps one file. Rejects where it can't be fetched, or the disk is full. */
async function keep(file: SiteFile): Promise<void> {
  if (await isKept(file)) return;
  const response = await fetch(new URL(file.url, base), { cache: file.revision === null ? 'default' : 'no-cache' });
  if (!response.ok) throw new Error(`${file.url}: ${response.status}`);
  await (await caches.open(cacheOf(partOf(file)))).put(keyOf(file, base), response);
}

async function keepAll(list: readonly SiteFile[], onKept: () => void = () => {}): Promise<void> {
  const waiting = [...list];
  const take = async (): Promise<void> => {
    for (let file = waiting.shift(); file; file = waiting.shift()) {
      await keep(file);
      onKept();
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, take));
}

/** The page must be whole; networks and samples follow as far as there is room. */
async function install(): Promise<void> {
  await keepAll(site.filter((file) => partOf(file) === 'app'));
  await keepAll(site).catch(() => {});
}

/** What wasm threads need, where the host doesn't send it. */
function isolated(response: Response): Response {
  const { status, statusText, body } = response;
  if (response.type === 'opaque' || response.type === 'opaqueredirect' || response.type === 'error') return response;
  const headers = new Headers(response.headers);
  headers.set('Cross-Origin-Opener-Policy', 'same-origin');
  headers.set('Cross-Origin-Embedder-Policy', 'require-corp');
  headers.set('Cross-Origin-Resource-Policy', 'cross-origin');
  return new Response([101, 204, 205, 304].includes(status) ? null : body, { status, statusText, headers });
}

/** From what is kept, else from the network, and then kept. An open page of an earlier version still finds its parts. */
async function answer(request: Request, file: SiteFile | undefined): Promise<Response> {
  const kept = await caches.match(file ? keyOf(file, base) : request.url);
  if (kept) return isolated(kept);
  const response = await fetch(request);
  if (file && response.ok && response.type === 'basic' && !response.redirected) {
    const copy = response.clone();
    caches.open(cacheOf(partOf(file))).then((cache) => cache.put(keyOf(file, base), copy)).catch(() => {});
  }
  return isolated(response);
}

/** Forgets files of other versions, unless another page may still need them. */
async function tidy(): Promise<void> {
  if ((await scope.clients.matchAll({ includeUncontrolled: true })).length > 1) return;
  const current = new Set(site.map((file) => keyOf(file, base)));
  for (const part of parts) {
    const cache = await caches.open(cacheOf(part));
    for (const { url } of await cache.keys()) if (!current.has(url)) await cache.delete(url);
  }
}

async function fill(say: (kept: Kept) => void): Promise<void> {
  const total = site.length;
  let done = 0;
  await keepAll(site, () => say({ done: ++done, total, ended: false })).catch(() => {});
  say({ done, total, ended: true });
}

async function count(say: (kept: Kept) => void): Promise<void> {
  const kept = await Promise.all(site.map(isKept));
  say({ done: kept.filter(Boolean).length, total: site.length, ended: true });
}

scope.addEventListener('install', (event) => event.waitUntil(install()));
scope.addEventListener('activate', (event) => event.waitUntil(scope.clients.claim()));
scope.addEventListener('fetch', (event) => {
  const { request } = event;
  if (request.method !== 'GET' || !request.url.startsWith(base) || request.headers.has('range')) return;
  event.respondWith(answer(request, fileFor(request.url, files, base)));
});
scope.addEventListener('message', (event) => {
  const say = (kept: Kept): void => event.ports[0]?.postMessage(kept);
  const work = { takeOver: () => scope.skipWaiting(), tidy, fill: () => fill(say), count: () => count(say) };
  event.waitUntil(work[event.data]());
});
