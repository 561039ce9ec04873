import { Button } from '@mantine/core';
import { useDeferredValue, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CHANCE_STEP, chanceAt } from '../../analysis/nullCheck';
import { type SeparatingChannel, separatingChannels } from '../../analysis/separation';
import { PairedDots } from '../../charts/paired-list/PairedDots';
import { formatCount, formatFixed, formatSigned } from '../../locales/format';
import { useAppState, useAppStore } from '../context';
import { TakeAway } from '../takeaway/TakeAway';
import type { Compared } from './measured';

const two = (value: number) => formatFixed(value, 2);
const page = 12;

function ChannelRow({ compared: { pair }, found }: { compared: Compared; found: SeparatingChannel }) {
  const { t } = useTranslation();
  const compare = useAppState((state) => state.compare);
  const { block, channel, difference, half, chance } = found;
  const [a, b] = [pair.a, pair.b].map((subject) => {
    const { mean, std } = subject.moments(block);
    return { label: subject.label, colour: subject.colour, mean: mean[channel]!, spread: std?.[channel] };
  }) as [{ label: string; colour: typeof pair.a.colour; mean: number; spread?: number }, { label: string; colour: typeof pair.a.colour; mean: number; spread?: number }];
  const values = { block, channel, a: a.label, b: b.label, meanA: two(a.mean), meanB: two(b.mean), difference: formatSigned(difference, 2), half: half === undefined ? '' : two(half) };
  const words = t(half === undefined ? 'compare.channels.row' : 'compare.channels.rowHalf', values);
  return (
    <li>
      <button
        type="button"
        className="channelRow"
        data-chance={chance || undefined}
        aria-label={chance ? `${words}, ${t('compare.channels.chance')}` : words}
        onClick={() => compare({ opened: { block, channels: [channel] } })}
      >
        <span>
          {block}
          <small>{t('compare.channels.channel', { channel })}</small>
        </span>
        <PairedDots dots={[a, b]} width={112} />
        <span className="number">
          {values.difference}
          <small>
            {half !== undefined && t('compare.channels.half', { half: two(half) })}
            {chance && ` ${t('compare.channels.chance')}`}
          </small>
        </span>
      </button>
    </li>
  );
}

/** About how many chance alone would list: whole, and below ten with one decimal. */
const about = (count: number) => (count < 10 ? formatFixed(count, count < 0.05 ? 0 : 1) : formatCount(count));

function Counts({ compared: { separation }, listed, least }: { compared: Compared; listed: readonly SeparatingChannel[]; least: number }) {
  const { t } = useTranslation();
  const total = separation.blocks.reduce((sum, { difference }) => sum + difference.length, 0);
  const values = { count: formatCount(listed.length), total: formatCount(total), least: two(least) };
  const marked = listed.filter(({ chance }) => chance).length;
  if (!separation.chance) return <p className="note">{`${t('compare.channels.countUntested', values)} ${t('compare.channels.untested')}`}</p>;
  return (
    <p className="note" data-testid="channel-counts">
      {t('compare.channels.count', { ...values, chance: about(chanceAt(separation.chance, least)) })}{' '}
      {listed.length > 0 && (marked > 0 ? t('compare.channels.marked', { count: marked }) : t('compare.channels.unmarked'))}
    </p>
  );
}

function Least() {
  const { t } = useTranslation();
  const least = useAppState((state) => state.comparison.least);
  const compare = useAppState((state) => state.compare);
  return (
    <label className="leastSlider">
      <span>{t('compare.channels.least')}</span>
      <input
        type="range"
        min={0.05}
        max={0.5}
        step={2 * CHANCE_STEP}
        value={least}
        aria-valuetext={two(least)}
        onChange={(event) => compare({ least: event.currentTarget.valueAsNumber })}
      />
      <span className="number">{two(least)}</span>
    </label>
  );
}

/** The channels whose gates tell the two apart, largest difference first. */
export function ChannelsPanel({ compared }: { compared: Compared }) {
  const { t } = useTranslation();
  const least = useDeferredValue(useAppState((state) => state.comparison.least));
  const listed = useMemo(() => separatingChannels(compared.separation, least), [compared, least]);
  const [shown, setShown] = useState(page);
  const more = Math.min(listed.length - shown, 4 * page);
  const store = useAppStore();
  return (
    <section className="panel" aria-labelledby="channels-title" data-testid="channels">
      <div className="panelHead">
        <h2 id="channels-title">{t('compare.channels.title')}</h2>
        <TakeAway of={t('compare.channels.title')} make={async () => (await import('../takeaway/parts/compare')).channelsPart(store.getState(), compared)} />
      </div>
      <Counts compared={compared} listed={listed} least={least} />
      <Least />
      {listed.length === 0 && <p>{t('compare.channels.none')}</p>}
      <ul className="channelList">
        {listed.slice(0, shown).map((found) => (
          <ChannelRow key={`${found.block} ${found.channel}`} compared={compared} found={found} />
        ))}
      </ul>
      {more > 0 && (
        <Button variant="subtle" size="compact-xs" color="gray" onClick={() => setShown(shown + more)}>
          {t('compare.channels.more', { count: more })}
        </Button>
      )}
      <p className="note">{t('compare.channels.note')}</p>
    </section>
  );
}
