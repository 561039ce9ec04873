import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { BlockFlow } from '../../charts/block-flow/BlockFlow';
import { formatFixed } from '../../locales/format';
import { useAppState } from '../context';
import { rangesText } from '../summary';
import { type FlowSteps, legendOf, linksOf } from './flow';
import type { Explained } from './useExplained';

const two = (value: number): string => formatFixed(value, 2);

/** What a channel is, in a sentence; what a chart of all channels shows, in numbers; and how a channel is followed. */
export function useChannels({ explained: { block, result } }: Explained, { lines, squeezed }: FlowSteps) {
  const { t } = useTranslation();
  const choose = useAppState((state) => state.choose);
  const onFollow = useCallback((channel: number) => choose({ channel }), [choose]);
  const summary = useMemo(() => rangesText(t, lines), [t, lines]);
  const describe = (at: number): string => {
    const s = two(result.gate[block]![at]!);
    return squeezed ? t('oneBlock.described', { channel: at, z: two(lines[0]?.values[at] ?? NaN), s }) : t('oneBlock.describedMap', { channel: at, s });
  };
  return { describe, onFollow, summary };
}

/** An image's way through a block, with one channel followed; all of its steps, or the first ones. */
export function ImageFlow({ shown, flow, channel, steps = flow.steps }: { shown: Explained; flow: FlowSteps; channel: number; steps?: FlowSteps['steps'] }) {
  const { t } = useTranslation();
  const { explained } = shown;
  const columns = steps === flow.steps ? flow.columns : flow.columns.slice(0, steps.length);
  const links = useMemo(() => linksOf(explained, steps, channel), [explained, steps, channel]);
  return (
    <BlockFlow
      label={t('oneBlock.flow', { block: explained.block })}
      columns={columns}
      channels={flow.channels}
      order={flow.strongest}
      followed={channel}
      links={links}
      nameOf={String}
      format={two}
      legend={legendOf(t, columns)}
      plus={t('oneBlock.plus')}
      minus={t('oneBlock.minus')}
      {...useChannels(shown, flow)}
    />
  );
}
