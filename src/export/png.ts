/** A PNG's own unit is pixels a metre. */
const METRE = 0.0254;
/** As many pixels as a canvas holds in every browser. */
const MOST = 16_000_000;

/** The check sum of PNG and zip, over bytes. */
export function crc32(bytes: Uint8Array): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

/** A PNG with its density written in, so that it prints at its own size; the chunk stands right after the header's 33 bytes. */
export function withDensity(png: Uint8Array, perInch: number): Uint8Array<ArrayBuffer> {
  const chunk = new Uint8Array(21);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, 9);
  chunk.set([0x70, 0x48, 0x59, 0x73], 4); // pHYs
  view.setUint32(8, Math.round(perInch / METRE));
  view.setUint32(12, Math.round(perInch / METRE));
  chunk[16] = 1;
  view.setUint32(17, crc32(chunk.subarray(4, 17)));
  const joined = new Uint8Array(png.length + chunk.length);
  joined.set(png.subarray(0, 33));
  joined.set(chunk, 33);
  joined.set(png.subarray(33), 54);
  return joined;
}

/** px of the picture for one px of a drawing of `width` × `height`, 96 to the inch: 300 dpi, less where no canvas would hold it. */
export const densityOf = (width: number, height: number): number => Math.min(300 / 96, Math.sqrt(MOST / (width * height)));

/**
 * An SVG document as a PNG on white, at 300 dpi.
 * @throws Error where the browser can't draw it
 */
export async function pngOf({ svg, width, height }: { svg: string; width: number; height: number }): Promise<Blob> {
  const density = densityOf(width, height);
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [Math.floor(width * density), Math.floor(height * density)];
    const context = canvas.getContext('2d');
    if (!context) throw new Error('no canvas');
    context.fillStyle = '#ffffff';
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
    if (!blob) throw new Error('no picture');
    return new Blob([withDensity(new Uint8Array(await blob.arrayBuffer()), density * 96)], { type: 'image/png' });
  } finally {
    URL.revokeObjectURL(url);
  }
}
