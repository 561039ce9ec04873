import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { channelMap } from '../../charts/map-over/geometry';
import { MapOver } from '../../charts/map-over/MapOver';
import type { BlockId } from '../../contracts';
import { formatFixed, formatTick } from '../../locales/format';
import { valueShapes } from '../../network/plan';
import { excitationDomain } from '../block/excitations';
import { useExplained } from '../block/useExplained';
import { useAppState } from '../context';
import { usePlan } from '../selectors';

const two = (value: number) => formatFixed(value, 2);

/** Of a network without a squeeze: one channel's excitation at each position, over the chosen image. */
export function PositionMap({ block }: { block: BlockId }) {
  const { t } = useTranslation();
  const plan = usePlan();
  const wanted = useAppState((state) => state.channel) ?? 0;
  const choose = useAppState((state) => state.choose);
  const { shown } = useExplained(block);
  const name = `${block}.excitationMap`;
  const [height = 1, width = 1, channels = 1] = (plan && valueShapes(plan).get(name)) ?? [];
  const channel = Math.min(wanted, channels - 1);
  const values = shown?.explained.values[name];
  const map = useMemo(() => values && channelMap(values, [height, width], channels, channel), [values, height, width, channels, channel]);
  const domain = useMemo(() => values && plan && excitationDomain[plan.architecture.se.excitation](values), [values, plan]);
  return (
    <section aria-labelledby="position-map" data-testid="position-map">
      <h3 id="position-map">
        {t('block.map.title')} <span className="sub small">{t('block.map.size', { height, width })}</span>
      </h3>
      <p className="note">{t('figure.meanOverPositions')}</p>
      {shown && map && domain ? (
        <>
          <label className="leastSlider">
            <span>{t('block.map.channel')}</span>
            <input type="range" min={0} max={channels - 1} step={1} value={channel} onChange={(event) => choose({ channel: event.currentTarget.valueAsNumber })} />
            <output className="number">{channel}</output>
          </label>
          <MapOver
            label={t('block.map.label', { block, channel, name: shown.image.name })}
            summary={t('block.map.range', { low: two(map.low), high: two(map.high), mean: two(map.mean) })}
            crop={shown.image.crop}
            map={map}
            domain={domain}
            format={formatTick}
          />
          <p className="readout">{t('block.map.range', { low: two(map.low), high: two(map.high), mean: two(map.mean) })}</p>
        </>
      ) : (
        <p className="note">{t('block.map.invite')}</p>
      )}
    </section>
  );
}
