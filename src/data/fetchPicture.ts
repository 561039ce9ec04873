import { DataError } from './error';
import type { FetchOptions } from './fetch';
import { fetchBytes } from './fetch';

const LIMIT = 256 * 2 ** 20;

/** What a person typed or pasted as the address of a picture; a missing `https://` is added. Undefined where it is none. */
export function pictureAddress(text: string): URL | undefined {
  const typed = text.trim();
  if (typed === '' || /\s/.test(typed)) return undefined;
  const complete = /^[a-z][a-z0-9+.-]*:\/\//i.test(typed) ? typed : `https://${typed}`;
  const url = URL.canParse(complete) ? new URL(complete) : undefined;
  const known = url && (url.protocol === 'https:' || url.protocol === 'http:') && /[.:]|^localhost$/.test(url.hostname);
  return known ? url : undefined;
}

/**
 * Fetches a picture from wherever the person asked for, this once.
 * @returns the file, named by the end of its address
 * @throws DataError `address.…`, one for each way it can fail, with `host`; `cancelled`
 */
export async function fetchPicture(asked: URL, options: Pick<FetchOptions, 'onProgress' | 'signal'>): Promise<File> {
  const url = new URL(asked);
  url.hash = '';
  const host = url.host;
  try {
    const name = fileName(url);
    return new File([await fetchBytes(url, name, { ...options, limit: LIMIT, consent: url })], name);
  } catch (error) {
    const { code, values } = (error as DataError).problem ?? {};
    if (code === 'cancelled' || code === undefined) throw error;
    const status = values?.status ?? 0;
    throw new DataError(codes[code] ?? offlineOr('address.blocked'), { host, status, limit: LIMIT / 2 ** 20 }, { cause: error });
  }
}

const codes: Record<string, string | undefined> = {
  'data.missing': 'address.missing',
  'data.status': 'address.status',
  'data.redirect': 'address.redirect',
  'data.tooLarge': 'address.tooLarge',
  'data.length': 'address.cut',
};

/** To a page, a site that doesn't answer and one that forbids reading look the same. */
const offlineOr = (code: string): string => (globalThis.navigator?.onLine === false ? 'address.offline' : code);

function fileName({ pathname, host }: URL): string {
  const last = pathname.split('/').findLast((part) => part !== '') ?? host;
  try {
    return decodeURIComponent(last).slice(0, 80);
  } catch {
    return last.slice(0, 80);
  }
}
