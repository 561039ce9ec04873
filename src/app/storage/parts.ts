import { forgetKeptPasses, measureKeptPasses } from '../../data/labelled/keptPasses';
import { cacheOf, type Kept, type Part, parts, type Request } from '../offline/kept';

/** What is kept. */
export interface StoredPart {
  /** Its sentence in the locale files is `offline.storage.<key>`. */
  key: Part | 'sets';
  /** It comes again at the next visit when it is forgotten. */
  again: boolean;
  /** Undefined where nothing is kept. */
  measure(): Promise<Measured | undefined>;
  forget(): Promise<unknown>;
}

export interface Measured {
  files: number;
  bytes: number;
}

/** Whether the browser keeps anything for this page: it needs a secure address. */
export const canStore = (): boolean => 'caches' in window;

/** What the service worker keeps, in this order, then results over the person's labelled sets. */
export const storedParts: readonly StoredPart[] = [
  ...parts.map((key) => ({
    key,
    again: true,
    measure: () => measureCache(cacheOf(key)),
    forget: () => caches.delete(cacheOf(key)),
  })),
  { key: 'sets', again: false, measure: () => measureKeptPasses().catch(() => undefined), forget: forgetKeptPasses },
];

async function measureCache(name: string): Promise<Measured | undefined> {
  if (!(await caches.has(name))) return undefined;
  const cache = await caches.open(name);
  const requests = await cache.keys();
  let bytes = 0;
  for (const request of requests) bytes += (await (await cache.match(request))?.blob())?.size ?? 0;
  return requests.length > 0 ? { files: requests.length, bytes } : undefined;
}

/** Asks the service worker; undefined where there is none. Calls back with each answer, and settles with the last. */
export async function askKept(request: Request & ('count' | 'fill'), onKept: (kept: Kept) => void = () => {}): Promise<Kept | undefined> {
  const worker = navigator.serviceWorker?.controller;
  if (!worker) return undefined;
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.addEventListener('message', ({ data }: MessageEvent<Kept>) => {
      onKept(data);
      if (!data.ended) return;
      port1.close();
      resolve(data);
    });
    port1.start();
    worker.postMessage(request, [port2]);
  });
}
