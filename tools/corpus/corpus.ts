import { bmp } from './bmp';
import { gif } from './gif';
import { exif, jpeg, segment } from './jpeg';
import { chunk, png, type PngOptions, signature } from './png';
import { blackWhite, colour, grey } from './raster';

/** same: the network answers as for that other file; refused: by this code of the locale files; either: taken or refused, but answered. */
export type Expected = { same: string } | { refused: string; format?: string } | 'either';

export interface Odd {
  name: string;
  bytes: Buffer;
  expected: Expected;
}

const PICTURES = { colour, grey, blackWhite };
const plain = png(colour, { type: 2, bits: 8 });
const flat = [3, -20, 40, -60, 10, 0, 25, -5, 50];
const neutral = flat.map(() => 0);
const greyJpeg = jpeg({ components: [flat], across: 3 });
const plainGif = gif(colour);
const plainBmp = bmp(colour, { bits: 24 });
const text = (value: string): Buffer => Buffer.from(value, 'latin1');
const none = text('');

const pngs: [group: keyof typeof PICTURES, type: PngOptions['type'], bits: PngOptions['bits']][] = [
  ['colour', 2, 8], ['colour', 2, 16], ['colour', 3, 4], ['colour', 3, 8], ['colour', 6, 8], ['colour', 6, 16],
  ['grey', 0, 2], ['grey', 0, 4], ['grey', 0, 8], ['grey', 0, 16], ['grey', 3, 2], ['grey', 4, 8], ['grey', 4, 16], ['blackWhite', 0, 1], ['blackWhite', 3, 1],
];

function pngVariants(): Odd[] {
  return pngs.flatMap(([group, type, bits]) =>
    [false, true].map((interlaced) => ({
      name: `${group}-${type}-${bits}${interlaced ? '-interlaced' : ''}.png`,
      bytes: png(PICTURES[group], { type, bits, interlaced }),
      expected: { same: REFERENCE[group] },
    })),
  );
}

const REFERENCE = { colour: 'colour-2-8.png', grey: 'grey-0-8.png', blackWhite: 'blackWhite-0-1.png' };

const rest: [name: string, bytes: Buffer, expected: Expected][] = [
  ['gamma.png', png(colour, { type: 2, bits: 8, chunks: [chunk('gAMA', Buffer.from([0, 0, 0x27, 0x10]))] }), 'either'],
  ['no-profile.png', png(colour, { type: 2, bits: 8, chunks: [chunk('iCCP', text('x\0\0not a profile'))] }), { same: REFERENCE.colour }],
  ['trailing.png', Buffer.concat([plain, Buffer.alloc(999, 7)]), { same: REFERENCE.colour }],
  ['cut.png', plain.subarray(0, -20), { refused: 'truncated', format: 'PNG' }],
  ['header-only.png', plain.subarray(0, 33), { refused: 'truncated', format: 'PNG' }],
  ['no-data.png', Buffer.concat([plain.subarray(0, 33), chunk('IEND', none)]), { refused: 'broken', format: 'PNG' }],
  ['lying.png', png(colour, { type: 2, bits: 8, claimed: { width: 9000, height: 9000 } }), 'either'],
  ['bomb.png', png(colour, { type: 2, bits: 8, claimed: { width: 60_000, height: 60_000 } }), { refused: 'tooManyPixels' }],
  ['bad-crc.png', Buffer.concat([plain.subarray(0, 30), Buffer.from([plain[30]! ^ 255]), plain.subarray(31)]), { refused: 'broken', format: 'PNG' }],
  ['signature.png', signature, { refused: 'truncated', format: 'PNG' }],
  ['plain.gif', plainGif, { same: REFERENCE.colour }],
  ['interlaced.gif', gif(colour, { interlaced: true }), { same: REFERENCE.colour }],
  ['animated.gif', gif(colour, { frames: 3 }), { same: REFERENCE.colour }],
  ['cut-animated.gif', gif(colour, { frames: 3 }).subarray(0, -900), { same: REFERENCE.colour }],
  ['cut.gif', plainGif.subarray(0, 1200), { refused: 'truncated', format: 'GIF' }],
  ['named-png.jpg', plain, { same: REFERENCE.colour }],
  ...([24, 32, 8, 4] as const).map((bits): [string, Buffer, Expected] => [`${bits}.bmp`, bmp(bits === 4 ? grey : colour, { bits }), { same: bits === 4 ? REFERENCE.grey : REFERENCE.colour }]),
  ['1.bmp', bmp(blackWhite, { bits: 1 }), { same: REFERENCE.blackWhite }],
  ['top-down.bmp', bmp(colour, { bits: 24, topDown: true }), { same: REFERENCE.colour }],
  ['cut.bmp', plainBmp.subarray(0, 2000), { refused: 'truncated', format: 'BMP' }],
  ['lying.bmp', bmp(colour, { bits: 24, claimed: { width: 5000, height: 5000 } }), { refused: 'truncated', format: 'BMP' }],
  ['grey.jpg', greyJpeg, { same: 'grey.jpg' }],
  ['three.jpg', jpeg({ components: [flat, neutral, neutral], across: 3 }), { same: 'grey.jpg' }],
  ['cmyk.jpg', jpeg({ components: [flat, flat, flat, flat], across: 3, adobe: 0 }), 'either'],
  ['ycck.jpg', jpeg({ components: [flat, neutral, neutral, flat], across: 3, adobe: 2 }), 'either'],
  ['upright.jpg', jpeg({ components: [flat], across: 3, segments: exif(1) }), { same: 'grey.jpg' }],
  ['orientation-99.jpg', jpeg({ components: [flat], across: 3, segments: exif(99) }), { same: 'grey.jpg' }],
  ['rotated.jpg', jpeg({ components: [flat], across: 3, segments: exif(6) }), 'either'],
  ['no-profile.jpg', jpeg({ components: [flat], across: 3, segments: segment(0xe2, ...text('ICC_PROFILE\0\x01\x01nothing')) }), { same: 'grey.jpg' }],
  ['trailing.jpg', Buffer.concat([greyJpeg, Buffer.alloc(99)]), { same: 'grey.jpg' }],
  ['12-bit.jpg', jpeg({ components: [flat], across: 3, bits: 12 }), 'either'],
  ['arithmetic.jpg', jpeg({ components: [flat], across: 3, frame: 0xc9 }), 'either'],
  ['cut.jpg', greyJpeg.subarray(0, -9), { refused: 'truncated', format: 'JPEG' }],
  ['empty.jpg', none, { refused: 'empty' }],
  ['text.png', text('only words'), { refused: 'text' }],
  ['page.webp', text('<!doctype html><script>alert(1)</script>'), { refused: 'text' }],
  ['empty.svg', text('<svg xmlns="http://www.w3.org/2000/svg"></svg>'), { same: 'empty.svg' }],
  ['script.svg', text('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'), { same: 'empty.svg' }],
  ['onload.svg', text('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><image href="http://elsewhere.example/a.png"/></svg>'), { same: 'empty.svg' }],
  ['cut.svg', text('<svg xmlns="http://www.w3.org/2000/svg"><rect'), { refused: 'broken', format: 'SVG' }],
  ['noise.jpg', Buffer.from([0, 1, 2, 3, 200, 0]), { refused: 'unknown' }],
  ['scan.tif', text('II*\0\x08\0\0\0'), { refused: 'format', format: 'TIFF' }],
  ['phone.heic', text('\0\0\0\x18ftypheic\0\0\0\0mif1heic'), { refused: 'broken', format: 'HEIC' }],
  ['paper.pdf', text('%PDF-1.7'), { refused: 'format', format: 'PDF' }],
  ['many.png', text('PK\x03\x04'), { refused: 'format', format: 'ZIP' }],
  ['<img src=x onerror=alert(1)>.png', plain, { same: REFERENCE.colour }],
];

/** Odd and hostile pictures, made from nothing but arithmetic. */
export const corpus = (): Odd[] => [...pngVariants(), ...rest.map(([name, bytes, expected]) => ({ name, bytes, expected }))];
