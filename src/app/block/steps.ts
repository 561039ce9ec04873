import type { Layer } from '../../analysis/blockFlow';
import type { BlockId, ExplainedBlock, Operation, Plan, Readers, Shape, ValueName } from '../../contracts';
import { moduleOperations, valueShapes } from '../../network/plan';
import { read } from '../../network/readers';
import type { ColumnKind } from '../../charts/block-flow/geometry';

export type StepKey = 'input' | 'squeeze' | 'hidden' | 'excitation' | 'linear' | 'gate' | 'scale' | 'other';

/** What an operation of an SE module is called. */
const stepKeys: Readers<[], StepKey> = {
  convolution: ({ output }) => (output.endsWith('.hidden') ? 'hidden' : 'excitation'),
  linear: () => 'linear',
  globalPool: () => 'squeeze',
  parameter: () => 'gate',
  concat: () => 'other',
  gate: () => 'gate',
  scale: () => 'scale',
  pool: () => 'other',
  add: () => 'other',
  identity: () => 'other',
};

/** One value on the way through a block: U, then what each operation makes. */
export interface Step {
  key: StepKey;
  value: ValueName;
  kind: ColumnKind;
  shape: Shape;
  /** Values along the last axis. */
  count: number;
  /** Shape of what it is made of. */
  from?: Shape;
  operation?: Operation;
}

/** The steps of one block as the plan has them. A live gate is the excitation itself, and no step of its own. */
export function stepsOf(plan: Plan, block: BlockId, gated: boolean): Step[] {
  const shapes = valueShapes(plan);
  const operations = moduleOperations(plan, block);
  const first = operations[0]!.inputs[0]!;
  const channels = shapes.get(first)!.at(-1)!;
  const step = (key: StepKey, value: ValueName, shape: Shape): Step => ({ key, value, shape, count: shape.at(-1)!, kind: kindOf(shape, channels) });
  return [
    step('input', first, shapes.get(first)!),
    ...operations
      .map((operation) => ({ ...step(read(stepKeys, operation), operation.output, operation.shape), from: shapes.get(operation.inputs[0]!)!, operation }))
      .filter(({ key }) => gated || key !== 'gate'),
  ];
}

/** Whether a step has a value for every position. */
export const isMap = ({ shape }: Pick<Step, 'shape'>): boolean => shape.length === 3;

/** Whether what U is multiplied by is a map: live without a squeeze, not where a constant stands in its place. */
export const gateIsMap = (steps: readonly Step[]): boolean => steps.some((step, i) => steps[i + 1]?.key === 'scale' && isMap(step));

function kindOf(shape: Shape, channels: number): ColumnKind {
  if (shape.at(-1) !== channels) return 'units';
  return isMap({ shape }) ? 'maps' : 'channels';
}

/** The fully connected layer that makes a step of numbers, and the step that it reads; undefined where it is none. */
export function layerInto({ weights }: ExplainedBlock, steps: readonly Step[], { operation }: Step): { layer: Layer; before: Step } | undefined {
  const before = steps.find(({ value }) => value === operation?.inputs[0]);
  const layer = operation && weights[operation.name];
  return layer && before?.shape.length === 1 ? { layer, before } : undefined;
}

/** A step's numbers as they are drawn: where it is a map of other channels than U, their means over positions. */
export function valuesOf({ values }: ExplainedBlock, { value, kind, count, shape }: Step): Float32Array {
  const own = values[value]!;
  if (kind !== 'units' || shape.length === 1) return own;
  const sums = new Float32Array(count);
  own.forEach((x, i) => (sums[i % count]! += x));
  return sums.map((sum) => (sum * count) / own.length);
}
