import { shippedFile } from '../../tools/shipped';
import type { Manifest, Plan } from '../contracts';
import { readSafetensors, toFloat32 } from '../safetensors/read';
import { buildPlan } from './plan';
import type { StateTensor } from './weights';

export function readShipped(): { manifest: Manifest; plan: Plan; state: Map<string, StateTensor> } {
  const manifest: Manifest = JSON.parse(shippedFile('model.json').toString());
  const plan = buildPlan(manifest.architecture, manifest.preprocessing.size);
  return { manifest, plan, state: readShippedTensors('weights.safetensors') };
}

export function readShippedTensors(file: string): Map<string, StateTensor> {
  const { tensors } = readSafetensors(readShippedFile(file));
  return new Map([...tensors].map(([name, stored]) => [name, { shape: stored.shape, data: toFloat32(stored) }]));
}

export function readShippedFile(file: string): ArrayBuffer {
  const { buffer, byteOffset, byteLength } = shippedFile(file);
  return buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer;
}
