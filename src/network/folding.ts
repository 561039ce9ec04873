import type { BlockId, Convolution, Plan } from '../contracts';

/** A convolution that a constant gate can be worked into, and by which of its sides. */
export interface Taker {
  convolution: Convolution;
  side: 'in' | 'out';
}

/**
 * What takes a constant in place of a block's gate: the convolution that makes the gated map, where nothing but its batch norm lies
 * between, else the one that reads the product, if it is the only reader. Undefined where there is neither, such as on a shortcut
 * that keeps its shape: the constant stays a product.
 */
export function takerOf(plan: Plan, id: BlockId): Taker | undefined {
  const { gated } = plan.blocks.find((block) => block.id === id)!;
  const scale = plan.operations.find((operation) => operation.op === 'scale' && operation.block === id);
  const maker = plan.operations.find(({ output }) => output === gated);
  if (!scale) return undefined;
  const only = (value: string) => plan.operations.filter((operation) => operation.part === 'backbone' && operation.inputs.includes(value)).length;
  if (maker?.op === 'convolution' && maker.activation === 'none' && only(gated) === 0) return { convolution: maker, side: 'out' };
  const [reader, ...others] = plan.operations.filter(({ inputs }) => inputs.includes(scale.output));
  return reader?.op === 'convolution' && others.length === 0 ? { convolution: reader, side: 'in' } : undefined;
}
