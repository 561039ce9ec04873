import type { SelfTest } from '../contracts';
import type { Golden } from '../data/goldenFile';
import { capture } from './capture';
import type { DeviceNetwork } from './network';

/** Largest differences to PyTorch that are taken for equal (DESIGN.md, Rules that hold everywhere). */
export function limits(halfPrecision: boolean): SelfTest['limits'] {
  return halfPrecision ? { excitation: 2e-3, logits: 5e-2 } : { excitation: 1e-4, logits: 1e-3 };
}

/** Runs the image of `golden.safetensors` through the same pass as any other and compares. A value that is no number differs infinitely. */
export async function selfTest(network: DeviceNetwork, golden: Golden): Promise<SelfTest> {
  const { halfPrecision } = network.device;
  const [result] = await capture(network, golden.input, {});
  const logits = largestDifference(result!.logits, golden.logits);
  const excitation = network.plan.se.reduce(
    (most, block) => Math.max(most, largestDifference(result!.excitation[block]!, golden.excitation[block]!)),
    0,
  );
  const within = limits(halfPrecision);
  return { ok: excitation <= within.excitation && logits <= within.logits, ...(golden.own && { own: true }), excitation, logits, limits: within, halfPrecision };
}

function largestDifference(a: Float32Array, b: Float32Array): number {
  let most = 0;
  for (let i = 0; i < b.length; i++) {
    const difference = Math.abs(a[i]! - b[i]!);
    if (!(difference <= most)) most = Number.isNaN(difference) ? Infinity : difference;
  }
  return most;
}
