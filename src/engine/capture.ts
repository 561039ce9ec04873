import type { Tensor, Tensor4D } from '@tensorflow/tfjs-core';
import { dispose, tensor4d } from '@tensorflow/tfjs-core';
import type { BlockId, ExplainedBlock, GateChoices, Gates, ImageResult, Plan, ValueName } from '../contracts';
import { forward } from '../network/forward';
import { moduleOperations, valueShapes } from '../network/plan';
import { read, readTogether } from './device';
import type { DeviceNetwork } from './network';
import { gates } from './network';
import { EngineError } from './problem';

/**
 * One tapped pass over normalised images [N, H, W, 3] flat: logits, every excitation and every gate from the same call, in one transfer.
 * The arrays of one result share one buffer of their own, which can be transferred.
 */
export async function capture(network: DeviceNetwork, images: Float32Array, gates: Gates): Promise<ImageResult[]> {
  return (await tapped(network, images, gates, [])).results;
}

/** The same, with another value of each image, flat. */
export async function captureWith(network: DeviceNetwork, images: Float32Array, gates: Gates, name: ValueName): Promise<{ results: ImageResult[]; values: Float32Array[] }> {
  const { results, extra } = await tapped(network, images, gates, [name]);
  return { results, values: extra };
}

/**
 * The same for one image, with all that the SE operations at `block` read and make, and their weights; then all else that the block reads and makes.
 * Throws `setting.block` where there is no SE block.
 */
export async function captureBlock(network: DeviceNetwork, image: Float32Array, gates: Gates, block: BlockId): Promise<ExplainedBlock> {
  const { plan, folded } = network;
  if (!plan.se.includes(block)) throw new EngineError('setting.block', { block });
  const operations = moduleOperations(plan, block);
  const around = plan.operations.filter((operation) => operation.block === block && !operation.tap);
  const names = [...new Set([...operations, ...around].flatMap(({ inputs, output }) => [...inputs, output]))];
  const { results, extra } = await tapped(network, image, gates, names);
  const shapes = valueShapes(plan);
  const values: ExplainedBlock['values'] = {};
  let at = 0;
  for (const name of names) values[name] = extra[0]!.subarray(at, (at += shapes.get(name)!.reduce((size, n) => size * n, 1)));
  const weights: ExplainedBlock['weights'] = {};
  for (const { name } of operations) {
    const own = await folded.get(name);
    if (own) weights[name] = { weight: own.weight.slice(), bias: own.bias.slice() };
  }
  return { block, result: results[0]!, values, weights };
}

/**
 * One image under each setting, in one transfer; what lies before the first block whose choice differs from the first setting's is run once.
 * Throws as `gatesOf` does.
 */
export async function captureEach(network: DeviceNetwork, image: Float32Array, settings: readonly GateChoices[]): Promise<ImageResult[]> {
  const { plan } = network;
  const input = imageTensor(plan, image);
  const made: Tensor[] = [input];
  const known = new Map<ValueName, Tensor>([['input', input]]);
  const starts = settings.map((setting) => startOf(plan, settings[0]!, setting));
  const states = starts.flatMap(({ feeds }) => feeds).filter((name) => name !== 'input');
  try {
    const passes = settings.map((setting, i) => {
      const own = gates(network, setting);
      const { from, feeds } = starts[i]!;
      const taps = tapsOf(plan.se.slice(from), own);
      const want = i === 0 ? [...new Set([...taps, ...states])] : taps;
      const { logits, values } = forward(plan, network.weights, new Map(feeds.map((name) => [name, known.get(name)!])), { gates: own, want });
      made.push(logits, ...values.values());
      if (i === 0) for (const name of states) known.set(name, values.get(name)!);
      return { own, tensors: [logits, ...taps.map((name) => values.get(name)!)], names: ['logits', ...taps] };
    });
    const row = await readTogether(network.device, passes.flatMap(({ tensors }) => tensors));
    let at = 0;
    const rows = passes.map(({ names, tensors }) => new Map(names.map((name, i) => [name, row.subarray(at, (at += tensors[i]!.size))])));
    return passes.map(({ own }, i) => imageResult(plan, own, (name) => rows[i]!.get(name) ?? rows[0]!.get(name)!));
  } finally {
    dispose(made);
  }
}

/** What a pass under `setting` can start from after one under `first`, and the index of its first SE block. */
function startOf(plan: Plan, first: GateChoices, setting: GateChoices): { from: number; feeds: ValueName[] } {
  const from = first === setting ? 0 : plan.se.findIndex((block) => (first[block] ?? 'live') !== (setting[block] ?? 'live'));
  const block = plan.blocks.find(({ id }) => id === plan.se[from]);
  return from > 0 && block ? { from, feeds: block.resume } : { from: 0, feeds: ['input'] };
}

/** What a capture reads of these blocks: every excitation, and what was applied where that is something else. */
function tapsOf(blocks: readonly BlockId[], gates: Gates): ValueName[] {
  return [...blocks.map((block) => `${block}.excitation`), ...blocks.filter((block) => gates[block]).map((block) => `${block}.gate`)];
}

/** `extra` are of each image the values that `names` names, one after the other. */
async function tapped(
  network: DeviceNetwork,
  images: Float32Array,
  gates: Gates,
  names: readonly ValueName[],
): Promise<{ results: ImageResult[]; extra: Float32Array[] }> {
  const { plan } = network;
  const taps = tapsOf(plan.se, gates);
  const want = [...new Set([...taps, ...names])];
  const input = imageTensor(plan, images);
  try {
    const { logits, values } = forward(plan, network.weights, new Map([['input', input]]), { gates, want });
    const tensors = [logits, ...taps.map((name) => values.get(name)!)];
    const others = names.map((name) => values.get(name)!);
    try {
      const rows = await readTogether(network.device, [...tensors, ...others]);
      const n = input.shape[0];
      const all = rows.length / n;
      const width = tensors.reduce((sum, { size }) => sum + size, 0) / n;
      const results = Array.from({ length: n }, (_, i) => {
        let at = i * all;
        const row = new Map(['logits', ...taps].map((name, t) => [name, rows.subarray(at, (at += tensors[t]!.size / n))]));
        return imageResult(plan, gates, (name) => row.get(name)!);
      });
      return { results, extra: names.length > 0 ? Array.from({ length: n }, (_, i) => rows.slice(i * all + width, (i + 1) * all)) : [] };
    } finally {
      dispose([logits, ...values.values()]);
    }
  } finally {
    input.dispose();
  }
}

/** One pass as timings see it: no taps, only the logits are read, [N, K] flat. It may begin with what enters a block. */
export async function logitsOf(network: DeviceNetwork, values: Float32Array, gates: Gates, from: ValueName = 'input'): Promise<Float32Array> {
  const input = tensorOf(network.plan, from, values);
  try {
    const { logits } = forward(network.plan, network.weights, new Map([[from, input]]), { gates });
    try {
      return await read(network.device, logits);
    } finally {
      logits.dispose();
    }
  } finally {
    input.dispose();
  }
}

/** exp(logit − max), normalised, into `probabilities`. In loops: typed arrays' own methods take five times as long, a share of the pass that is seen. */
function softmax(logits: Float32Array, probabilities: Float32Array): void {
  let max = -Infinity;
  for (const logit of logits) max = Math.max(max, logit);
  let sum = 0;
  for (const logit of logits) sum += Math.exp(logit - max);
  for (let k = 0; k < logits.length; k++) probabilities[k] = Math.exp(logits[k]! - max) / sum;
}

export const imageTensor = (plan: Plan, images: Float32Array): Tensor4D => tensorOf(plan, 'input', images);

/** [N, H, W, C] of the flat values of images, or of what enters a block. */
export function tensorOf(plan: Plan, name: ValueName, values: Float32Array): Tensor4D {
  const shape = name === 'input' ? plan.input : plan.blocks.find(({ id }) => name === `${id}.input`)!.input;
  const [height, width, channels] = shape as [number, number, number];
  return tensor4d(values, [values.length / (height * width * channels), height, width, channels]);
}

/** One image's result of what was read for it, in one buffer of its own. */
function imageResult(plan: Plan, gates: Gates, readOf: (name: ValueName) => Float32Array): ImageResult {
  const changed = plan.se.filter((block) => gates[block]);
  const names = ['logits', ...tapsOf(plan.se, gates)];
  const own = new Float32Array(names.reduce((sum, name) => sum + readOf(name).length, plan.classes));
  let at = 0;
  const take = (name: ValueName): Float32Array => {
    const values = readOf(name);
    own.set(values, at);
    return own.subarray(at, (at += values.length));
  };
  const logits = take('logits');
  const excitation: ImageResult['excitation'] = {};
  for (const block of plan.se) excitation[block] = take(`${block}.excitation`);
  const gate: ImageResult['gate'] = { ...excitation };
  for (const block of changed) gate[block] = take(`${block}.gate`);
  const probabilities = own.subarray(at);
  softmax(logits, probabilities);
  return { logits, probabilities, excitation, gate };
}
