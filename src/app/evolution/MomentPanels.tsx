import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { paperOrder, sortedOrder } from '../../analysis/curves';
import { ExcitationPanel } from '../../charts/excitation-panel/ExcitationPanel';
import { Legend } from '../../charts/legend/Legend';
import type { BlockId, EvolutionCurves } from '../../contracts';
import { formatCount, formatFixed, formatTick } from '../../locales/format';
import { useAppState } from '../context';
import { useChosenClasses } from '../figure/curves';
import { rangesText } from '../summary';
import { stageOf } from '../gates/quick';
import { keptClasses, type KeptClass, type Moment, momentClasses, restLimitOf, trainingShare } from './moment';

const two = (value: number) => formatFixed(value, 2);

interface PanelProps {
  block: BlockId;
  curves: EvolutionCurves;
  chosen: readonly KeptClass[];
  limit: number;
  hoverChannel: number | null;
  onHover: (channel: number | null) => void;
}

function MomentPanel({ block, curves, chosen, limit, hoverChannel, onHover }: PanelProps) {
  const { t } = useTranslation();
  const order = useAppState((state) => state.order);
  const channels = useMemo(() => (order === 'sorted' ? sortedOrder(curves.all) : paperOrder(curves.all.length)), [curves, order]);
  const classes = useMemo(() => momentClasses(curves, chosen), [chosen, curves]);
  const describe = (channel: number) =>
    t('figure.readout', {
      channel,
      values: [`${t('training.all')} ${two(curves.all[channel]!)}`, ...classes.map(({ label, mean }) => `${label} ${two(mean[channel]!)}`)].join(' · '),
    });
  return (
    <ExcitationPanel
      title={block}
      channelsLabel={t('figure.channels', { value: formatCount(channels.length) })}
      label={t('figure.panelLabel', { block, channels: formatCount(curves.all.length) })}
      summary={rangesText(t, [{ label: t('training.all'), values: curves.all }, ...classes.map(({ label, mean }) => ({ label, values: mean }))])}
      order={channels}
      all={curves.all}
      classes={classes}
      residual={{ limit }}
      hoverChannel={hoverChannel}
      format={formatTick}
      describe={describe}
      onHover={onHover}
    />
  );
}

/** The figure at a point of training: the mean of all classes and those whose curves were kept. */
export function MomentPanels({ moment }: { moment: Moment }) {
  const { t } = useTranslation();
  const { evolution, point } = moment;
  const drawn = useChosenClasses();
  const [pointed, setPointed] = useState<{ block: BlockId; channel: number } | null>(null);
  const chosen = useMemo(() => keptClasses(evolution, drawn), [drawn, evolution]);
  const limit = useMemo(() => restLimitOf(moment), [moment]);
  return (
    <>
      <div className="panels" data-testid="moment" data-share={trainingShare(point.share)}>
        {evolution.blocks.map((block) => {
          const curves = point.curves[block];
          return (
            curves && (
              <MomentPanel
                key={block}
                block={block}
                curves={curves}
                chosen={chosen}
                limit={limit}
                hoverChannel={pointed && stageOf(pointed.block) === stageOf(block) ? pointed.channel : null}
                onHover={(channel) => setPointed(channel === null ? null : { block, channel })}
              />
            )
          );
        })}
      </div>
      <div className="readoutStack">
        <div className="classBar" style={{ alignSelf: 'start' }}>
          <Legend label={t('figure.legend')} classes={chosen} all={t('training.all')} />
        </div>
      </div>
    </>
  );
}
