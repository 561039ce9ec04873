import type { Plan, Setting, ValueName } from '../../contracts';
import type { GateConstants, Network } from '../lighter';
import { lighten } from '../lighter';
import { read } from '../readers';
import { checkWeights } from '../weights';
import type { GraphDraft } from './nodes';
import { onnxNodes, onnxShape } from './nodes';
import type { OnnxValue } from './onnxModel';
import { encodeModel } from './onnxModel';

export interface OnnxExport extends Network {
  /** Blocks it freezes or turns off have no SE module in the file; all others are live. */
  setting?: Setting;
  /** The constant 'all' of the frozen blocks. */
  all?: GateConstants;
  /** The model's name. */
  name: string;
  /** Kept in the file as text beside name and setting, such as where the weights are from, or the preprocessing. */
  metadata?: Readonly<Record<string, string>>;
}

/**
 * The network under a setting as an ONNX file (opset 17): `input` [N, 3, H, W] normalised, `logits` [N, K], all float32.
 * Batch norms are folded into convolutions; a frozen gate too; values keep the plan's names, so `SE_5_1.excitation` can be made
 * an output. Throws a WeightsError when the state dict does not fit, a GateError as `lighten` does.
 */
export function writeOnnx({ plan, state, setting = {}, all = {}, name, metadata = {} }: OnnxExport): Uint8Array<ArrayBuffer> {
  checkWeights(plan, state);
  const network = lighten({ plan, state }, setting, all);
  const draft = draftGraph(network);
  const graph = {
    name,
    nodes: draft.nodes,
    initialisers: draft.initialisers,
    inputs: [{ name: 'input', shape: onnxShape(plan.input) }],
    outputs: [{ name: 'logits', shape: ['N', plan.classes] }],
    values: valuesBetween(network.plan, draft.aliases),
  };
  return encodeModel(graph, 'SE Scope', { ...metadata, name, setting: JSON.stringify(setting) });
}

function draftGraph({ plan, state }: Network): GraphDraft {
  const draft: GraphDraft = { nodes: [], initialisers: [], aliases: new Map(), state, eps: plan.architecture.eps };
  for (const operation of plan.operations) {
    if (operation.tap) continue;
    const inputs = operation.inputs.map((name) => draft.aliases.get(name) ?? name);
    read(onnxNodes, operation, inputs, draft);
  }
  return draft;
}

function valuesBetween(plan: Plan, aliases: ReadonlyMap<ValueName, ValueName>): OnnxValue[] {
  return plan.operations
    .filter(({ output, tap }) => output !== 'logits' && !aliases.has(output) && !tap)
    .map(({ output, shape }) => ({ name: output, shape: onnxShape(shape) }));
}
