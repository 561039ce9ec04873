import type { TFunction } from 'i18next';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ExcitationPanel } from '../../charts/excitation-panel/ExcitationPanel';
import { formatCount, formatFixed, formatTick } from '../../locales/format';
import { useClassName } from '../classNames';
import { useAppState } from '../context';
import { later } from '../later';
import { type BlockCurves, type BlockData, type ChosenClass, useBlockCurves } from './curves';
import { useFaded } from './faded';
import { useReadout } from './readout';
import { rangesText } from '../summary';

const ClassHeatmap = later(async () => (await import('../../charts/class-heatmap/ClassHeatmap')).ClassHeatmap);

const two = (value: number) => formatFixed(value, 2);

export interface PanelProps {
  data: BlockData;
  chosen: readonly ChosenClass[];
  limit: number;
  hoverChannel: number | null;
  onHover: (channel: number | null) => void;
  height?: number;
  /** Opened large: a few curves show their extremes too. */
  opened?: boolean;
  /** Undefined: the panel opens nothing. */
  onOpen?: () => void;
}

/** One block's class curves as chosen in the store: lines with their residual, or a heat map. */
export function BlockPanel(props: PanelProps) {
  const view = useAppState((state) => state.view);
  return view === 'heat' ? <HeatPanel {...props} /> : <LinePanel {...props} />;
}

/** The mean of all classes, the chosen classes and the image. */
function blockSummary(t: TFunction, { statistics }: BlockData, { classes, image }: Pick<BlockCurves, 'classes' | 'image'>): string {
  return rangesText(t, [
    { label: t('training.all'), values: statistics.all },
    ...classes.map(({ label, mean }) => ({ label, values: mean })),
    ...(image ? [{ label: image.label, values: image.excitation }] : []),
    ...(image?.gate ? [{ label: t('figure.gate'), values: image.gate }] : []),
  ]);
}

function LinePanel({ data, chosen, limit, hoverChannel, onHover, height, opened, onOpen }: PanelProps) {
  const { t } = useTranslation();
  const order = useAppState((state) => state.order);
  const sdClass = useAppState((state) => state.sdClass);
  const { block, channels } = data.statistics;
  const curves = useBlockCurves(data, chosen, order, t('figure.image'));
  const faded = useFaded(block);
  const describe = useReadout(data, curves);
  const { classes, image } = curves;
  const summary = useMemo(() => blockSummary(t, data, { classes, image }), [t, data, classes, image]);
  return (
    <ExcitationPanel
      title={block}
      channelsLabel={t('figure.channels', { value: formatCount(curves.order.length) })}
      label={t('figure.panelLabel', { block, channels: formatCount(channels) })}
      summary={summary}
      order={curves.order}
      ribbon={curves.ribbon}
      classes={curves.classes}
      bandOf={sdClass === undefined ? undefined : String(sdClass)}
      image={curves.image}
      faded={faded ? t('figure.faded') : undefined}
      residual={{ limit, ribbon: curves.restRibbon, height: height && height / 2 }}
      height={height}
      directLabels
      extremes={opened && curves.classes.length + Number(curves.image !== undefined) <= 2}
      hoverChannel={hoverChannel}
      format={formatTick}
      formatRest={formatTick}
      describe={describe}
      onHover={onHover}
      onOpen={onOpen}
    />
  );
}

function HeatPanel({ data, hoverChannel, onHover, height, onOpen, chosen }: PanelProps) {
  const { t } = useTranslation();
  const name = useClassName();
  const order = useAppState((state) => state.order);
  const { profile, statistics } = data;
  const curves = useBlockCurves(data, chosen, order, t('figure.image'));
  const [classId, setClassId] = useState(0);
  return (
    <div>
      <div className="panelTitle">
        {onOpen ? (
          <button type="button" className="plain" aria-label={t('figure.open', { block: statistics.block })} onClick={onOpen}>
            {statistics.block}
          </button>
        ) : (
          <b>{statistics.block}</b>
        )}
        <span>{t('figure.channels', { value: formatCount(curves.order.length) })}</span>
      </div>
      <ClassHeatmap
        label={`${statistics.block}: ${t('figure.heatLabel')}`}
        summary={rangesText(t, [{ label: t('training.all'), values: statistics.all }])}
        values={profile.mean}
        channels={profile.channels}
        classOrder={classOrder(profile.mean.length / profile.channels)}
        channelOrder={curves.order}
        className={name}
        height={height}
        hover={hoverChannel === null ? null : { classId, channel: hoverChannel }}
        format={formatTick}
        legend={t('figure.y')}
        describe={({ classId, channel }) =>
          t('figure.cell', {
            name: name(classId),
            channel,
            value: two(profile.mean[classId * profile.channels + channel]!),
            sd: two(profile.std[classId * profile.channels + channel]!),
          })
        }
        onHover={(cell) => {
          if (cell) setClassId(cell.classId);
          onHover(cell?.channel ?? null);
        }}
      />
    </div>
  );
}

const orders = new Map<number, Uint32Array>();

/** 0 … K − 1, one array for each K. */
function classOrder(count: number): Uint32Array {
  const order = orders.get(count) ?? Uint32Array.from({ length: count }, (_, i) => i);
  orders.set(count, order);
  return order;
}
