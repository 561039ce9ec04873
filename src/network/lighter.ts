import type { BlockId, Convolution, Plan, Setting } from '../contracts';
import { assertHasSE, GateError } from './gates';
import { buildPlan } from './plan';
import type { StateDict, StateTensor } from './weights';
import { weightShapes } from './weights';

/** A network as a plan and the state dict that fits it. */
export interface Network {
  plan: Plan;
  state: StateDict;
}

/** A constant gate by block, [C]. */
export type GateConstants = Partial<Record<BlockId, Float32Array>>;

/**
 * The network that a setting leaves: no SE module in the blocks it names, and each frozen constant worked into the convolution
 * that makes U, by way of its batch norm where it has one. What is left of the state dict keeps its names; tensors that don't
 * change are shared. Throws a GateError for a block without an SE module, or a frozen one without its constant.
 */
export function lighten({ plan, state }: Network, setting: Setting, all: GateConstants): Network {
  const changed = (Object.keys(setting) as BlockId[]).filter((id) => setting[id] !== undefined);
  const tensors = new Map(state);
  for (const id of changed) {
    assertHasSE(plan, id);
    if (setting[id] === 'frozen') scaleU(plan, tensors, id, all[id]);
  }
  const { architecture, input: [height, width] } = plan;
  const blocks = architecture.se.blocks.filter((id) => !changed.includes(id));
  const lighter = buildPlan({ ...architecture, se: { ...architecture.se, blocks } }, [height, width]);
  const names = weightShapes(lighter);
  return { plan: lighter, state: new Map([...tensors].filter(([name]) => names.has(name))) };
}

function scaleU(plan: Plan, tensors: Map<string, StateTensor>, id: BlockId, values: Float32Array | undefined): void {
  const { channels } = plan.blocks.find((block) => block.id === id)!;
  if (values?.length !== channels) throw new GateError(id, `${values?.length ?? 'no'} values to freeze it to; ${channels} expected`);
  for (const name of linearIn(producerOfU(plan, id))) {
    const { shape, data } = tensors.get(name)!;
    const each = data.length / channels;
    tensors.set(name, { shape, data: data.map((value, i) => value * values[Math.floor(i / each)]) });
  }
}

function producerOfU(plan: Plan, id: BlockId): Convolution {
  const u = plan.operations.find((operation) => operation.op === 'scale' && operation.block === id)!.inputs[0];
  const producer = plan.operations.find(({ output }) => output === u);
  if (producer?.op !== 'convolution' || producer.activation !== 'none') throw new GateError(id, `no convolution before it to take a constant`);
  return producer;
}

/** The tensors, [C, …], that the output of a convolution grows with when all are multiplied. */
function linearIn({ weight, bias, norm }: Convolution): string[] {
  if (norm) return [`${norm}.weight`, `${norm}.bias`];
  return bias ? [weight, bias] : [weight];
}
