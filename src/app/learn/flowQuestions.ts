import type { TFunction } from 'i18next';
import type { Activation, BlockId, ExplainedBlock, Plan } from '../../contracts';
import { channelRange, received } from '../../analysis/blockFlow';
import { formatCount, formatFixed } from '../../locales/format';
import { type Answer, answersOf, type Candidate } from './answers';
import { gateIsMap, layerInto, type Step, valuesOf } from '../block/steps';

export interface Asked {
  ask: string;
  answers: Answer[] | undefined;
}

const three = (value: number): string => formatFixed(value, 3);
const counted = (at: number, why: string): Candidate => ({ at, text: formatCount(at), why });
const measured = (at: number, why: string): Candidate => ({ at, text: three(at), why });

/** How many products make one value of the unit's widest convolution; undefined where no convolution of it reads a map. */
export function mixingQuestion(t: TFunction, plan: Plan, block: BlockId): Asked | undefined {
  const convolutions = plan.operations.flatMap((operation) => (operation.block === block && operation.part === 'backbone' && operation.op === 'convolution' ? [operation] : []));
  const [widest] = convolutions.toSorted((a, b) => b.kernel[0] - a.kernel[0]);
  if (!widest) return undefined;
  const { kernel: [kernel], inChannels, outChannels, groups } = widest;
  const inputs = inChannels / groups;
  const words = { kernel, inputs: formatCount(inputs), outputs: formatCount(outChannels), block };
  const value = kernel * kernel * inputs;
  return {
    ask: t('learn.mixing.ask', words),
    answers: answersOf(counted(value, t('learn.mixing.why.right', { ...words, value: formatCount(value) })), [
      counted(kernel * kernel, t('learn.mixing.why.window', words)),
      counted(inputs, t('learn.mixing.why.channels', words)),
      counted(value * outChannels, t('learn.mixing.why.layer', words)),
    ]),
  };
}

/** How many numbers are left after the squeeze; undefined where the block has none. */
export function squeezeQuestion(t: TFunction, plan: Plan, block: BlockId): Asked | undefined {
  const { channels, size: [height, width], hidden } = plan.blocks.find(({ id }) => id === block)!;
  if (hidden === undefined || plan.architecture.se.squeeze === 'none') return undefined;
  const words = { block, positions: formatCount(height * width), shape: [height, width, channels].map(formatCount).join(' × ') };
  return {
    ask: t('learn.squeeze.ask', words),
    answers: answersOf(counted(channels, t('learn.squeeze.why.right', words)), [
      counted(height * width, t('learn.squeeze.why.positions', words)),
      counted(hidden, t('learn.squeeze.why.hidden')),
      counted(1, t('learn.squeeze.why.one')),
    ]),
  };
}

const functions: Record<Exclude<Activation, 'none'>, (x: number) => number> = {
  sigmoid: (x) => 1 / (1 + Math.exp(-x)),
  tanh: Math.tanh,
  relu: (x) => Math.max(0, x),
};

/** The gate that one channel's sum becomes, computed from the layer's own weights; undefined where the gate isn't made of one number a channel. */
export function exciteQuestion(t: TFunction, plan: Plan, explained: ExplainedBlock, steps: readonly Step[], channel: number): Asked | undefined {
  const step = steps.find(({ key }) => key === 'excitation');
  const into = step && layerInto(explained, steps, step);
  if (!step || !into) return undefined;
  const total = received(into.layer, valuesOf(explained, into.before), channel).reduce((sum, x) => sum + x, into.layer.bias[channel]!);
  const own = plan.architecture.se.excitation;
  const value = valuesOf(explained, step)[channel]!;
  const name = (key: typeof own) => t(`learn.excite.names.${key}`);
  const sum = three(total);
  const others = (Object.keys(functions) as (typeof own)[]).filter((key) => key !== own);
  return {
    ask: t('learn.excite.ask', { channel, block: explained.block, sum }),
    answers: answersOf(measured(value, t('learn.excite.why.right', { name: name(own), sum, value: three(value) })), [
      ...others.map((key) => measured(functions[key](total), t('learn.excite.why.other', { name: name(key), sum, own: name(own) }))),
      measured(1 - value, t('learn.excite.why.closed')),
    ]),
  };
}

/** What the gate makes of the channel's largest value; undefined where it has a gate for each position. */
export function scaleQuestion(t: TFunction, { block, values, result }: ExplainedBlock, steps: readonly Step[], channel: number): Asked | undefined {
  const gate = result.gate[block]?.[channel];
  const [first] = steps;
  if (!first || gate === undefined || gateIsMap(steps)) return undefined;
  const [, high] = channelRange(values[first.value]!, first.count, channel);
  const words = { block, channel, high: three(high), gate: three(gate), value: three(high * gate) };
  return {
    ask: t('learn.scale.ask', words),
    answers: answersOf(measured(high * gate, t('learn.scale.why.right', words)), [
      measured(high, t('learn.scale.why.same')),
      measured(high + gate, t('learn.scale.why.sum')),
      measured(gate, t('learn.scale.why.gate')),
    ]),
  };
}

/** What would leave a residual unit if its gates were zero; undefined where the gates don't stand on its branch. */
export function placeQuestion(t: TFunction, plan: Plan, { block, values }: ExplainedBlock): Asked | undefined {
  const add = plan.operations.find((operation) => operation.op === 'add' && operation.block === block);
  const [branch, shortcut] = [`${block}.U`, `${block}.shortcut`].map((name) => values[name]);
  const leaves = add && values[add.output];
  if (plan.architecture.se.place !== 'standard' || !branch || !shortcut || !leaves) return undefined;
  const most = (map: Float32Array): number => map.reduce((high, x) => Math.max(high, x), 0);
  return {
    ask: t('learn.place.ask', { block }),
    answers: answersOf(measured(most(shortcut), t('learn.place.why.right', { value: three(most(shortcut)) })), [
      measured(0, t('learn.place.why.zero')),
      measured(most(leaves), t('learn.place.why.now')),
      measured(most(branch), t('learn.place.why.branch')),
    ]),
  };
}
