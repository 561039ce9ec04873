import type { Tensor, Tensor1D, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core';
import { broadcastTo, clone, dispose, reshape, split, tensor1d, tensor4d, tidy } from '@tensorflow/tfjs-core';
import type { Gates, Operation, Plan, Shape, ValueName } from '../contracts';
import { resolveGates } from './gates';
import type { KernelContext, OperationWeights } from './kernels';
import { kernels } from './kernels';
import { valueShapes } from './plan';
import { read } from './readers';
import type { FoldedSource, FoldedWeights } from './weights';

/** A network's weights on the device of the current backend, by operation name. */
export interface NetworkWeights {
  operations: Map<string, OperationWeights>;
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
  const weights = noWeights();
  for (const [name, own] of folded) weights.operations.set(name, uploadOperation(own));
  return weights;
}

/** The same for weights that come one by one; where one of them can't be had, none stays on the device. */
export async function uploadStepwise(folded: FoldedSource): Promise<NetworkWeights> {
  const weights = noWeights();
  try {
    for await (const [name, own] of folded) weights.operations.set(name, uploadOperation(own));
    return weights;
  } catch (error) {
    weights.dispose();
    throw error;
  }
}

/** Puts other weights in the place of one operation's. */
export function exchange({ operations }: NetworkWeights, name: string, folded: FoldedWeights): void {
  const before = operations.get(name);
  operations.set(name, uploadOperation(folded));
  if (before) dispose([...before.filters, ...before.biases]);
}

function noWeights() {
  const operations = new Map<string, OperationWeights>();
  return { operations, dispose: () => dispose([...operations.values()].flatMap((o) => [...o.filters, ...o.biases])) };
}

function uploadOperation({ shape, weight, bias, groups }: FoldedWeights): OperationWeights {
  const filters = tidy((): Tensor4D[] => (groups === 1 ? [tensor4d(weight, shape)] : split(tensor4d(weight, shape), groups, 3) as Tensor4D[]));
  const biases: Tensor1D[] = tidy(() => (groups === 1 ? [tensor1d(bias)] : split(tensor1d(bias), groups)));
  return { filters, biases };
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
  const shapes = valueShapes(plan);
  const n = checkFeeds(feeds, shapes);
  const wanted = [...new Set(want)];
  const context: KernelContext = { weights: weights.operations, gates: resolveGates(plan, gates, n) };
  const steps = schedule(plan, feeds, wanted, context);
  const results = tidy(() => {
    const values = run(steps, feeds, wanted, context);
    const taken = new Set(feeds.values());
    return wanted.map((name) => hand(values.get(name)!, [n, ...shapes.get(name)!], taken));
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

function run(steps: readonly ScheduledStep[], feeds: Feeds, wanted: readonly ValueName[], context: KernelContext): Map<ValueName, Tensor4D> {
  const values = new Map([...feeds].map(([name, value]) => [name, asMap(value)]));
  const kept = new Set([...feeds.keys(), ...wanted]);
  const lastUse = new Map<ValueName, number>();
  for (const [i, { inputs }] of steps.entries()) for (const name of inputs) lastUse.set(name, i);
  for (const [i, { operation, inputs }] of steps.entries()) {
    values.set(operation.output, read(kernels, operation, inputs.map((name) => values.get(name)!), context));
    for (const name of inputs) if (lastUse.get(name) === i && !kept.has(name)) drop(values, name);
  }
  return values;
}

function asMap(value: Tensor): Tensor4D {
  return value.rank === 2 ? reshape(value, [value.shape[0], 1, 1, value.shape[1]!]) : (value as Tensor4D);
}

/** A tensor may be the value of several names: it goes with the last of them. */
function drop(values: Map<ValueName, Tensor4D>, name: ValueName): void {
  const value = values.get(name);
  if (!value) return;
  values.delete(name);
  for (const other of values.values()) if (other === value) return;
  value.dispose();
}

/** A value as a tensor of its own, of this shape; a constant gate, computed once, for each image. */
function hand(value: Tensor4D, shape: number[], taken: Set<Tensor>): Tensor {
  const whole = (shape.length === 2 ? [shape[0], 1, 1, shape[1]] : shape) as Tensor4D['shape'];
  const each = value.shape.every((size, i) => size === whole[i]) ? value : broadcastTo(value, whole);
  if (shape.length === 2) return reshape(each, shape);
  if (taken.has(each)) return clone(each);
  taken.add(each);
  return each;
}

/** The batch size N of the feeds. */
function checkFeeds(feeds: Feeds, shapes: ReadonlyMap<ValueName, Shape>): number {
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
