import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';

/** What goes wrong with an answer. */
export interface Fault {
  status?: number;
  headers?: Record<string, string>;
  /** Fewer bytes than asked, and said so. */
  short?: boolean;
  /** The connection ends in the middle of the body. */
  broken?: boolean;
  /** Never answers. */
  silent?: boolean;
  etag?: string;
  /** One byte is another. */
  wrong?: boolean;
  /** Answers, or fails, after so many ms. */
  late?: number;
  /** Leads on to another host. */
  elsewhere?: string;
}

interface Asked {
  path: string;
  /** Of a large file: its first byte. */
  from?: number;
  cookie?: string;
  referer?: string;
}

interface Repo {
  licence?: string;
  gated?: string;
  /** By path. */
  files: Record<string, Buffer>;
  /** What the hub's viewer shows of a data set, as one split `validation`. */
  viewed?: { names: string[]; rows: { image: Buffer; label: number }[] };
}

/** Files above this are kept elsewhere by the hub, with a SHA-256. */
const LARGE = 100_000;
const REVISION = '0123456789abcdef0123456789abcdef01234567';

export interface FakeHub {
  address: string;
  host: string;
  asked: Asked[];
  /** Says what goes wrong with a request: the first byte asked for, where it is for a large file. */
  fault: (asked: Asked) => Fault;
  close(): void;
}

/** A server that behaves like the Hugging Face hub: listings, a redirect to where large files lie, Range, ETag, CORS; and its viewer. Data sets are called `datasets/owner/name`. */
export async function fakeHub(repos: Record<string, Repo>): Promise<FakeHub> {
  const hub: FakeHub = { address: '', host: '', asked: [], fault: () => ({}), close: () => {} };
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url!, 'http://hub');
    const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '');
    const { cookie, referer } = request.headers;
    const asked: Asked = { path: pathname, ...(range && { from: Number(range[1]) }), ...(cookie && { cookie }), ...(referer && { referer }) };
    hub.asked.push(asked);
    const fault = hub.fault(asked);
    response.setHeader('access-control-allow-origin', '*').setHeader('access-control-expose-headers', 'ETag, Content-Range, Retry-After');
    if (fault.silent) return;
    if (fault.late) await setTimeout(fault.late);
    if (fault.elsewhere) return void response.writeHead(302, { location: fault.elsewhere }).end();
    if (fault.status) return void response.writeHead(fault.status, fault.headers ?? {}).end();
    const json = (value: unknown): void => void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value));
    const { dataset = '', offset, length } = Object.fromEntries(searchParams);
    const { names = [], rows = [] } = repos[`datasets/${dataset}`]?.viewed ?? {};
    if (pathname === '/splits') return rows.length > 0 ? json({ splits: [{ dataset, config: 'default', split: 'validation' }], pending: [], failed: [] }) : void response.writeHead(404).end();
    if (pathname === '/info') return json({ dataset_info: { license: '', splits: { validation: { name: 'validation', num_bytes: rows.reduce((sum, { image }) => sum + image.length, 0), num_examples: rows.length } } } });
    if (pathname === '/rows') {
      const features = [{ feature_idx: 0, name: 'image', type: { _type: 'Image' } }, { feature_idx: 1, name: 'label', type: { names, _type: 'ClassLabel' } }];
      const page = rows.slice(Number(offset), Number(offset) + Number(length)).map(({ label }, i) => ({ row_idx: Number(offset) + i, row: { image: { src: `${hub.address}/cached-assets/${dataset}/${Number(offset) + i}?Expires=1`, height: 1, width: 1 }, label }, truncated_cells: [] }));
      return json({ features, rows: page, num_rows_total: rows.length, num_rows_per_page: 100, partial: false });
    }
    const cached = /^\/cached-assets\/(.+)\/(\d+)$/.exec(pathname);
    if (cached) return void response.writeHead(200, { 'content-type': 'image/png' }).end(repos[`datasets/${cached[1]}`]!.viewed!.rows[Number(cached[2])]!.image);
    const parts = pathname.replace(/^\/api\/(models\/)?/, '/').slice(1).split('/').map(decodeURIComponent);
    const place = parts.splice(0, parts[0] === 'datasets' ? 3 : 2).join('/');
    const [verb, , ...rest] = parts;
    const repo = repos[place];
    if (!repo || verb === 'revision') return void response.writeHead(404).end();
    if (pathname.startsWith('/api/')) {
      if (verb === undefined) return json({ id: place, sha: REVISION, gated: repo.gated ?? false, cardData: { license: repo.licence } });
      return json(Object.entries(repo.files).map(([path, bytes]) => ({ type: 'file', oid: 'git', path, size: bytes.length, ...(bytes.length > LARGE && { lfs: { oid: createHash('sha256').update(bytes).digest('hex'), size: bytes.length, pointerSize: 134 } }) })));
    }
    const path = rest.join('/');
    const bytes = repo.files[path];
    if (!bytes) return void response.writeHead(404).end();
    if (verb === 'resolve' && bytes.length > LARGE) return void response.writeHead(302, { location: `/${place}/store/x/${path}` }).end();
    const [from, to] = range ? [Number(range[1]), Math.min(Number(range[2]), bytes.length - 1)] : [0, bytes.length - 1];
    const last = fault.short ? to - 1000 : to;
    const part = Buffer.from(bytes.subarray(from, last + 1));
    if (fault.wrong) part[part.length >> 1]! ^= 1;
    response.writeHead(range ? 206 : 200, { etag: fault.etag ?? '"1"', 'content-length': part.length, ...(range && { 'content-range': `bytes ${from}-${last}/${bytes.length}` }) });
    if (!fault.broken) return void response.end(part);
    response.write(part.subarray(0, part.length >> 1), () => response.destroy());
  });
  await new Promise<void>((resolve) => void server.listen(0, 'localhost', resolve));
  hub.host = `localhost:${(server.address() as AddressInfo).port}`;
  hub.address = `http://${hub.host}`;
  hub.close = () => void (server.closeAllConnections(), server.close());
  return hub;
}
