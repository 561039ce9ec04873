import type { Architecture, Manifest, Plan } from '../contracts';
import { buildPlan } from '../network/plan';
import type { FoldedWeights } from '../network/weights';
import { foldWeights, weightShapes } from '../network/weights';
import type { Files } from './folder.fixture';
import type { HostNetwork } from './network';
import { safetensors, type TensorSpec } from './safetensors.fixture';

const ARCHITECTURE: Architecture = {
  stem: { kind: '3x3', stride: 1, pool: false, width: 4 },
  eps: 1e-5,
  stages: [
    { id: 2, kind: 'bottleneck', blocks: 1, width: 4, out: 8, stride: 1, groups: 1, shortcut: 'conv' },
    { id: 3, kind: 'bottleneck', blocks: 3, width: 4, out: 8, stride: 2, groups: 1, shortcut: 'conv' },
  ],
  se: { blocks: ['SE_2_1', 'SE_3_1', 'SE_3_3'], r: 4, rounding: { divisor: 1, min: 2 }, squeeze: 'average', excitation: 'sigmoid', place: 'standard' },
  classes: 3,
};
const SIZE: [number, number] = [8, 8];
export const HELD_OUT = 70;

/** Numbers in −1 to 1, the same each time. */
export function numbers(length: number, seed: number): Float32Array {
  let state = seed * 7919 + 1;
  return Float32Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  });
}

const bytes = (length: number, seed: number): Uint8Array => Uint8Array.from(numbers(length, seed), (x) => Math.floor(128 + 127 * x));

function madeUpPlan(): Plan {
  return buildPlan(ARCHITECTURE, SIZE);
}

/** A small network with an SE module in three of four blocks; held-out activations enter SE_3_1. */
export function madeUpHost(): HostNetwork {
  const plan = madeUpPlan();
  return { plan, folded: madeUpWeights(plan), constants: { SE_2_1: numbers(8, 1), SE_3_1: numbers(8, 2), SE_3_3: numbers(8, 3) } };
}

function madeUpWeights(plan: Plan): Map<string, FoldedWeights> {
  return foldWeights(plan, stateDict(plan));
}

/** @param changed what is made of a tensor of the state dict */
export function madeUpFiles(changed: (name: string, data: Float32Array) => Float32Array = (_, data) => data): Files {
  return {
    'model.json': new TextEncoder().encode(JSON.stringify(manifest())),
    'weights.safetensors': weightsFile(changed),
    'profile.safetensors': profileFile(),
    'heldout.safetensors': heldOutFile(),
  };
}

function stateDict(plan: Plan): Map<string, { shape: number[]; data: Float32Array }> {
  let seed = 10;
  return new Map([...weightShapes(plan)].map(([name, shape]) => {
    const data = numbers(shape.reduce((a, b) => a * b, 1), seed++);
    return [name, { shape, data: name.endsWith('running_var') ? data.map((x) => 1 + x / 2) : data }];
  }));
}

function weightsFile(changed: (name: string, data: Float32Array) => Float32Array): Uint8Array<ArrayBuffer> {
  const tensors = [...stateDict(madeUpPlan())].map(([name, { shape, data }]): [string, TensorSpec] => [name, { dtype: 'F32', shape, data: changed(name, data) }]);
  return safetensors(Object.fromEntries(tensors));
}

function profileFile(): Uint8Array<ArrayBuffer> {
  const tensors: Record<string, TensorSpec> = { count: { dtype: 'U32', shape: [3], data: Uint32Array.of(5, 5, 5) } };
  for (const [i, block] of madeUpPlan().se.entries()) {
    tensors[`${block}.mean`] = { dtype: 'F32', shape: [3, 8], data: numbers(24, 50 + i).map((x) => 0.5 + x / 4) };
    tensors[`${block}.std`] = { dtype: 'F32', shape: [3, 8], data: new Float32Array(24).fill(0.1) };
    tensors[`${block}.scale_sd`] = { dtype: 'F32', shape: [3], data: new Float32Array(3).fill(0.1) };
    tensors[`${block}.hist`] = { dtype: 'U32', shape: [3, 40], data: new Uint32Array(120).fill(1) };
  }
  return safetensors(tensors, { range: '0,1', images: 'made up' });
}

export function heldOutFile(labels = Uint16Array.from({ length: HELD_OUT }, (_, i) => i % 3)): Uint8Array<ArrayBuffer> {
  return safetensors(
    {
      features: { dtype: 'U8', shape: [HELD_OUT, 8, 8, 8], data: bytes(HELD_OUT * 512, 70) },
      scale: { dtype: 'F32', shape: [8], data: new Float32Array(8).fill(1 / 64) },
      zero: { dtype: 'F32', shape: [8], data: numbers(8, 71) },
      labels: { dtype: 'U16', shape: [HELD_OUT], data: labels },
      index: { dtype: 'U32', shape: [HELD_OUT], data: Uint32Array.from({ length: HELD_OUT }, (_, i) => i) },
    },
    { entering: 'SE_3_1' },
  );
}

function manifest(): Manifest {
  return {
    format: 1,
    id: 'made-up',
    name: 'Made up',
    architecture: ARCHITECTURE,
    preprocessing: { size: SIZE, crop: 1, interpolation: 'bilinear', mean: [0.5, 0.5, 0.5], std: [0.25, 0.25, 0.25] },
    classes: [0, 1, 2].map((id) => ({ id, name: `class ${id}` })),
    defaults: { classes: [0] },
    parameters: 1,
    provenance: {},
    licence: 'MIT',
    files: {},
  };
}
