import type { NamedAttrMap, NamedTensorMap, Tensor1D, Tensor4D } from '@tensorflow/tfjs-core';
import { add, clone, concat, engine, mul, ones, split, tensor4d, tidy } from '@tensorflow/tfjs-core';
import type { Activation, BlockId, Convolution, Readers } from '../contracts';
import type { ResolvedGate } from './gates';

/** Weights of one operation on the device, one filter and bias for each group. */
export interface OperationWeights {
  filters: Tensor4D[];
  biases: Tensor1D[];
}

/** What an operation needs besides its inputs. */
export interface KernelContext {
  weights: ReadonlyMap<string, OperationWeights>;
  gates: ReadonlyMap<BlockId, ResolvedGate>;
}

/**
 * How each kind of operation runs on tfjs. Values are [N, H, W, C], a vector being a map of 1 × 1; a gate may be [1, 1, 1, C].
 * An operation that changes nothing gives back its input itself. Padding is explicit: 'same' differs from PyTorch at stride 2.
 */
export const kernels: Readers<[inputs: Tensor4D[], context: KernelContext], Tensor4D> = {
  convolution: (operation, [x], { weights }) => {
    const { filters, biases } = weights.get(operation.name)!;
    return filters.length === 1 ? convolve(x, filters[0], biases[0], operation) : convolveGroups(x, filters, biases, operation);
  },
  linear: ({ name }, [x], { weights }) => {
    const { filters: [filter], biases: [bias] } = weights.get(name)!;
    return convolve(x, filter, bias, { stride: 1, padding: 0, activation: 'none' });
  },
  pool: ({ mode, kernel, stride, padding: [top, left, bottom, right] }, [x]) => runKernel(mode === 'max' ? 'MaxPool' : 'AvgPool', { x }, {
    filterSize: kernel, strides: stride, pad: [[0, 0], [top, bottom], [left, right], [0, 0]],
  }),
  globalPool: ({ mode }, [x]) => (
    mode === 'max' ? runKernel('Max', { x }, { reductionIndices: [1, 2], keepDims: true }) : runKernel('Mean', { x }, { axis: [1, 2], keepDims: true })
  ),
  gate: ({ block, shape }, [excitation], { gates }) => {
    const channels = shape.at(-1)!;
    const gate = gates.get(block)!;
    if (gate.kind === 'ones') return ones([1, 1, 1, channels]);
    if (gate.kind === 'constant') return tensor4d(gate.values, [gate.values.length / channels, 1, 1, channels]);
    const { edits } = gate;
    return edits ? tidy(() => add(mul(excitation, edits.multiply), edits.add)) : excitation;
  },
  parameter: ({ name }, _, { weights }) => clone(weights.get(name)!.filters[0]),
  scale: (_, [u, gate]) => (gate ? runKernel('Multiply', { a: u, b: gate }) : u),
  add: ({ activation }, [a, b]) => activate(runKernel('Add', { a, b }), activation),
  concat: (_, inputs) => (inputs.length === 1 ? inputs[0] : concat(inputs, 3)),
  identity: (_, [x]) => x,
};

/**
 * Runs a kernel of the current backend without what tfjs's operations do around it for gradients and for inputs of other kinds:
 * that took longer than the arithmetic of a small map.
 */
function runKernel(name: string, inputs: NamedTensorMap, attributes: NamedAttrMap = {}): Tensor4D {
  return engine().runKernel<Tensor4D>(name, inputs, attributes);
}

type ConvolutionSettings = Pick<Convolution, 'stride' | 'padding' | 'activation'>;

function convolve(x: Tensor4D, filter: Tensor4D, bias: Tensor1D, { stride, padding, activation }: ConvolutionSettings): Tensor4D {
  const fused = FUSED[activation];
  const convolved = runKernel('FusedConv2D', { x, filter, bias }, { strides: stride, pad: padding, dataFormat: 'NHWC', dilations: 1, activation: fused ?? 'linear' });
  return fused ? convolved : activate(convolved, activation);
}

/** tfjs has no grouped convolution: each group runs on its own slice. */
function convolveGroups(x: Tensor4D, filters: Tensor4D[], biases: Tensor1D[], settings: ConvolutionSettings): Tensor4D {
  return tidy(() => concat(split<Tensor4D>(x, filters.length, 3).map((part, g) => convolve(part, filters[g], biases[g], settings)), 3));
}

/** tfjs fuses no tanh. */
const FUSED: Partial<Record<Activation, string>> = { none: 'linear', relu: 'relu', sigmoid: 'sigmoid' };
const ACTIVATIONS = { relu: 'Relu', sigmoid: 'Sigmoid', tanh: 'Tanh' } as const;

/** Takes `x` over. */
function activate(x: Tensor4D, activation: Activation): Tensor4D {
  if (activation === 'none') return x;
  const activated = runKernel(ACTIVATIONS[activation], { x });
  x.dispose();
  return activated;
}
