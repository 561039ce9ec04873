import { useEffect, useRef } from 'react';
import type { Crop } from '../contracts';

/** What the network sees of an image. */
export function CropCanvas({ crop, label }: { crop: Crop; label: string }) {
  const ref = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = ref.current?.getContext('2d');
    if (!context) return;
    const image = context.createImageData(crop.width, crop.height);
    for (let i = 0; i < crop.width * crop.height; i++) {
      image.data.set(crop.pixels.subarray(3 * i, 3 * i + 3), 4 * i);
      image.data[4 * i + 3] = 255;
    }
    context.putImageData(image, 0, 0);
  }, [crop]);
  return <canvas ref={ref} className="crop" width={crop.width} height={crop.height} role="img" aria-label={label} />;
}
