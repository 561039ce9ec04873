import type { BlockId, Convolution, NormStatistics, Plan, ValueName } from '../contracts';
import type { StateDict } from './weights';

/** A convolution that a batch norm follows. */
export type NormedConvolution = Convolution & { norm: string; block: BlockId };

/** The convolutions of blocks whose batch norm sees something else when the gates of `changed` blocks are, in order of execution: all that lies behind the first of them. */
export function normsBehind(plan: Plan, changed: readonly BlockId[]): NormedConvolution[] {
  const moved = new Set<ValueName>();
  const found: NormedConvolution[] = [];
  for (const operation of plan.operations) {
    const first = operation.op === 'gate' && changed.includes(operation.block);
    if (!first && !operation.inputs.some((value) => moved.has(value))) continue;
    moved.add(operation.output);
    if (operation.op === 'convolution' && operation.norm && operation.block) found.push({ ...operation, norm: operation.norm, block: operation.block });
  }
  return found;
}

/** The plan in which one convolution gives what its batch norm gets. */
export function beforeNorm(plan: Plan, { name }: Convolution): Plan {
  return { ...plan, operations: plan.operations.map((operation) => (operation.name === name && operation.op === 'convolution' ? withoutNorm(operation) : operation)) };
}

export const withoutNorm = (operation: Convolution): Convolution => ({ ...operation, norm: undefined, activation: 'none' });

/** A state dict with other means and variances; its own tensors stay as they are. */
export function withStatistics(state: StateDict, statistics: NormStatistics): StateDict {
  const tensors = new Map(state);
  for (const [norm, { mean, variance }] of Object.entries(statistics)) {
    tensors.set(`${norm}.running_mean`, { shape: [mean.length], data: mean });
    tensors.set(`${norm}.running_var`, { shape: [variance.length], data: variance });
  }
  return tensors;
}
