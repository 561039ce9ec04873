import type { BlockId, Convolution, Gates, Plan, Setting } from '../contracts';
import { takerOf } from './folding';
import { assertHasSE, GateError, resolveGates } from './gates';
import { buildPlan } from './plan';
import type { StateDict, StateTensor } from './weights';
import { weightShapes } from './weights';

/** A network as a plan and the state dict that fits it. */
export interface Network {
  plan: Plan;
  state: StateDict;
}

/** The plan of what a setting leaves, without weights. Throws a GateError for a block without an SE module. */
export function lighterPlan(plan: Plan, setting: Setting): Plan {
  for (const id of Object.keys(setting)) assertHasSE(plan, id);
  const { architecture, input: [height, width] } = plan;
  const { se } = architecture;
  const products = se.blocks.filter((id) => setting[id] === 'frozen' && !takerOf(plan, id));
  const constants = [...(se.constants ?? []), ...products];
  const left = { ...se, blocks: se.blocks.filter((id) => !setting[id]), ...(constants.length > 0 && { constants }) };
  return buildPlan({ ...architecture, se: left }, [height, width]);
}

/**
 * The network that gates leave: no SE module in the blocks whose gate is a constant or ones, and each constant worked into a convolution
 * (`takerOf`), by way of its batch norm where it has one; where none can take it, it stays as `….se.constant`. What is left of the
 * state dict keeps its names; tensors that don't change are shared. Throws a GateError as `resolveGates`, for a constant that differs
 * from image to image, and for a live gate with edits, which no architecture describes.
 */
export function lighten({ plan, state }: Network, gates: Gates): Network {
  const tensors = new Map(state);
  const setting: Setting = {};
  for (const [id, gate] of resolveGates(plan, gates, 1)) {
    if (gate.kind === 'live' && gate.edits) throw new GateError(id, 'single channels of a live gate are changed');
    if (gate.kind === 'live') continue;
    setting[id] = gate.kind === 'ones' ? 'off' : 'frozen';
    if (gate.kind === 'ones') continue;
    if (takerOf(plan, id)) fold(plan, tensors, id, gate.values);
    else tensors.set(`${moduleOf(plan, id)}.constant`, { shape: [gate.values.length], data: gate.values });
  }
  const lighter = lighterPlan(plan, setting);
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
