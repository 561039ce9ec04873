export const segment = (marker: number, ...data: number[]): number[] => [0xff, marker, (data.length + 2) >> 8, (data.length + 2) & 255, ...data];

export interface JpegOptions {
  /** Quantised DC coefficient of each component in each block; a step is two levels of the sample. */
  components: number[][];
  /** Blocks of 8 × 8 in a row. */
  across: number;
  /** Adobe's colour transform; without it there is no such segment. */
  adobe?: 0 | 1 | 2;
  bits?: 8 | 12;
  /** Between the start and the tables. */
  segments?: number[];
  /** Of the frame: 0xc0 baseline, 0xc9 arithmetic coding, which no browser decodes. */
  frame?: number;
}

/** A JPEG of flat blocks (ITU T.81): only DC coefficients, so that the picture is known exactly. */
export function jpeg({ components, across, adobe, bits = 8, segments = [], frame = 0xc0 }: JpegOptions): Buffer {
  const ids = components.map((_, i) => i + 1);
  const down = components[0]!.length / across;
  return Buffer.from([
    0xff, 0xd8,
    ...segments,
    ...(adobe === undefined ? [] : segment(0xee, ...Buffer.from('Adobe'), 0, 100, 0, 0, 0, 0, adobe)),
    ...segment(0xdb, 0, ...Array.from({ length: 64 }, () => 16)),
    ...segment(frame, bits, 0, down * 8, 0, across * 8, ids.length, ...ids.flatMap((id) => [id, 0x11, 0])),
    // Twelve categories of four bits each; one code of one bit, the end of a block.
    ...segment(0xc4, 0x00, 0, 0, 0, 12, ...Array.from({ length: 12 }, () => 0), ...Array.from({ length: 12 }, (_, i) => i)),
    ...segment(0xc4, 0x10, 1, ...Array.from({ length: 15 }, () => 0), 0),
    ...segment(0xda, ids.length, ...ids.flatMap((id) => [id, 0]), 0, 63, 0),
    ...scan(components),
    0xff, 0xd9,
  ]);
}

export const exif = (orientation: number): number[] =>
  segment(0xe1, ...Buffer.from('Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0', 'latin1'), orientation, 0, 0, 0, 0, 0, 0);

function scan(components: readonly number[][]): number[] {
  let text = '';
  const last = components.map(() => 0);
  for (let block = 0; block < components[0]!.length; block++) {
    components.forEach((values, c) => {
      const change = values[block]! - last[c]!;
      last[c] = values[block]!;
      const size = change === 0 ? 0 : Math.floor(Math.log2(Math.abs(change))) + 1;
      text += size.toString(2).padStart(4, '0');
      if (size > 0) text += (change > 0 ? change : change + 2 ** size - 1).toString(2).padStart(size, '0');
      text += '0';
    });
  }
  const bytes = text.padEnd(Math.ceil(text.length / 8) * 8, '1').match(/.{8}/g)!.map((part) => Number.parseInt(part, 2));
  return bytes.flatMap((byte) => (byte === 0xff ? [0xff, 0] : [byte]));
}
