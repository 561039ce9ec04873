import type { Network } from '../../../src/network/lighter';
import { buildPlan } from '../../../src/network/plan';
import { knownArchitecture } from '../../../src/network/timm';
import { weightShapes } from '../../../src/network/weights';

/** SE-ResNet-50 for 1000 classes at 224 × 224 (timm's `seresnet50`) with random weights: values play no part in how long it takes. */
export function randomSEResNet50(): Network {
  const plan = buildPlan(knownArchitecture('seresnet50'), [224, 224]);
  const random = generator(1);
  const state = new Map([...weightShapes(plan)].map(([name, shape]) => {
    const draw = valuesOf(name, shape);
    return [name, { shape, data: Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => draw(random)) }];
  }));
  return { plan, state };
}

/** Batch norms that change nothing, and weights that keep values in range: no overflow, and nothing so small that it is slow. */
function valuesOf(name: string, shape: readonly number[]): (random: () => number) => number {
  if (/running_mean$|bias$/.test(name)) return () => 0;
  if (shape.length === 1) return () => 1;
  const limit = Math.sqrt(6 / shape.slice(1).reduce((a, b) => a * b, 1));
  return (random) => limit * (2 * random() - 1);
}

/** Even numbers in [0, 1) from a seed (mulberry32). */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
