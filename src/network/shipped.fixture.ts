import { readFileSync } from 'node:fs';
import type { Manifest, Plan } from '../contracts';
import { readSafetensors, toFloat32 } from '../safetensors/read';
import { buildPlan } from './plan';
import type { StateTensor } from './weights';

const FOLDER = 'public/models/seresnet50-w32-tin';

export function readShipped(): { manifest: Manifest; plan: Plan; state: Map<string, StateTensor> } {
  const manifest: Manifest = JSON.parse(readFileSync(`${FOLDER}/model.json`, 'utf8'));
  const plan = buildPlan(manifest.architecture, manifest.preprocessing.size);
  return { manifest, plan, state: readShippedTensors('weights.safetensors') };
}

export function readShippedTensors(file: string): Map<string, StateTensor> {
  const { tensors } = readSafetensors(readShippedFile(file));
  return new Map([...tensors].map(([name, stored]) => [name, { shape: stored.shape, data: toFloat32(stored) }]));
}

export function readShippedFile(file: string): ArrayBuffer {
  const { buffer, byteOffset, byteLength } = readFileSync(`${FOLDER}/${file}`);
  return buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer;
}
