import type { Tensor, Tensor1D, Tensor2D } from '@tensorflow/tfjs-core';
import { broadcastTo, clone, dispose, split, tensor, tensor1d, tidy } from '@tensorflow/tfjs-core';
import type { Gates, Operation, Plan, ValueName } from '../contracts';
import { resolveGates } from './gates';
import type { KernelContext, OperationWeights } from './kernels';
import { kernels } from './kernels';
import { valueShapes } from './plan';
import { read } from './readers';
import type { FoldedWeights } from './weights';

/** A network's weights on the device of the current backend, by operation name. */
export interface NetworkWeights {
  operations: ReadonlyMap<string, OperationWeights>;
  dispose(): void;
}

/** What a pass starts from: `input`, or any values that together suffice, each [N, …shape]. They stay the caller's. */
export type Feeds = ReadonlyMap<ValueName, Tensor>;

export interface ForwardOptions {
  /** A block that is not named is live. */
  gates?: Gates;
  /** Values to return besides the logits, such as `SE_5_1.excitation`. */
  want?: readonly ValueName[];
}

/** Uploads folded weights. The caller disposes them; after a backend is lost they must be uploaded again. */
export function upload(folded: ReadonlyMap<string, FoldedWeights>): NetworkWeights {
  const operations = new Map<string, OperationWeights>();
  for (const [name, { shape, weight, bias, groups }] of folded) {
    const filters = tidy(() => (groups === 1 ? [tensor(weight, shape)] : split(tensor(weight, shape), groups, 3)));
    const biases: Tensor1D[] = tidy(() => (groups === 1 ? [tensor1d(bias)] : split(tensor1d(bias), groups)));
    operations.set(name, { filters, biases });
  }
  return { operations, dispose: () => dispose([...operations.values()].flatMap((o) => [...o.filters, ...o.biases])) };
}

/**
 * Runs the network on the current backend from `feeds` to its logits [N, K], with what `options.want` names.
 * The caller disposes what it gets. Throws as `evaluate` does.
 */
export function forward(
  plan: Plan,
  weights: NetworkWeights,
  feeds: Feeds,
  { gates = {}, want = [] }: ForwardOptions = {},
): { logits: Tensor2D; values: Map<ValueName, Tensor> } {
  const values = evaluate(plan, weights, feeds, [...want, 'logits'], gates);
  const logits = values.get('logits') as Tensor2D;
  if (!want.includes('logits')) values.delete('logits');
  return { logits, values };
}

/**
 * The forward pass: computes the values that `want` names from those in `feeds`, running only what lies between
 * (a live gate needs its excitation, any other does not), and drops each intermediate after its last use.
 * Values are [N, …shape]; a gate is given for each image. The caller disposes them.
 * Throws a RangeError for an unknown value, a feed of another shape or batch, or a value that the feeds do not lead to;
 * a GateError for a gate that does not fit its block.
 */
export function evaluate(plan: Plan, weights: NetworkWeights, feeds: Feeds, want: Iterable<ValueName>, gates: Gates = {}): Map<ValueName, Tensor> {
  const n = checkFeeds(plan, feeds);
  const wanted = [...new Set(want)];
  const context: KernelContext = { weights: weights.operations, gates: resolveGates(plan, gates, n) };
  const steps = schedule(plan, feeds, wanted, context);
  const results = tidy(() => {
    const values = run(steps, feeds, wanted, context);
    return wanted.map((name) => eachImage(values.get(name)!, n, feeds.has(name)));
  });
  return new Map(wanted.map((name, i) => [name, results[i]]));
}

interface ScheduledStep {
  operation: Operation;
  inputs: ValueName[];
}

/** The operations between feeds and wanted values, in order. */
function schedule(plan: Plan, feeds: Feeds, wanted: readonly ValueName[], context: KernelContext): ScheduledStep[] {
  const needed = new Set(wanted);
  const steps: ScheduledStep[] = [];
  for (const operation of plan.operations.toReversed()) {
    if (!needed.has(operation.output) || feeds.has(operation.output)) continue;
    const inputs = inputsOf(operation, context);
    for (const input of inputs) needed.add(input);
    steps.push({ operation, inputs });
    needed.delete(operation.output);
  }
  const lacking = [...needed].find((name) => !feeds.has(name));
  if (lacking === 'input') throw new RangeError(`${[...feeds.keys()].join(', ')} does not lead to ${wanted.join(', ')}: the image is needed too`);
  if (lacking !== undefined) throw new RangeError(`no value ${lacking}; known: ${[...valueShapes(plan).keys()].join(', ')}`);
  return steps.reverse();
}

/** What an operation reads under these gates: only a live gate reads the excitation, and a product by ones is none. */
function inputsOf(operation: Operation, { gates }: KernelContext): ValueName[] {
  const gate = operation.block && gates.get(operation.block);
  if (operation.op === 'gate' && gate?.kind !== 'live') return [];
  if (operation.op === 'scale' && gate?.kind === 'ones') return operation.inputs.slice(0, 1);
  return operation.inputs;
}

function run(steps: readonly ScheduledStep[], feeds: Feeds, wanted: readonly ValueName[], context: KernelContext): Map<ValueName, Tensor> {
  const values = new Map(feeds);
  const lastUse = new Map<ValueName, number>();
  for (const [i, { inputs }] of steps.entries()) for (const name of inputs) lastUse.set(name, i);
  for (const [i, { operation, inputs }] of steps.entries()) {
    const tensors = inputs.map((name) => values.get(name)!);
    values.set(operation.output, tidy(() => read(kernels, operation, tensors, context)));
    for (const name of inputs) {
      if (lastUse.get(name) === i && !feeds.has(name) && !wanted.includes(name)) values.get(name)!.dispose();
    }
  }
  return values;
}

/** A constant gate is computed once, [1, C]; a feed that is wanted back is returned as a tensor of its own. */
function eachImage(value: Tensor, n: number, fed: boolean): Tensor {
  if (value.shape[0] !== n) return broadcastTo(value, [n, ...value.shape.slice(1)]);
  return fed ? clone(value) : value;
}

/** The batch size N of the feeds. */
function checkFeeds(plan: Plan, feeds: Feeds): number {
  const shapes = valueShapes(plan);
  let n: number | undefined;
  for (const [name, { shape: [batch, ...rest] }] of feeds) {
    const expected = shapes.get(name);
    if (!expected) throw new RangeError(`no value ${name}; known: ${[...shapes.keys()].join(', ')}`);
    n ??= batch;
    if (batch !== n || rest.join() !== expected.join()) {
      throw new RangeError(`${name} has shape [${[batch, ...rest].join(', ')}]; [${[n, ...expected].join(', ')}] expected`);
    }
  }
  if (n === undefined) throw new RangeError('nothing to run: no value was fed');
  return n;
}
