import type { BlockId, Gate, GateEdit, Gates, Plan, PlanBlock } from '../contracts';

/** A gate that does not fit its block. */
export class GateError extends Error {
  override readonly name = 'GateError';

  constructor(readonly block: string, readonly detail: string) {
    super(`gate of ${block}: ${detail}`);
  }
}

/** A gate with its edits worked in. `ones` needs no product at all. */
export type ResolvedGate =
  | { kind: 'live'; edits?: Affine }
  | { kind: 'ones' }
  /** [1, C] or [N, C] flat. */
  | { kind: 'constant'; values: Float32Array };

/** Per channel, what edits do to an excitation: s · multiply + add, [C] each. */
export interface Affine {
  multiply: Float32Array;
  add: Float32Array;
}

/** The gate of every SE block for a batch of n images. Throws a GateError for a block without SE, a wrong length or channel. */
export function resolveGates(plan: Plan, gates: Gates, n: number): Map<BlockId, ResolvedGate> {
  for (const id of Object.keys(gates)) assertHasSE(plan, id);
  const resolved = new Map<BlockId, ResolvedGate>();
  for (const block of plan.blocks) {
    if (block.hidden !== undefined) resolved.set(block.id, resolveGate(gates[block.id], block, n));
  }
  return resolved;
}

/** Throws a GateError unless `id` is a block of the plan that has an SE module. */
export function assertHasSE(plan: Plan, id: string): void {
  if (plan.se.includes(id as BlockId)) return;
  throw new GateError(id, `no SE module there; known: ${plan.se.join(', ') || 'none'}`);
}

function resolveGate(gate: Gate | undefined, block: PlanBlock, n: number): ResolvedGate {
  if (!gate) return { kind: 'live' };
  const { base, edits = [] } = gate;
  checkChannels(edits, block);
  if (base.kind === 'live') return edits.length > 0 ? { kind: 'live', edits: affine(edits, block.channels) } : { kind: 'live' };
  if (base.kind === 'ones' && edits.length === 0) return { kind: 'ones' };
  if (base.kind === 'ones') return constant(new Float32Array(block.channels).fill(1), edits, block.channels);
  const { length } = base.values;
  if (length !== block.channels && length !== n * block.channels) {
    throw new GateError(block.id, `${length} values; ${block.channels} expected, or ${n} × ${block.channels} for ${n} images`);
  }
  return constant(base.values, edits, block.channels);
}

function constant(values: Float32Array, edits: readonly GateEdit[], channels: number): ResolvedGate {
  if (edits.length === 0) return { kind: 'constant', values };
  const { multiply, add } = affine(edits, channels);
  return { kind: 'constant', values: values.map((value, i) => value * multiply[i % channels] + add[i % channels]) };
}

function affine(edits: readonly GateEdit[], channels: number): Affine {
  const multiply = new Float32Array(channels).fill(1);
  const add = new Float32Array(channels);
  for (const { channels: edited, how, value } of edits) {
    for (const c of edited) {
      multiply[c] = how === 'set' ? 0 : multiply[c] * value;
      add[c] = how === 'set' ? value : add[c] * value;
    }
  }
  return { multiply, add };
}

function checkChannels(edits: readonly GateEdit[], { id, channels }: PlanBlock): void {
  for (const edit of edits) {
    const wrong = edit.channels.find((c) => !Number.isInteger(c) || c < 0 || c >= channels);
    if (wrong !== undefined) throw new GateError(id, `channel ${wrong}; it has 0 to ${channels - 1}`);
  }
}
