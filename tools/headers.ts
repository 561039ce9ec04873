import type { Plugin } from 'vite';

/**
 * What the page may do. Styles may stand in the page, since Mantine writes its own there; scripts may not. Threads of wasm and the engine are
 * workers of the page; pictures and networks may come from any site over https that the person names, or from a server on this machine.
 */
const policy: Record<string, string> = {
  'default-src': "'self'",
  'script-src': "'self' 'wasm-unsafe-eval'",
  'style-src': "'self' 'unsafe-inline'",
  'img-src': "'self' blob: data:",
  'media-src': "'self' blob:",
  'font-src': "'self' data:",
  'connect-src': "'self' blob: data: https: http://localhost:* http://127.0.0.1:*",
  'worker-src': "'self' blob:",
  'object-src': "'none'",
  'base-uri': "'self'",
  'form-action': "'none'",
};

const written = (directives: Record<string, string>): string =>
  Object.entries(directives).map(([name, value]) => `${name} ${value}`).join('; ');

/** With every file: threads need the first two; the third lets a page that is isolated itself frame this one. */
export const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'cross-origin',
};

/** Every header of the served site; the one table, from which `_headers` is written too. Any site may frame a part of this one. */
export const headers: Record<string, string> = {
  ...isolation,
  'Content-Security-Policy': written(policy),
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
};

/** To be included in an nginx location; a policy has semicolons and apostrophes, so each value is quoted. */
export const forNginx = (table: Record<string, string>): string =>
  Object.entries(table).map(([name, value]) => `add_header ${name} "${value}" always;\n`).join('');

/** For hosts that send no headers the built page holds the policy itself; for some that do, `_headers` and `nginx.headers`. */
export function servedHeaders(): Plugin {
  return {
    name: 'served-headers',
    apply: 'build',
    transformIndexHtml: () => [
      { tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content: written(policy) }, injectTo: 'head-prepend' },
    ],
    generateBundle() {
      const lines = Object.entries(headers).map(([name, value]) => `  ${name}: ${value}\n`);
      this.emitFile({ type: 'asset', fileName: '_headers', source: `/*\n${lines.join('')}` });
      this.emitFile({ type: 'asset', fileName: 'nginx.headers', source: forNginx(headers) });
    },
  };
}
