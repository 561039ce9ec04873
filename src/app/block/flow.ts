import type { TFunction } from 'i18next';
import { byFalling, channelStrength, received, sent } from '../../analysis/blockFlow';
import type { FlowColumn, FlowLinks } from '../../charts/block-flow/parts';
import type { StripLine } from '../../charts/block-flow/StripDrawing';
import type { ExplainedBlock, Plan } from '../../contracts';
import { formatCount } from '../../locales/format';
import { stageWith } from '../../network/architecture';
import { activationSigns, excitationDomain } from './excitations';
import { isMap, layerInto, type Step, type StepKey, stepsOf, valuesOf } from './steps';
import type { Explained } from './useExplained';

/** One image at one block, ready to be drawn. */
export interface FlowSteps {
  steps: readonly Step[];
  columns: readonly FlowColumn[];
  channels: number;
  /** Whether every channel is summed up in one number; without it each excitation is a map. */
  squeezed: boolean;
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
  const squeezed = plan.architecture.se.squeeze !== 'none';
  const vectors = columns.filter(({ kind }) => kind === 'channels');
  const drawn = vectors.length > 0 ? vectors : [{ key: 'gate', title: t('oneBlock.meanGate'), values: result.gate[block]! }];
  return {
    steps,
    columns,
    channels,
    squeezed,
    strongest: byFalling(channelStrength(values[value]!, channels)),
    byGate: byFalling(result.gate[block]!),
    lines: drawn.map(({ key, title, values: numbers }, i) => ({ key, label: title, values: numbers, tone: i === drawn.length - 1 ? 'accent' : 'neutral' })),
  };
}

/** The channel that a person follows, else the strongest. */
export const followedChannel = ({ channels, strongest }: FlowSteps, wanted: number | undefined): number => (wanted !== undefined && wanted < channels ? wanted : strongest[0]!);

type Se = Plan['architecture']['se'];

/** How a step is made of what is before it; U by where the block stands, the squeeze by its kind. */
function formulaOf(t: TFunction, key: StepKey, { place, squeeze }: { place: Se['place'] | 'concat'; squeeze: Se['squeeze'] }, words: Record<string, string | number>): string {
  if (key === 'input') return t(`oneBlock.u.${place}`);
  return t(key === 'squeeze' && squeeze === 'max' ? 'oneBlock.step.squeeze.max' : `oneBlock.step.${key}.formula`, words);
}

function columnOf(t: TFunction, plan: Plan, explained: ExplainedBlock, gated: boolean, step: Step): FlowColumn {
  const { block } = explained;
  const { key, value, kind, count, shape, from } = step;
  const { se } = plan.architecture;
  const words = {
    shape: shape.map(formatCount).join(' × '),
    over: (from ?? shape).slice(0, -1).join(' × '),
    from: formatCount(from?.at(-1) ?? count),
    to: formatCount(count),
    r: se.r,
    gate: gated ? t('oneBlock.step.gate.title') : 's',
    input: se.squeeze === 'none' ? 'u' : 'z',
    activation: activationSigns[se.excitation],
  };
  return {
    key: value,
    kind,
    count,
    title: t(`oneBlock.step.${key}.title`),
    formula: formulaOf(t, key, { place: stageWith(plan.architecture, block).kind === 'inception' ? 'concat' : se.place, squeeze: se.squeeze }, words),
    shape: t(isMap(step) && (key === 'hidden' || key === 'excitation') ? `oneBlock.step.${key}.map` : `oneBlock.step.${key}.shape`, words),
    values: valuesOf(explained, step),
    ...(kind === 'maps' && { size: [shape[0]!, shape[1]!] as const }),
    ...(kind === 'maps' && key === 'excitation' && { domain: excitationDomain[se.excitation](explained.values[value]!) }),
  };
}

/** Beside the colours of the maps that share a scale. */
export function legendOf(t: TFunction, columns: readonly FlowColumn[]): string {
  if (!columns.some(({ domain }) => domain)) return t('oneBlock.legend');
  const shared = columns.filter(({ kind, domain }) => kind === 'maps' && !domain).map(({ title }) => title);
  return t('oneBlock.legendOf', { maps: shared.join(', ') });
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
