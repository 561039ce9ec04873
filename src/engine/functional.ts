import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import { add, dispose, mean, mul, reshape, tensor1d, tidy } from '@tensorflow/tfjs-core';
import { type BranchSums, functionalSpread } from '../analysis/functionalSpread';
import type { BlockId, Estimate, Plan, Progress, ValueName } from '../contracts';
import { evaluate } from '../network/forward';
import { readTogether } from './device';
import type { DeviceNetwork } from './network';
import type { Chunk, Start } from './prefixes';
import { EngineError } from './problem';
import type { Turn } from './queue';
import type { OnDevice } from './run';

interface FunctionalRun {
  plan: Plan;
  block: BlockId;
  chunks: readonly Chunk[];
}

/** What the gate multiplies, the excitation in the shape that it has, and what is added to their product, if anything is. */
function valuesOf(plan: Plan, block: BlockId): { gated: ValueName; excitation: ValueName; beside?: ValueName } {
  const scale = plan.operations.find(({ op, block: own }) => op === 'scale' && own === block)!;
  const gate = plan.operations.find(({ op, block: own }) => op === 'gate' && own === block)!;
  const beside = plan.operations.find(({ op, inputs }) => op === 'add' && inputs.includes(scale.output))?.inputs.find((name) => name !== scale.output);
  return { gated: scale.inputs[0]!, excitation: gate.inputs[0]!, ...(beside && { beside }) };
}

/**
 * Functional spread of one block, all gates live, s̄ being its 'all': image by image ‖(s − s̄) ⊙ U‖² and ‖s̄ ⊙ U + shortcut‖², then over all.
 * Where the slot stands elsewhere, U is what its gate multiplies and the shortcut what is added to that (nothing after the addition or before a convolution).
 * Throws `profile.missing` where 'all' isn't known, and as `turn` does.
 */
export async function measureFunctional({ plan, block, chunks }: FunctionalRun, onDevice: OnDevice, turn: Turn, onProgress: (progress: Progress) => void): Promise<Estimate & { n: number }> {
  const names = valuesOf(plan, block);
  const moved: number[] = [];
  const whole: number[] = [];
  for (const [done, { images, start }] of chunks.entries()) {
    onProgress({ done, total: chunks.length });
    await turn();
    const sums = await onDevice((network) => sumsOf(network, plan, block, names, start()));
    moved.push(...sums.moved.slice(0, images));
    whole.push(...sums.whole.slice(0, images));
  }
  return functionalSpread({ moved, whole });
}

/** Of each image of a pass. The share of one to the other is what counts, so both are means over positions, in kernels that every backend has. */
async function sumsOf({ device, weights, constants }: DeviceNetwork, plan: Plan, block: BlockId, { gated, excitation, beside }: ReturnType<typeof valuesOf>, { feeds, own }: Start): Promise<BranchSums> {
  const made: Tensor[] = own ? [own] : [];
  try {
    const all = constants[block];
    if (!all) throw new EngineError('profile.missing', { block });
    const values = evaluate(plan, weights, feeds, [gated, excitation, ...(beside ? [beside] : [])]);
    made.push(...values.values());
    const squares = tidy(() => {
      const u = values.get(gated) as Tensor4D;
      const s = values.get(excitation)!;
      const gate = s.rank === 2 ? reshape(s, [s.shape[0], 1, 1, s.shape[1]!]) : s;
      const base = mul(u, tensor1d(all));
      const whole = beside ? add(base, values.get(beside)!) : base;
      const moved = mul(u, add(gate, tensor1d(all.map((value) => -value))));
      return [moved, whole].map((map) => mean(mul(map, map), [1, 2], true));
    });
    made.push(...squares);
    const rows = await readTogether(device, squares);
    const channels = all.length;
    const sum = (i: number, from: number) => rows.subarray((2 * i + from) * channels, (2 * i + from + 1) * channels).reduce((a, b) => a + b, 0);
    const images = Array.from({ length: rows.length / (2 * channels) }, (_, i) => i);
    return { moved: images.map((i) => sum(i, 0)), whole: images.map((i) => sum(i, 1)) };
  } finally {
    dispose(made);
  }
}
