import type { Tensor, Tensor1D, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import { add, clone, concat, fused, maxPool, mean, mul, ones, relu, reshape, sigmoid, split, tensor2d } from '@tensorflow/tfjs-core';
import type { Activation, BlockId, Convolution, Readers } from '../contracts';
import type { ResolvedGate } from './gates';

/** Weights of one operation on the device, one filter and bias for each group. */
export interface OperationWeights {
  filters: Tensor[];
  biases: Tensor1D[];
}

/** What an operation needs besides its inputs. */
export interface KernelContext {
  weights: ReadonlyMap<string, OperationWeights>;
  gates: ReadonlyMap<BlockId, ResolvedGate>;
}

/** How each kind of operation runs on tfjs. Maps are [N, H, W, C], vectors [N, C]; a gate may be [1, C]. Padding is explicit: 'same' differs from PyTorch at stride 2. */
export const kernels: Readers<[inputs: Tensor[], context: KernelContext], Tensor> = {
  convolution: (operation, [x], { weights }) => {
    const own = weights.get(operation.name)!;
    return x.rank === 2 ? dense(x, own, operation.activation) : convolve(operation, x as Tensor4D, own);
  },
  linear: ({ name }, [x], { weights }) => dense(x, weights.get(name)!, 'none'),
  pool: ({ kernel, stride, padding }, [x]) => maxPool(x as Tensor4D, kernel, stride, padding),
  globalAverage: (_, [x]) => mean(x, [1, 2]),
  gate: ({ block, shape: [channels] }, [excitation], { gates }) => {
    const gate = gates.get(block)!;
    if (gate.kind === 'ones') return ones([1, channels]);
    if (gate.kind === 'constant') return tensor2d(gate.values, [gate.values.length / channels, channels]);
    return gate.edits ? add(mul(excitation, gate.edits.multiply), gate.edits.add) : clone(excitation);
  },
  scale: ({ shape }, [u, gate]) => (gate ? mul(u, reshape(gate, [gate.shape[0], 1, 1, shape[2]])) : clone(u)),
  add: ({ activation }, [a, b]) => activate(add(a, b), activation),
  identity: (_, [x]) => clone(x),
};

/** tfjs has no grouped convolution: each group runs on its own slice. */
function convolve({ stride, padding, activation }: Convolution, x: Tensor4D, { filters, biases }: OperationWeights): Tensor {
  const parts: Tensor4D[] = filters.length === 1 ? [x] : split(x, filters.length, 3);
  const outputs = parts.map((part, g) => fused.conv2d({
    x: part, filter: filters[g] as Tensor4D, strides: stride, pad: padding, bias: biases[g], activation: FUSED[activation],
  }));
  return outputs.length === 1 ? outputs[0] : concat(outputs, 3);
}

function dense(x: Tensor, { filters, biases }: OperationWeights, activation: Activation): Tensor {
  return fused.matMul({ a: x as Tensor2D, b: filters[0] as Tensor2D, bias: biases[0], activation: FUSED[activation] });
}

const FUSED = { none: 'linear', relu: 'relu', sigmoid: 'sigmoid' } as const;

function activate(x: Tensor, activation: Activation): Tensor {
  if (activation === 'relu') return relu(x);
  return activation === 'sigmoid' ? sigmoid(x) : x;
}
