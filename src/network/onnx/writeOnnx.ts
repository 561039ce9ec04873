import type { Plan, ValueName } from '../../contracts';
import type { Network } from '../lighter';
import { read } from '../readers';
import { checkWeights } from '../weights';
import type { GraphDraft } from './nodes';
import { onnxNodes, onnxShape } from './nodes';
import type { OnnxValue } from './onnxModel';
import { encodeModel } from './onnxModel';

export interface OnnxExport extends Network {
  /** The model's name. */
  name: string;
  /** Kept in the file as text beside the name, such as where the weights are from, or the preprocessing. */
  metadata?: Readonly<Record<string, string>>;
}

/**
 * A network, all its gates live, as an ONNX file (opset 17): `input` [N, 3, H, W] normalised, `logits` [N, K], all float32; under any
 * other gates it is lightened first (`lighten`). Batch norms are folded into convolutions; values keep the plan's names, so
 * `SE_5_1.excitation` can be made an output. Throws a WeightsError when the state dict does not fit.
 */
export function writeOnnx({ plan, state, name, metadata = {} }: OnnxExport): Uint8Array<ArrayBuffer> {
  checkWeights(plan, state);
  const draft = draftGraph({ plan, state });
  const graph = {
    name,
    nodes: draft.nodes,
    initialisers: draft.initialisers,
    inputs: [{ name: 'input', shape: onnxShape(plan.input) }],
    outputs: [{ name: 'logits', shape: ['N', plan.classes] }],
    values: valuesBetween(plan, draft.aliases),
  };
  return encodeModel(graph, 'SE Scope', { ...metadata, name });
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
