import type { Activation, Readers, Shape, ValueName } from '../../contracts';
import type { StateDict } from '../weights';
import { foldNorm } from '../weights';
import type { OnnxNode, OnnxTensor } from './onnxModel';

/** The graph so far. Maps are [N, C, H, W]; a vector [C] is a map of 1 × 1, so that a gate multiplies U as it is. */
export interface GraphDraft {
  nodes: OnnxNode[];
  initialisers: OnnxTensor[];
  /** Values that are another under a second name. */
  aliases: Map<ValueName, ValueName>;
  state: StateDict;
  eps: number;
}

/** What each kind of operation adds to the graph. A gate is live: any other has no module left (`lighten`). */
export const onnxNodes: Readers<[inputs: ValueName[], draft: GraphDraft], void> = {
  convolution: (operation, [x], draft) => {
    const { name, output, kernel, stride, padding, groups, outChannels, inChannels, activation } = operation;
    const { factor, bias } = foldNorm(operation, draft.state, draft.eps);
    const weight = addTensor(draft, `${name}.weight`, [outChannels, inChannels / groups, ...kernel], scaleRows(draft.state.get(operation.weight)!.data, factor));
    addActivated(draft, activation, {
      type: 'Conv', name, inputs: [x, weight, addTensor(draft, `${name}.bias`, [outChannels], bias)], outputs: [output],
      attributes: { kernel_shape: kernel, strides: [stride, stride], pads: [padding, padding, padding, padding], group: groups },
    });
  },
  linear: ({ name, output, weight, bias, inFeatures, outFeatures }, [x], draft) => {
    const flat = `${output}.flat`;
    draft.nodes.push({ type: 'Flatten', name: `${name}.flatten`, inputs: [x], outputs: [flat], attributes: { axis: 1 } });
    const own = [
      addTensor(draft, weight, [outFeatures, inFeatures], draft.state.get(weight)!.data),
      addTensor(draft, bias, [outFeatures], draft.state.get(bias)!.data),
    ];
    draft.nodes.push({ type: 'Gemm', name, inputs: [flat, ...own], outputs: [output], attributes: { transB: 1 } });
  },
  pool: ({ name, output, mode, kernel, stride, padding }, inputs, { nodes }) => {
    const attributes = { kernel_shape: [kernel, kernel], strides: [stride, stride], pads: padding };
    nodes.push({ type: mode === 'max' ? 'MaxPool' : 'AveragePool', name, inputs, outputs: [output], attributes });
  },
  globalPool: ({ name, output, mode }, inputs, { nodes }) => {
    nodes.push({ type: mode === 'max' ? 'GlobalMaxPool' : 'GlobalAveragePool', name, inputs, outputs: [output] });
  },
  parameter: ({ output, weight, shape: [channels] }, _, draft) => {
    draft.aliases.set(output, addTensor(draft, weight, [1, channels, 1, 1], draft.state.get(weight)!.data));
  },
  gate: ({ output }, [excitation], { aliases }) => {
    aliases.set(output, excitation);
  },
  scale: ({ name, output }, inputs, { nodes }) => {
    nodes.push({ type: 'Mul', name, inputs, outputs: [output] });
  },
  add: ({ name, output, activation }, inputs, draft) => {
    addActivated(draft, activation, { type: 'Add', name, inputs, outputs: [output] });
  },
  concat: ({ name, output }, inputs, { nodes }) => {
    nodes.push({ type: 'Concat', name, inputs, outputs: [output], attributes: { axis: 1 } });
  },
  identity: ({ output }, [x], { aliases }) => {
    aliases.set(output, x);
  },
};

/** [N, C, H, W] of a value [H, W, C] or [C] of the plan. */
export function onnxShape(shape: Shape): (number | string)[] {
  const [height, width] = shape.length === 1 ? [1, 1] : shape;
  return ['N', shape.at(-1)!, height, width];
}

const ACTIVATIONS = { relu: 'Relu', sigmoid: 'Sigmoid', tanh: 'Tanh' } as const;

function addActivated({ nodes }: GraphDraft, activation: Activation, node: OnnxNode): void {
  if (activation === 'none') {
    nodes.push(node);
    return;
  }
  const before = `${node.outputs[0]}.before`;
  nodes.push({ ...node, outputs: [before] });
  nodes.push({ type: ACTIVATIONS[activation], name: `${node.name}.${activation}`, inputs: [before], outputs: node.outputs });
}

function addTensor({ initialisers }: GraphDraft, name: string, shape: readonly number[], data: Float32Array): string {
  initialisers.push({ name, shape, data });
  return name;
}

/** Each output channel's weights [out, …] times its factor. */
function scaleRows(weight: Float32Array, factor: Float64Array): Float32Array {
  const row = weight.length / factor.length;
  return weight.map((value, i) => value * factor[Math.floor(i / row)]);
}
