import type { Preprocessing } from '../contracts';

/** A rectangle of the resized picture, in its pixels. */
export interface Window {
  left: number;
  top: number;
  width: number;
  height: number;
}

export interface CropGeometry {
  /** Size of the whole picture once resized. */
  resized: { width: number; height: number };
  /** What the network sees of it. */
  window: Window;
}

/**
 * torchvision's Resize and CenterCrop: the shorter side becomes ⌊size / crop⌋, the longer one is truncated, and the
 * crop's offset rounds half to even as Python does. For a size that isn't square the resized picture just covers it.
 */
export function cropGeometry(width: number, height: number, { size, crop }: Pick<Preprocessing, 'size' | 'crop'>): CropGeometry {
  const [cropHeight, cropWidth] = size;
  const resized = cover(width, height, Math.floor(cropWidth / crop), Math.floor(cropHeight / crop));
  return {
    resized,
    window: {
      left: roundHalfToEven((resized.width - cropWidth) / 2),
      top: roundHalfToEven((resized.height - cropHeight) / 2),
      width: cropWidth,
      height: cropHeight,
    },
  };
}

function cover(width: number, height: number, atLeastWidth: number, atLeastHeight: number): { width: number; height: number } {
  if (width * atLeastHeight <= height * atLeastWidth) return { width: atLeastWidth, height: Math.floor((atLeastWidth * height) / width) };
  return { width: Math.floor((atLeastHeight * width) / height), height: atLeastHeight };
}

function roundHalfToEven(value: number): number {
  const floor = Math.floor(value);
  const fraction = value - floor;
  if (fraction === 0.5) return floor % 2 === 0 ? floor : floor + 1;
  return Math.round(value);
}
