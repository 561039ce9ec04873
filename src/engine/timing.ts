import type { Gates } from '../contracts';
import { capture, logitsOf } from './capture';
import type { DeviceNetwork } from './network';
import type { Turn } from './queue';

interface PassOptions {
  gates?: Gates;
  /** With every excitation read, as results are; timings that are shown run untapped. */
  tapped?: boolean;
}

/** Milliseconds of one pass over one batch [N, H, W, 3] flat, to the reading of its values. */
export async function timePass(network: DeviceNetwork, images: Float32Array, { gates = {}, tapped = false }: PassOptions = {}): Promise<number> {
  const start = performance.now();
  await (tapped ? capture : logitsOf)(network, images, gates);
  return performance.now() - start;
}

/** Median milliseconds of an untapped pass over one image, the first not counted; gives way between passes. */
export async function timeImage(network: DeviceNetwork, turn: Turn = () => Promise.resolve(), passes = 3): Promise<number> {
  const image = new Float32Array(network.plan.input.reduce((a, b) => a * b, 1));
  await timePass(network, image);
  const milliseconds: number[] = [];
  while (milliseconds.length < passes) {
    await turn();
    milliseconds.push(await timePass(network, image));
  }
  return median(milliseconds);
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
