import type { Convolution, Linear, Operation, Parameter, Plan, Readers, Shape } from '../contracts';
import { read } from './readers';

/** A tensor of the state dict, in PyTorch's layout. */
export interface StateTensor {
  shape: readonly number[];
  data: Float32Array;
}

/** Tensors by timm's names. */
export type StateDict = ReadonlyMap<string, StateTensor>;

/** Weights of one operation with its batch norm folded in. */
export interface FoldedWeights {
  /** [kernel height, kernel width, in / groups, out]; a fully connected layer is a convolution of 1 × 1, a constant a map of one position. */
  shape: [number, number, number, number];
  weight: Float32Array;
  /** [out] */
  bias: Float32Array;
  groups: number;
}

/** A state dict that does not fit the plan: its first fault, and how many more there are. */
export class WeightsError extends Error {
  override readonly name = 'WeightsError';

  constructor(
    readonly fault: 'missing' | 'unexpected' | 'shape' | 'value',
    readonly tensor: string,
    /** `shape`: what the plan expects and what the file has. */
    readonly detail: string,
    readonly more: number,
  ) {
    super(`weight ${tensor} ${detail}${more > 0 ? ` (and ${more} more faults)` : ''}`);
  }
}

/** Names and shapes of the tensors that each kind of operation takes from the state dict. */
export const tensorShapes: Readers<[], [name: string, shape: Shape][]> = {
  convolution: ({ weight, bias, norm, kernel, groups, inChannels, outChannels }) => [
    [weight, [outChannels, inChannels / groups, ...kernel]],
    ...(bias ? [[bias, [outChannels]] as [string, Shape]] : []),
    ...(norm ? NORM_PARTS.map((part): [string, Shape] => [`${norm}.${part}`, [outChannels]]) : []),
  ],
  linear: ({ weight, bias, inFeatures, outFeatures }) => [[weight, [outFeatures, inFeatures]], [bias, [outFeatures]]],
  pool: () => [],
  globalPool: () => [],
  gate: () => [],
  parameter: ({ weight, shape }) => [[weight, shape]],
  scale: () => [],
  add: () => [],
  concat: () => [],
  identity: () => [],
};

const NORM_PARTS = ['weight', 'bias', 'running_mean', 'running_var'];

/** The whole state dict that a plan expects, in order of execution; `num_batches_tracked` is left out. */
export function weightShapes(plan: Plan): Map<string, Shape> {
  return new Map(plan.operations.flatMap((operation) => read(tensorShapes, operation)));
}

/** Throws a WeightsError that names the first tensor which is missing or of another shape, else the first that the plan has no use for. */
export function checkWeights(plan: Plan, tensors: ReadonlyMap<string, { readonly shape: readonly number[] }>): void {
  const expected = weightShapes(plan);
  const faults: ConstructorParameters<typeof WeightsError>[] = [];
  for (const [name, shape] of expected) {
    const found = tensors.get(name)?.shape;
    if (!found) faults.push(['missing', name, 'is missing', 0]);
    else if (found.length !== shape.length || found.some((n, i) => n !== shape[i])) {
      faults.push(['shape', name, `has shape [${found.join(', ')}]; the architecture needs [${shape.join(', ')}]`, 0]);
    }
  }
  for (const name of tensors.keys()) {
    if (!expected.has(name) && !name.endsWith('num_batches_tracked')) {
      faults.push(['unexpected', name, 'is not part of the architecture', 0]);
    }
  }
  if (faults.length > 0) {
    const [fault, tensor, detail] = faults[0];
    throw new WeightsError(fault, tensor, detail, faults.length - 1);
  }
}

/**
 * Folds every batch norm into the convolution before it: w' = w γ / √(σ² + ε), b' = β + (b − μ) γ / √(σ² + ε), in float64.
 * Keys are operation names. Throws a WeightsError when the state dict does not fit, or where a variance makes no number.
 */
export function foldWeights(plan: Plan, state: StateDict): Map<string, FoldedWeights> {
  checkWeights(plan, state);
  const folded = new Map<string, FoldedWeights>();
  for (const operation of plan.operations) {
    const own = foldOperation(operation, state, plan.architecture.eps);
    if (own) folded.set(operation.name, own);
  }
  return folded;
}

/** A state dict that lies elsewhere, such as on the disk: its tensors are read one by one, as often as they are needed. */
export interface StateSource {
  shapes: ReadonlyMap<string, { readonly shape: readonly number[] }>;
  tensor(name: string): Promise<StateTensor>;
}

/** A network's folded weights by operation name: all in memory, or made one after the other when asked for. */
export type Folded = ReadonlyMap<string, FoldedWeights> | FoldedSource;

export interface FoldedSource extends AsyncIterable<[string, FoldedWeights]> {
  get(name: string): Promise<FoldedWeights | undefined>;
}

/** The same as `foldWeights` without holding more than one operation's weights. Throws a WeightsError when names and shapes do not fit; variances are met while it is read. */
export function foldStepwise(plan: Plan, source: StateSource): FoldedSource {
  checkWeights(plan, source.shapes);
  const fold = async (operation: Operation): Promise<FoldedWeights | undefined> => {
    const names = read(tensorShapes, operation).map(([name]) => name);
    if (names.length === 0) return undefined;
    const state = new Map<string, StateTensor>();
    for (const name of names) state.set(name, await source.tensor(name));
    return foldOperation(operation, state, plan.architecture.eps);
  };
  return {
    get: async (name) => {
      const operation = plan.operations.find((one) => one.name === name);
      return operation && fold(operation);
    },
    async *[Symbol.asyncIterator]() {
      for (const operation of plan.operations) {
        const own = await fold(operation);
        if (own) yield [operation.name, own];
      }
    },
  };
}

/** One operation's weights, folded; undefined where it has none. Throws a WeightsError where a variance makes no number. */
export function foldOperation(operation: Operation, state: StateDict, eps: number): FoldedWeights | undefined {
  if (operation.op === 'convolution') return foldConvolution(operation, state, eps);
  if (operation.op === 'linear') return transposeLinear(operation, state);
  return operation.op === 'parameter' ? constantOf(operation, state) : undefined;
}

function foldConvolution(operation: Convolution, state: StateDict, eps: number): FoldedWeights {
  const { outChannels: out, groups, kernel } = operation;
  const perGroup = operation.inChannels / groups;
  const window = kernel[0] * kernel[1];
  const { factor, bias } = foldNorm(operation, state, eps);
  const source = state.get(operation.weight)!.data;
  const weight = new Float32Array(source.length);
  for (let o = 0, from = 0; o < out; o++) {
    for (let i = 0; i < perGroup; i++) {
      for (let k = 0; k < window; k++) weight[(k * perGroup + i) * out + o] = source[from++] * factor[o];
    }
  }
  return { shape: [...kernel, perGroup, out], weight, bias, groups };
}

/** What a convolution's weights are multiplied by, [out], when its batch norm folds into them, and the bias that it then has, [out]. */
export function foldNorm(operation: Convolution, state: StateDict, eps: number): { factor: Float64Array; bias: Float32Array } {
  const factor = operation.norm ? normFactor(operation.norm, state, eps) : new Float64Array(operation.outChannels).fill(1);
  return { factor, bias: foldBias(operation, state, factor) };
}

function normFactor(norm: string, state: StateDict, eps: number): Float64Array {
  const gamma = state.get(`${norm}.weight`)!.data;
  const variance = state.get(`${norm}.running_var`)!.data;
  const factor = Float64Array.from(gamma, (g, c) => g / Math.sqrt(variance[c] + eps));
  const broken = factor.findIndex((f) => !Number.isFinite(f));
  if (broken >= 0) throw new WeightsError('value', `${norm}.running_var`, `is ${variance[broken]} in channel ${broken}`, 0);
  return factor;
}

function foldBias({ bias, norm, outChannels }: Convolution, state: StateDict, factor: Float64Array): Float32Array {
  const own = bias ? state.get(bias)!.data : undefined;
  if (!norm) return Float32Array.from(own ?? new Float32Array(outChannels));
  const beta = state.get(`${norm}.bias`)!.data;
  const mean = state.get(`${norm}.running_mean`)!.data;
  return Float32Array.from(factor, (f, c) => beta[c] + ((own?.[c] ?? 0) - mean[c]) * f);
}

function constantOf({ weight, shape: [channels] }: Parameter, state: StateDict): FoldedWeights {
  return { shape: [1, 1, 1, channels], weight: Float32Array.from(state.get(weight)!.data), bias: new Float32Array(channels), groups: 1 };
}

function transposeLinear({ weight, bias, inFeatures, outFeatures }: Linear, state: StateDict): FoldedWeights {
  const source = state.get(weight)!.data;
  const transposed = new Float32Array(source.length);
  for (let o = 0; o < outFeatures; o++) {
    for (let i = 0; i < inFeatures; i++) transposed[i * outFeatures + o] = source[o * inFeatures + i];
  }
  return { shape: [1, 1, inFeatures, outFeatures], weight: transposed, bias: Float32Array.from(state.get(bias)!.data), groups: 1 };
}
