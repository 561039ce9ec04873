import { readdirSync, readFileSync } from 'node:fs';
import type { Architecture, BlockId, Gate, GateBase, GateEdit, Gates } from '../contracts';
import type { StateTensor } from './weights';

interface Stored {
  shape: number[];
  data: string;
}

interface StoredGate {
  base: Exclude<GateBase, { kind: 'constant' }> | { kind: 'constant'; values: Stored };
  edits?: GateEdit[];
}

interface StoredVector {
  name: string;
  architecture: Architecture;
  input: Stored;
  hidden: Record<BlockId, number>;
  weights: Record<string, Stored>;
  expected: { logits: Stored; blocks: Record<BlockId, { squeeze: Stored; hidden: Stored; excitation: Stored; u?: Stored }> };
  gates: {
    name: string;
    gates: Record<BlockId, StoredGate>;
    logits: Stored;
    applied: Record<BlockId, Stored>;
    excitation: Record<BlockId, Stored>;
  }[];
}

/** A small random network and what PyTorch makes of it (tools/vectors/network.py); images are [N, H, W, C]. */
export interface Vector {
  name: string;
  architecture: Architecture;
  size: [number, number];
  input: StateTensor;
  hidden: Record<BlockId, number>;
  weights: Map<string, StateTensor>;
  logits: StateTensor;
  /** By value name: `SE_3_2.squeeze`, `.hidden`, `.excitation` of every SE block, `.U` of some. */
  values: Map<string, StateTensor>;
  settings: { name: string; gates: Gates; logits: StateTensor; values: Map<string, StateTensor> }[];
}

/** All vectors of src/network/vectors. */
export function readVectors(): Vector[] {
  const folder = new URL('./vectors/', import.meta.url);
  const files = readdirSync(folder).filter((name) => name.endsWith('.json')).sort();
  return files.map((name) => decodeVector(JSON.parse(readFileSync(new URL(name, folder), 'utf8'))));
}

function decodeVector({ name, architecture, input, hidden, weights, expected, gates }: StoredVector): Vector {
  const values = new Map<string, StateTensor>();
  for (const [id, { u, ...named }] of Object.entries(expected.blocks)) {
    for (const [value, stored] of Object.entries(u ? { ...named, U: u } : named)) values.set(`${id}.${value}`, decode(stored));
  }
  return {
    name, architecture, hidden, values, size: [input.shape[1], input.shape[2]], input: decode(input), logits: decode(expected.logits),
    weights: new Map(Object.entries(weights).map(([key, stored]) => [key, decode(stored)])),
    settings: gates.map((setting) => ({
      name: setting.name,
      gates: Object.fromEntries(Object.entries(setting.gates).map(([id, gate]) => [id, decodeGate(gate)])),
      logits: decode(setting.logits),
      values: new Map([
        ...Object.entries(setting.applied).map(([id, stored]): [string, StateTensor] => [`${id}.gate`, decode(stored)]),
        ...Object.entries(setting.excitation).map(([id, stored]): [string, StateTensor] => [`${id}.excitation`, decode(stored)]),
      ]),
    })),
  };
}

function decodeGate({ base, edits }: StoredGate): Gate {
  return { base: base.kind === 'constant' ? { kind: base.kind, values: decode(base.values).data } : base, edits };
}

function decode({ shape, data }: Stored): StateTensor {
  const bytes = Uint8Array.from(Buffer.from(data, 'base64'));
  return { shape, data: new Float32Array(bytes.buffer) };
}
