import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { byFalling, channelRange, received, sent } from '../../analysis/blockFlow';
import type { Architecture, ExplainedBlock } from '../../contracts';
import { formatCount, formatFixed, formatSigned } from '../../locales/format';
import { activationSigns } from './excitations';
import { gateIsMap, isMap, layerInto, type Step, type StepKey, valuesOf } from './steps';

const three = (value: number): string => formatFixed(value, 3);
const sum = (values: Float32Array): number => values.reduce((total, value) => total + value, 0);

const positions = ({ shape }: Step): string => shape.slice(0, -1).join(' × ');

/** How many of the units [H, W, count] flat are above zero, a position, on average. */
const activePerPosition = (values: Float32Array, count: number): number => (values.reduce((active, value) => active + Number(value > 0), 0) * count) / values.length;

interface Told {
  t: TFunction;
  explained: ExplainedBlock;
  se: Architecture['se'];
  steps: readonly Step[];
  channel: number;
}

function hidden(told: Told, step: Step): string {
  const { t, explained, channel } = told;
  if (isMap(step)) return t('oneBlock.follow.hiddenMap', { count: formatCount(step.count), over: positions(step), active: formatFixed(activePerPosition(explained.values[step.value]!, step.count), 1) });
  const values = valuesOf(explained, step);
  const counts = { count: formatCount(step.count), active: formatCount(values.filter((value) => value > 0).length) };
  const into = layerInto(told.explained, told.steps, step);
  if (into?.before.kind !== 'channels') return t('oneBlock.follow.hiddenOther', counts);
  const input = valuesOf(explained, into.before);
  const given = sent(into.layer, input, channel);
  const [unit] = byFalling(given.map(Math.abs));
  const weight = into.layer.weight[channel * given.length + unit!]!;
  return t('oneBlock.follow.hidden', { ...counts, unit: unit!, weight: three(weight), from: three(input[channel]!), given: formatSigned(given[unit!]!, 3) });
}

function excitation(told: Told, step: Step): string {
  const { t, explained, channel, se } = told;
  if (isMap(step)) return t('oneBlock.follow.excitationMap', { ...range(told, step), mean: three(explained.result.excitation[explained.block]![channel]!) });
  const value = three(valuesOf(explained, step)[channel]!);
  const into = layerInto(told.explained, told.steps, step);
  if (!into) return t('oneBlock.follow.linear', { value });
  const total = sum(received(into.layer, valuesOf(explained, into.before), channel));
  const bias = into.layer.bias[channel]!;
  return t('oneBlock.follow.excitation', { sum: three(total), bias: three(bias), total: three(total + bias), value, activation: activationSigns[se.excitation] });
}

function range({ explained, channel }: Told, step: Step): { low: string; high: string } {
  const [low, high] = channelRange(explained.values[step.value]!, step.count, channel);
  return { low: three(low), high: three(high) };
}

function atChannel(told: Told, step: Step): string {
  return three(valuesOf(told.explained, step)[told.channel]!);
}

/** What happens to one channel at each kind of step. */
const sentences: Record<StepKey, (told: Told, step: Step) => string> = {
  input: (told, step) => told.t('oneBlock.follow.input', { over: positions(step), ...range(told, step) }),
  squeeze: (told, step) => told.t(told.se.squeeze === 'max' ? 'oneBlock.follow.squeezeMax' : 'oneBlock.follow.squeeze', { value: atChannel(told, step) }),
  hidden,
  excitation,
  linear: (told, step) => told.t('oneBlock.follow.linear', { value: atChannel(told, step) }),
  gate: (told, step) => told.t('oneBlock.follow.gate', { value: atChannel(told, step) }),
  scale: (told, step) => {
    const { block, result } = told.explained;
    if (gateIsMap(told.steps)) return told.t('oneBlock.follow.scaleMap', range(told, step));
    return told.t('oneBlock.follow.scale', { value: three(result.gate[block]![told.channel]!), ...range(told, step) });
  },
  other: ({ t }) => t('oneBlock.follow.other'),
};

/** One channel's numbers in words, a sentence for each step. */
export function FollowedChannel({ explained, se, steps, channel }: Omit<Told, 't'>) {
  const { t } = useTranslation();
  const told: Told = { t, explained, se, steps, channel };
  return (
    <section aria-label={t('oneBlock.follow.title', { channel })} data-testid="followed">
      <h3>{t('oneBlock.follow.title', { channel })}</h3>
      <ol className="followed">
        {steps.map((step) => (
          <li key={step.value} data-step={step.key}>
            <b>{t(`oneBlock.step.${step.key}.title`)}</b> {sentences[step.key](told, step)}
          </li>
        ))}
      </ol>
    </section>
  );
}
