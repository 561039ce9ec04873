/** A file of the built site; one with a hash in its name needs no revision. */
export interface SiteFile {
  /** Relative to the page. */
  url: string;
  revision: string | null;
}

/** What is kept and forgotten together. */
export const parts = ['app', 'models', 'samples'] as const;
export type Part = (typeof parts)[number];

export const cacheOf = (part: Part): string => `se-scope-${part}`;

export function partOf({ url }: SiteFile): Part {
  if (url.startsWith('models/')) return 'models';
  return url.startsWith('samples/') ? 'samples' : 'app';
}

/** The address under which a file is kept: two versions of one file have two, so that a page that is open keeps its own. */
export function keyOf({ url, revision }: SiteFile, base: string): string {
  const key = new URL(url, base);
  if (revision !== null) key.searchParams.set('revision', revision);
  return key.href;
}

/** Which file answers a request, or undefined; the page itself answers for its folder, whatever stands behind a question mark. */
export function fileFor(address: string, files: ReadonlyMap<string, SiteFile>, base: string): SiteFile | undefined {
  const { origin, pathname } = new URL(address);
  const url = origin + pathname;
  return url.startsWith(base) ? files.get(url.slice(base.length) || 'index.html') : undefined;
}

/** What the page asks of the service worker, over a port that answers. */
export type Request = 'takeOver' | 'fill' | 'tidy' | 'count';

/** How much of the site is kept. */
export interface Kept {
  done: number;
  total: number;
  /** Nothing more is under way. */
  ended: boolean;
}
