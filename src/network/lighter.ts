import type { BlockId, Convolution, Gates, Plan } from '../contracts';
import { takerOf } from './folding';
import { GateError, resolveGates } from './gates';
import { buildPlan } from './plan';
import type { StateDict, StateTensor } from './weights';
import { weightShapes } from './weights';

/** A network as a plan and the state dict that fits it. */
export interface Network {
  plan: Plan;
  state: StateDict;
}

/**
 * The network that gates leave: no SE module in the blocks whose gate is a constant or ones, and each constant worked into a convolution
 * (`takerOf`), by way of its batch norm where it has one; where none can take it, it stays as `….se.constant`. What is left of the
 * state dict keeps its names; tensors that don't change are shared. Throws a GateError as `resolveGates`, for a constant that differs
 * from image to image, and for a live gate with edits, which no architecture describes.
 */
export function lighten({ plan, state }: Network, gates: Gates): Network {
  const tensors = new Map(state);
  const { architecture, input: [height, width] } = plan;
  const constants = [...(architecture.se.constants ?? [])];
  const changed = new Set<BlockId>();
  for (const [id, gate] of resolveGates(plan, gates, 1)) {
    if (gate.kind === 'live' && gate.edits) throw new GateError(id, 'single channels of a live gate are changed');
    if (gate.kind === 'live') continue;
    changed.add(id);
    if (gate.kind === 'ones') continue;
    if (takerOf(plan, id)) fold(plan, tensors, id, gate.values);
    else {
      constants.push(id);
      tensors.set(`${moduleOf(plan, id)}.constant`, { shape: [gate.values.length], data: gate.values });
    }
  }
  const blocks = architecture.se.blocks.filter((id) => !changed.has(id));
  const se = { ...architecture.se, blocks, ...(constants.length > 0 && { constants }) };
  const lighter = buildPlan({ ...architecture, se }, [height, width]);
  const names = weightShapes(lighter);
  return { plan: lighter, state: new Map([...tensors].filter(([name]) => names.has(name))) };
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
