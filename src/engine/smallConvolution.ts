import { conv2d, dispose, zeros } from '@tensorflow/tfjs-core';
import type { Tensor3D, Tensor4D } from '@tensorflow/tfjs-core';
import type { Device } from './device';
import { read } from './device';
import { median } from './timing';

/** Median milliseconds of a small convolution (38 million multiply-adds) on the active device: it tells a software renderer whose name is masked. */
export async function timeSmallConvolution(device: Device): Promise<number> {
  const x: Tensor3D = zeros([32, 32, 64]);
  const filter: Tensor4D = zeros([3, 3, 64, 64]);
  const milliseconds: number[] = [];
  try {
    for (let i = 0; i < 4; i++) {
      const start = performance.now();
      const y = conv2d(x, filter, 1, 1);
      await read(device, y);
      y.dispose();
      milliseconds.push(performance.now() - start);
    }
  } finally {
    dispose([x, filter]);
  }
  return median(milliseconds.slice(1));
}
