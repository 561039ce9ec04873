import type { BlockCost, Cost, Operation, Plan, Readers, Setting, Shape, ValueName, Work } from '../contracts';
import { takerOf } from './folding';
import { assertHasSE } from './gates';
import { valueShapes } from './plan';
import { read } from './readers';
import { tensorShapes } from './weights';

/** Multiply-adds and elementwise work of each kind of operation, for one image; `input` is the shape of its first input. */
export const workOf: Readers<[input: Shape], Pick<Work, 'macs' | 'elementwise'>> = {
  convolution: ({ shape, kernel, inChannels, groups, activation }) => ({
    macs: (size(shape) * kernel[0] * kernel[1] * inChannels) / groups,
    elementwise: activation === 'none' ? 0 : size(shape),
  }),
  linear: ({ inFeatures, outFeatures }) => ({ macs: inFeatures * outFeatures, elementwise: 0 }),
  pool: ({ shape, kernel }) => ({ macs: 0, elementwise: size(shape) * kernel * kernel }),
  globalPool: (_, input) => ({ macs: 0, elementwise: size(input) }),
  gate: () => ({ macs: 0, elementwise: 0 }),
  parameter: () => ({ macs: 0, elementwise: 0 }),
  scale: ({ shape }) => ({ macs: 0, elementwise: size(shape) }),
  add: ({ shape, activation }) => ({ macs: 0, elementwise: size(shape) * (activation === 'none' ? 1 : 2) }),
  concat: () => ({ macs: 0, elementwise: 0 }),
  identity: () => ({ macs: 0, elementwise: 0 }),
};

/**
 * Parameters and work of a network from its plan alone, for one image of the plan's size.
 * A block that the setting freezes or turns off has no SE module left: its gate is folded into a convolution; where none can take it
 * (`takerOf`), a frozen gate stays as one parameter and one product for each channel.
 * Throws a GateError when the setting names a block without an SE module.
 */
export function cost(plan: Plan, setting: Setting = {}): Cost {
  for (const id of Object.keys(setting)) assertHasSE(plan, id);
  const shapes = valueShapes(plan);
  const blocks = new Map(plan.blocks.map(({ id }): [string, BlockCost] => [id, { id, backbone: nothing(), se: nothing() }]));
  const outside: BlockCost = { id: 'SE_0_0', backbone: nothing(), se: nothing() };
  for (const operation of plan.operations) {
    const { block, part } = operation;
    if (operation.tap) continue;
    if (part === 'se' && block && setting[block]) {
      if (operation.op !== 'scale' || setting[block] === 'off' || takerOf(plan, block)) continue;
      accumulate(blocks.get(block)!.backbone, { parameters: operation.shape.at(-1)!, ...workOf.scale(operation, operation.shape) });
      continue;
    }
    accumulate((block ? blocks.get(block)! : outside)[part], operationWork(operation, shapes));
  }
  const backbone = outside.backbone;
  const se = nothing();
  for (const block of blocks.values()) {
    accumulate(backbone, block.backbone);
    accumulate(se, block.se);
  }
  const total = { ...backbone };
  accumulate(total, se);
  return { total, backbone, se, blocks: [...blocks.values()] };
}

function operationWork(operation: Operation, shapes: ReadonlyMap<ValueName, Shape>): Work {
  let parameters = 0;
  for (const [name, shape] of read(tensorShapes, operation)) {
    if (!/\.running_(mean|var)$/.test(name)) parameters += size(shape);
  }
  return { parameters, ...read(workOf, operation, shapes.get(operation.inputs[0])!) };
}

function accumulate(into: Work, work: Work): void {
  into.parameters += work.parameters;
  into.macs += work.macs;
  into.elementwise += work.elementwise;
}

function nothing(): Work {
  return { parameters: 0, macs: 0, elementwise: 0 };
}

function size(shape: Shape): number {
  return shape.reduce((product, n) => product * n, 1);
}
