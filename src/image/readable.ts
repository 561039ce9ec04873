import { sniff } from './sniff';

/**
 * A picture file as something that `decodeImage` or `fromBitmap` takes: SVG drawn, HEIC decoded, each by code that is loaded
 * when it is first needed, and every other file as it is. Needs a page.
 * @throws ImageError as `drawSvg` and `decodeHeic`
 */
export async function readable(file: Blob, name: string): Promise<Blob | ImageBitmap> {
  switch (await formatOf(file)) {
    case 'SVG':
      return (await import('./svg')).drawSvg(file, name);
    case 'HEIC':
      return (await import('./heic')).decodeHeic(file, name);
    default:
      return file;
  }
}

/** What can't be read is told by whoever decodes it. */
async function formatOf(file: Blob): Promise<string | undefined> {
  try {
    return sniff(new Uint8Array(await file.slice(0, 4096).arrayBuffer()));
  } catch {
    return undefined;
  }
}
