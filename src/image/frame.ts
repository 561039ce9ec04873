import { fromBitmap } from './decode';
import { withoutAlpha } from './pixels';
import type { Picture } from './resize';

/** A camera's frame as a picture; the frame is closed. @throws ImageError `image.tooManyPixels` */
export async function fromFrame(frame: VideoFrame | ImageBitmap): Promise<Picture> {
  if (!('VideoFrame' in globalThis) || !(frame instanceof VideoFrame)) return fromBitmap(frame as ImageBitmap, '');
  try {
    return (await copied(frame)) ?? fromBitmap(await createImageBitmap(frame, { colorSpaceConversion: 'none' }), '');
  } finally {
    frame.close();
  }
}

/** Undefined where the browser doesn't turn frames into RGB. */
async function copied(frame: VideoFrame): Promise<Picture | undefined> {
  const { width, height } = frame.visibleRect ?? { width: 0, height: 0 };
  const rgba = new Uint8ClampedArray(width * height * 4);
  const options = { format: 'RGBA' } as const;
  try {
    if (frame.allocationSize(options) !== rgba.length) return undefined;
    await frame.copyTo(rgba, options);
    return { width, height, rgb: withoutAlpha(rgba) };
  } catch {
    return undefined;
  }
}
