/** Formats that browsers decode and that are taken. */
export const DECODABLE = ['JPEG', 'PNG', 'GIF', 'WebP', 'BMP', 'AVIF'] as const;

export type Decodable = (typeof DECODABLE)[number];

/** Bytes that begin other files people drop, each with the format's name. */
const SIGNATURES: [name: string, at: number, bytes: string][] = [
  ['JPEG', 0, '\xff\xd8\xff'],
  ['PNG', 0, '\x89PNG\r\n\x1a\n'],
  ['GIF', 0, 'GIF87a'],
  ['GIF', 0, 'GIF89a'],
  ['WebP', 8, 'WEBP'],
  ['BMP', 0, 'BM'],
  ['TIFF', 0, 'II*\0'],
  ['TIFF', 0, 'MM\0*'],
  ['TIFF', 0, 'II+\0'],
  ['JPEG XL', 0, '\xff\x0a'],
  ['JPEG XL', 0, '\0\0\0\x0cJXL '],
  ['JPEG 2000', 0, '\0\0\0\x0cjP  '],
  ['JPEG 2000', 0, '\xff\x4f\xff\x51'],
  ['Photoshop', 0, '8BPS'],
  ['PDF', 0, '%PDF'],
  ['ICO', 0, '\0\0\x01\0'],
  ['DDS', 0, 'DDS '],
  ['OpenEXR', 0, '\x76\x2f\x31\x01'],
  ['ZIP', 0, 'PK\x03\x04'],
  ['WebM', 0, '\x1a\x45\xdf\xa3'],
];

/** Brands of ISO base media files. */
const BRANDS: Record<string, string> = {
  avif: 'AVIF',
  avis: 'AVIF',
  heic: 'HEIC',
  heix: 'HEIC',
  heim: 'HEIC',
  heis: 'HEIC',
  hevc: 'HEIC',
  hevx: 'HEIC',
  mif1: 'HEIC',
  msf1: 'HEIC',
  'crx ': 'CR3',
};

/**
 * The format that a file's first bytes show, whatever it is called.
 * @param head some hundred bytes or more
 * @returns `text` for text, undefined for what isn't known
 */
export function sniff(head: Uint8Array): string | undefined {
  const text = String.fromCharCode(...head.subarray(0, 512));
  if (text.startsWith('ftyp', 4)) return brand(head, text);
  const found = SIGNATURES.find(([name, at, bytes]) => text.startsWith(bytes, at) && (name !== 'WebP' || text.startsWith('RIFF')));
  if (found) return found[0];
  if (!isText(head)) return undefined;
  return /<svg[\s>]/i.test(text) ? 'SVG' : 'text';
}

/** Of an ISO base media file: `mif1` and `msf1` are shared, so the compatible brands decide first. */
function brand(head: Uint8Array, text: string): string {
  const bytes = Math.min(new DataView(head.buffer, head.byteOffset).getUint32(0), text.length);
  const names = [text.slice(8, 12)];
  for (let at = 16; at + 4 <= bytes; at += 4) names.push(text.slice(at, at + 4));
  const known = names.map((name) => BRANDS[name]).filter(Boolean);
  return known.find((name) => name === 'AVIF') ?? known[0] ?? 'MP4';
}

function isText(head: Uint8Array): boolean {
  if (head.some((byte) => byte < 9 || (byte > 13 && byte < 32 && byte !== 27))) return false;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return true;
  } catch {
    return false;
  }
}
