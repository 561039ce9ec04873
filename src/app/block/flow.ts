import type { TFunction } from 'i18next';
import { byFalling, channelStrength, received, sent } from '../../analysis/blockFlow';
import type { FlowColumn, FlowLinks } from '../../charts/block-flow/parts';
import type { StripLine } from '../../charts/block-flow/StripDrawing';
import type { ExplainedBlock, Plan } from '../../contracts';
import { formatCount } from '../../locales/format';
import { layerInto, type Step, stepsOf, valuesOf } from './steps';
import type { Explained } from './useExplained';

/** One image at one block, ready to be drawn. */
export interface FlowSteps {
  steps: readonly Step[];
  columns: readonly FlowColumn[];
  channels: number;
  /** Channels by the strength of their maps, and by the gate that was applied. */
  strongest: readonly number[];
  byGate: readonly number[];
  lines: readonly StripLine[];
}

export function flowSteps(t: TFunction, plan: Plan, { explained, setting }: Explained): FlowSteps {
  const { block, values, result } = explained;
  const gated = setting[block] !== undefined;
  const steps = stepsOf(plan, block, gated);
  const columns = steps.map((step) => columnOf(t, plan, explained, gated, step));
  const [{ value, count: channels }] = steps as [Step];
  const vectors = columns.filter(({ kind }) => kind === 'channels');
  return {
    steps,
    columns,
    channels,
    strongest: byFalling(channelStrength(values[value]!, channels)),
    byGate: byFalling(result.gate[block]!),
    lines: vectors.map((column, i) => ({ key: column.key, label: column.title, values: column.values, tone: i === vectors.length - 1 ? 'accent' : 'neutral' })),
  };
}

/** The channel that a person follows, else the strongest. */
export const followedChannel = ({ channels, strongest }: FlowSteps, wanted: number | undefined): number => (wanted !== undefined && wanted < channels ? wanted : strongest[0]!);

function columnOf(t: TFunction, plan: Plan, explained: ExplainedBlock, gated: boolean, step: Step): FlowColumn {
  const { key, value, kind, count, shape, from } = step;
  const words = {
    shape: shape.map(formatCount).join(' × '),
    over: (from ?? shape).slice(0, -1).join(' × '),
    from: formatCount(from?.at(-1) ?? count),
    to: formatCount(count),
    r: plan.architecture.se.r,
    gate: gated ? t('oneBlock.step.gate.title') : 's',
  };
  return {
    key: value,
    kind,
    count,
    title: t(`oneBlock.step.${key}.title`),
    formula: t(`oneBlock.step.${key}.formula`, words),
    shape: t(`oneBlock.step.${key}.shape`, words),
    values: valuesOf(explained, step),
    ...(kind === 'maps' && { size: [shape[0]!, shape[1]!] as const }),
  };
}

/** What the followed channel gives to the units of each layer, and what it gets from them. */
export function linksOf(explained: ExplainedBlock, steps: readonly Step[], channel: number): FlowLinks[] {
  return steps.flatMap((step): FlowLinks[] => {
    const into = layerInto(explained, steps, step);
    if (!into) return [];
    const { layer, before } = into;
    const input = valuesOf(explained, before);
    if (before.kind === 'channels' && step.kind === 'units') return [{ from: before.value, to: step.value, values: sent(layer, input, channel) }];
    if (before.kind === 'units' && step.kind === 'channels') return [{ from: before.value, to: step.value, values: received(layer, input, channel) }];
    return [];
  });
}
