import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { paperOrder, residual, sortedOrder } from '../../analysis/curves';
import { ExcitationPanel } from '../../charts/excitation-panel/ExcitationPanel';
import type { ClassCurve } from '../../charts/excitation-panel/paint';
import { Legend } from '../../charts/legend/Legend';
import type { BlockId, EvolutionCurves } from '../../contracts';
import { formatCount, formatFixed, formatTick } from '../../locales/format';
import { useAppState } from '../context';
import { type ChosenClass, useChosenClasses } from '../figure/curves';
import { stageOf } from '../gates/quick';
import { type Moment, trainingShare } from './moment';

const two = (value: number) => formatFixed(value, 2);

interface PanelProps {
  block: BlockId;
  curves: EvolutionCurves;
  chosen: readonly (ChosenClass & { at: number })[];
  limit: number;
  hoverChannel: number | null;
  onHover: (channel: number | null) => void;
}

function MomentPanel({ block, curves, chosen, limit, hoverChannel, onHover }: PanelProps) {
  const { t } = useTranslation();
  const order = useAppState((state) => state.order);
  const channels = useMemo(() => (order === 'sorted' ? sortedOrder(curves.all) : paperOrder(curves.all.length)), [curves, order]);
  const classes = useMemo(
    () =>
      chosen.map(({ key, label, colour, at }): ClassCurve => {
        const mean = curves.classes[at]!;
        return { key, label, colour, mean, rest: residual(mean, curves.all) };
      }),
    [chosen, curves],
  );
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

/** The largest departure from a scaled mean over the whole training, for one scale at all points. */
function restLimitOf({ evolution }: Moment): number {
  let limit = 0.1;
  for (const { curves } of evolution.points) {
    for (const { all, classes } of Object.values(curves).filter((kept) => kept !== undefined)) {
      for (const mean of classes) for (const value of residual(mean, all)) limit = Math.max(limit, Math.abs(value));
    }
  }
  return Math.ceil(limit * 10) / 10;
}

/** The figure at a point of training: the mean of all classes and those whose curves were kept. */
export function MomentPanels({ moment }: { moment: Moment }) {
  const { t } = useTranslation();
  const { evolution, point } = moment;
  const drawn = useChosenClasses();
  const [pointed, setPointed] = useState<{ block: BlockId; channel: number } | null>(null);
  const chosen = useMemo(
    () => drawn.map((entry) => ({ ...entry, at: evolution.classes.indexOf(entry.id) })).filter(({ at }) => at >= 0),
    [drawn, evolution],
  );
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
