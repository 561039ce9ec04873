import type { TFunction } from 'i18next';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { outward } from '../../analysis/intervals';
import type { DepthBlock, DepthRow } from '../../charts/depth-rows/geometry';
import type { BlockId, Estimate } from '../../contracts';
import { formatCount, formatFixed, formatSigned } from '../../locales/format';
import { useAppState, useAppStore } from '../context';
import { DepthChart } from '../figure/DepthChart';
import { stageOf } from '../gates/quick';
import { TakeAway } from '../takeaway/TakeAway';
import { Agreement } from './Agreement';
import { type Judged, placesAlone, pointsOf } from './judged';

const two = (value: number) => formatFixed(value, 2);
const one = (value: number) => formatFixed(value, 1);

function usePoints(judged: Judged, mode: 'frozen' | 'off'): (Estimate | undefined)[] {
  return useMemo(() => placesAlone(judged, mode).map((at) => (at === undefined ? undefined : pointsOf(judged.flips[at]!))), [judged, mode]);
}

/** On which images; of one's own, on how many so far. */
function onText(t: TFunction, judged: Judged): string {
  const { source, labels, halves } = judged.decisions;
  if (source !== 'set') return t(source === 'live' ? 'remove.alone.onLive' : 'remove.alone.onRecorded', { n: formatCount(labels.length) });
  const counts = (['frozen', 'off'] as const).flatMap((mode) => placesAlone(judged, mode).map((at) => (at === undefined ? 0 : judged.flips[at]!.n)));
  const [fewest, most] = [Math.min(...counts), Math.max(...counts)];
  const total = halves?.[1].length ?? labels.length;
  if (fewest === total) return t('remove.alone.onSet', { n: formatCount(most) });
  return t('remove.alone.onSetPartly', { range: fewest === most ? formatCount(most) : t('remove.harmed.range', { fewest: formatCount(fewest), most: formatCount(most) }), total: formatCount(total) });
}

/** Each block frozen and off alone, under how much its gates differ. */
export function SensitivityPanel({ judged }: { judged: Judged }) {
  const { t } = useTranslation();
  const store = useAppStore();
  const ofSet = judged.decisions.source === 'set';
  const statistics = useAppState(({ recorded, statistics: own, dataset }) => (ofSet ? dataset?.measured : recorded)?.statistics ?? own);
  const [hover, setHover] = useState<BlockId | null>(null);
  const { se } = judged.plan;
  const frozen = usePoints(judged, 'frozen');
  const off = usePoints(judged, 'off');
  const blocks = useMemo(() => se.map((id): DepthBlock => ({ id, stage: Number(stageOf(id)), label: id.replace('SE_', '').replace('_', '·') })), [se]);
  const rows = useMemo((): DepthRow[] => {
    const of = (pick: (block: NonNullable<typeof statistics>[number]) => Estimate | number) =>
      se.map((id) => {
        const found = statistics?.find(({ block }) => block === id);
        return found && pick(found);
      });
    const spread = { mark: 'line', scale: 'spread', format: two } as const;
    const readout = (i: number) => [frozen[i], off[i]].map((change) => (change ? formatSigned(change.value, 1) : '–')).join(' · ');
    return [
      ...(statistics
        ? [
            { ...spread, key: 'classes', title: t('rows.classes'), note: t('rows.classesUnit'), values: of((block) => block.spread), tone: 'accent' as const },
            { ...spread, key: 'images', title: t('rows.images'), note: t('rows.imagesUnit'), values: of((block) => block.imageSpread), tone: 'neutral' as const },
          ]
        : []),
      { key: 'alone', title: t('rows.matters'), note: t('remove.alone.unit'), mark: 'interval', values: frozen, beside: off, format: one, readout, tall: true, ...(off.every((change) => change === undefined) && { empty: t('remove.alone.none') }) },
    ];
  }, [se, statistics, frozen, off, t]);
  const describe = (id: BlockId) => {
    const at = se.indexOf(id);
    const found = statistics?.find(({ block }) => block === id);
    const change = (estimate: Estimate | undefined) => {
      if (!estimate) return t('remove.alone.unknown');
      const [low, high] = outward(estimate.low, estimate.high, 1);
      return t('remove.alone.points', { value: formatSigned(estimate.value, 1), low: formatSigned(low, 1), high: formatSigned(high, 1) });
    };
    return t('remove.alone.readout', { block: id, classes: found ? two(found.spread.value) : '–', images: found ? two(found.imageSpread) : '–', frozen: change(frozen[at]), off: change(off[at]) });
  };
  const title = t('remove.alone.title');
  return (
    <section className="panel" aria-labelledby="alone-title" data-testid="alone">
      <div className="panelHead">
        <h2 id="alone-title">
          {title} <span className="sub">{onText(t, judged)}</span>
        </h2>
        <TakeAway of={title} make={async () => (await import('../takeaway/parts/remove')).alonePart(store.getState(), judged, { blocks, rows, statistics })} />
      </div>
      <DepthChart label={title} blocks={blocks} rows={rows} describe={describe} hover={hover} onHover={setHover} />
      <p className="readout">{hover ? <span aria-hidden>{describe(hover)}</span> : <span className="small">{t('remove.alone.legend')}</span>}</p>
      {statistics && <Agreement judged={judged} statistics={statistics} />}
    </section>
  );
}
