import type { BlockId, Convolution, Plan, Setting } from '../contracts';
import { takerOf } from './folding';
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
 * The network that a setting leaves: no SE module in the blocks it names, and each frozen constant worked into a convolution
 * (`takerOf`), by way of its batch norm where it has one; where none can take it, it stays as `….se.constant`. What is left of the
 * state dict keeps its names; tensors that don't change are shared. Throws a GateError for a block without an SE module, or a frozen one without its constant.
 */
export function lighten({ plan, state }: Network, setting: Setting, all: GateConstants): Network {
  const changed = (Object.keys(setting) as BlockId[]).filter((id) => setting[id] !== undefined);
  const tensors = new Map(state);
  const { architecture, input: [height, width] } = plan;
  const constants = [...(architecture.se.constants ?? [])];
  for (const id of changed) {
    assertHasSE(plan, id);
    if (setting[id] !== 'frozen') continue;
    const values = constantOf(plan, id, all[id]);
    if (takerOf(plan, id)) fold(plan, tensors, id, values);
    else {
      constants.push(id);
      tensors.set(`${moduleOf(plan, id)}.constant`, { shape: [values.length], data: values });
    }
  }
  const blocks = architecture.se.blocks.filter((id) => !changed.includes(id));
  const se = { ...architecture.se, blocks, ...(constants.length > 0 && { constants }) };
  const lighter = buildPlan({ ...architecture, se }, [height, width]);
  const names = weightShapes(lighter);
  return { plan: lighter, state: new Map([...tensors].filter(([name]) => names.has(name))) };
}

function constantOf(plan: Plan, id: BlockId, values: Float32Array | undefined): Float32Array {
  const { channels } = plan.blocks.find((block) => block.id === id)!;
  if (values?.length !== channels) throw new GateError(id, `${values?.length ?? 'no'} values to freeze it to; ${channels} expected`);
  return values;
}

/** `layer1.0.se` */
function moduleOf(plan: Plan, id: BlockId): string {
  return plan.operations.find((operation) => operation.op === 'scale' && operation.block === id)!.name.replace(/\.scale$/, '');
}

function fold(plan: Plan, tensors: Map<string, StateTensor>, id: BlockId, values: Float32Array): void {
  const { convolution, side } = takerOf(plan, id)!;
  if (side === 'in') {
    tensors.set(convolution.weight, scaleInputs(convolution, tensors.get(convolution.weight)!, values));
    return;
  }
  for (const name of linearIn(convolution)) {
    const { shape, data } = tensors.get(name)!;
    const each = data.length / values.length;
    tensors.set(name, { shape, data: data.map((value, i) => value * values[Math.floor(i / each)]) });
  }
}

/** Weights [out, in / groups, k, k], each input channel times its value. */
function scaleInputs({ kernel, inChannels, outChannels, groups }: Convolution, { shape, data }: StateTensor, values: Float32Array): StateTensor {
  const window = kernel[0] * kernel[1];
  const perGroup = inChannels / groups;
  const outPerGroup = outChannels / groups;
  return {
    shape,
    data: data.map((value, i) => {
      const out = Math.floor(i / (perGroup * window));
      const within = Math.floor(i / window) % perGroup;
      return value * values[Math.floor(out / outPerGroup) * perGroup + within];
    }),
  };
}

/** The tensors, [C, …], that the output of a convolution grows with when all are multiplied. */
function linearIn({ weight, bias, norm }: Convolution): string[] {
  if (norm) return [`${norm}.weight`, `${norm}.bias`];
  return bias ? [weight, bias] : [weight];
}
