import type { TFunction } from 'i18next';
import { memo, useMemo, useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { useShallow } from 'zustand/react/shallow';
import type { BlockSeparation } from '../../analysis/separation';
import { DifferencePanel } from '../../charts/difference-panel/DifferencePanel';
import { ExcitationPanel } from '../../charts/excitation-panel/ExcitationPanel';
import { textColour } from '../../charts/palette';
import { useScheme } from '../../charts/useScheme';
import type { BlockId, BlockStatistics, Profile } from '../../contracts';
import { formatCount, formatFixed, formatSigned, formatTick } from '../../locales/format';
import type { Comparison, State } from '../../store/store';
import { useAppState, useAppStore } from '../context';
import { type BlockData, blockData, paperSix } from '../figure/curves';
import { WhichBlocks } from '../figure/WhichBlocks';
import { stageOf } from '../gates/quick';
import { Segments } from '../Segments';
import { rangesText } from '../summary';
import { TakeAway } from '../takeaway/TakeAway';
import { usePairCurves } from './curves';
import { InTurn } from '../inTurn';
import type { Compared } from './measured';
import type { Pair } from './subjects';

/** px for an excitation of one, in every panel of the view. */
const unit = 150;
const two = (value: number) => formatFixed(value, 2);

/** How the two are drawn; nothing else of the comparison draws the panels anew. */
const useDrawn = () => useAppState(useShallow(({ comparison: { blocks, layout, sd } }: State) => ({ blocks, layout, sd })));

/** The largest difference at any block in whole tenths: one scale, also when other blocks are drawn. */
function differenceLimit(blocks: readonly BlockSeparation[]): number {
  const most = blocks.reduce((limit, { difference }) => difference.reduce((found, d) => Math.max(found, Math.abs(d)), limit), 0.1);
  return Math.ceil(most * 10 - 1e-6) / 10;
}

function Controls({ ids }: { ids: readonly BlockId[] }) {
  const { t } = useTranslation();
  const { blocks, layout, sd } = useDrawn();
  const compare = useAppState((state) => state.compare);
  return (
    <div className="figureControls">
      <WhichBlocks ids={ids} value={blocks} onChange={(value) => compare({ blocks: value })} />
      <Segments
        label={t('compare.layoutLabel')}
        value={layout}
        onChange={(value) => compare({ layout: value })}
        options={{ over: t('compare.over'), columns: t('compare.columns') }}
      />
      <Segments
        label={t('compare.sdLabel')}
        value={sd ? 'sd' : 'mean'}
        onChange={(value) => compare({ sd: value === 'sd' })}
        options={{ sd: t('compare.sd'), mean: t('compare.meanOnly') }}
      />
    </div>
  );
}

/** All that is drawn of a block. */
interface Drawing {
  data: BlockData;
  pair: Pair;
  separation: BlockSeparation;
  limit: number;
  layout: Comparison['layout'];
  sd: boolean;
}

interface PanelProps {
  drawing: Drawing;
  hoverChannel: number | null;
  onPoint: (pointed: Pointed | null) => void;
}

/** A channel, marked in every panel of the stage. */
interface Pointed {
  stage: string;
  channel: number;
}

function differenceSummary(t: TFunction, { distance, difference }: BlockSeparation): string {
  const channel = difference.reduce((most, d, c) => (Math.abs(d) > Math.abs(difference[most]!) ? c : most), 0);
  return t('summary.difference', { distance: two(distance), channel, difference: formatSigned(difference[channel]!, 2) });
}

/** One block: the two over each other or beside each other, and their difference on the same scale. */
const BlockPair = memo(function BlockPair({ drawing: { data, pair, separation, limit, layout, sd }, hoverChannel, onPoint }: PanelProps) {
  const { t } = useTranslation();
  const opened = useAppState(({ comparison: { opened } }) => (opened?.block === data.statistics.block ? opened.channels : undefined));
  const compare = useAppState((state) => state.compare);
  const choose = useAppState((state) => state.choose);
  const { block, channels } = data.statistics;
  const { order, a, b, describe } = usePairCurves(data, pair, separation);
  const groups = useMemo(() => (layout === 'over' ? [[a, b]] : [[a], [b]]), [layout, a, b]);
  const bands = useMemo(() => (sd ? [a.key, b.key] : []), [sd, a, b]);
  const onHover = (channel: number | null) => onPoint(channel === null ? null : { stage: stageOf(block), channel });
  const open = (picked: readonly number[]) => compare({ opened: { block, channels: picked } });
  return (
    <div className="blockPair">
      <div className="blockPairTop">
        {groups.map((classes, i) => (
          <ExcitationPanel
            key={i}
            title={i === 0 ? block : classes[0]!.label}
            channelsLabel={i === groups.length - 1 ? two(separation.distance) : classes[0]!.label}
            label={t('compare.panelLabel', { block, channels: formatCount(channels), names: classes.map(({ label }) => label).join(', ') })}
            summary={rangesText(t, classes.map(({ label, mean }) => ({ label, values: mean })))}
            order={order}
            classes={classes}
            bandOf={bands}
            height={unit}
            hoverChannel={hoverChannel}
            format={formatTick}
            describe={describe}
            onHover={onHover}
            onOpen={(channel) => (channel === null ? choose({ openBlock: block }) : open([channel]))}
          />
        ))}
      </div>
      <DifferencePanel
        label={t('compare.differenceLabel', { block, a: pair.a.label, b: pair.b.label })}
        summary={differenceSummary(t, separation)}
        order={order}
        difference={separation.difference}
        colours={[a.colour, b.colour]}
        limit={limit}
        unit={unit}
        hoverChannel={hoverChannel}
        opened={opened}
        format={(value) => formatSigned(value, value === 0 ? 0 : 1)}
        describe={describe}
        onHover={onHover}
        onOpen={open}
      />
    </div>
  );
});

function Story({ compared: { pair, separation } }: { compared: Compared }) {
  const { t } = useTranslation();
  const ranked = [...separation.blocks].sort((x, y) => y.distance - x.distance);
  const [most, least] = [ranked[0]!, ranked.at(-1)!];
  const values = { most: most.block, mostValue: two(most.distance), least: least.block, leastValue: two(least.distance), count: ranked.length };
  return (
    <div className="story">
      <p data-testid="pair-story">
        <Trans t={t} i18nKey="compare.story" values={values}>
          {'0'}
          <b>1</b>
          {'2'}
          <b>3</b>
          {'4'}
        </Trans>
      </p>
      {(pair.a.n === 1 || pair.b.n === 1) && <p>{t('compare.storyImage')}</p>}
    </div>
  );
}

function Title({ pair: { a, b } }: { pair: Pair }) {
  const { t } = useTranslation();
  const scheme = useScheme();
  const count = (n: number) => t('compare.images', { count: n });
  return (
    <h2 id="pair-title">
      <Trans
        t={t}
        i18nKey="compare.title"
        values={{ a: a.label, b: b.label }}
        components={{ a: <span style={{ color: textColour(a.colour, scheme) }} />, b: <span style={{ color: textColour(b.colour, scheme) }} /> }}
      />{' '}
      <span className="sub">{a.n === b.n ? t('compare.imagesEach', { count: a.n }) : t('compare.subtitle', { a: count(a.n), b: count(b.n) })}</span>
    </h2>
  );
}

interface PairPanelProps {
  compared: Compared;
  profile: Profile;
  statistics: BlockStatistics[];
}

/** Two classes, block by block. */
export function PairPanel({ compared, profile, statistics }: PairPanelProps) {
  const { t } = useTranslation();
  const { pair, separation } = compared;
  const { blocks: which, layout, sd } = useDrawn();
  const store = useAppStore();
  const [pointed, setPointed] = useState<Pointed | null>(null);
  const ids = useMemo(() => profile.blocks.map(({ block }) => block), [profile]);
  const limit = useMemo(() => differenceLimit(separation.blocks), [separation]);
  const shown = useMemo(() => {
    const drawn = which === 'all' || ids.length <= 6 ? ids : paperSix(ids);
    return drawn.map((id): Drawing => ({ data: blockData(profile, statistics, id)!, pair, separation: separation.blocks[ids.indexOf(id)]!, limit, layout, sd }));
  }, [which, ids, profile, statistics, pair, separation, limit, layout, sd]);
  return (
    <section className="panel" aria-labelledby="pair-title" data-testid="pair">
      <div className="panelHead">
        <Title pair={pair} />
        <Controls ids={ids} />
        <TakeAway of={t('takeaway.compare.title', { a: pair.a.label, b: pair.b.label })} make={async () => (await import('../takeaway/parts/compare')).pairPart(store.getState(), compared, shown, { limit, sd })} />
      </div>
      <div className="panels" data-layout={layout}>
        {shown.map((drawing) => {
          const { block } = drawing.separation;
          const stage = stageOf(block);
          return (
            <InTurn key={block} value={drawing} empty={<div style={{ height: 34 + unit + 2 * limit * unit }} />}>
              {(drawn) => <BlockPair drawing={drawn} hoverChannel={pointed?.stage === stage ? pointed.channel : null} onPoint={setPointed} />}
            </InTurn>
          );
        })}
      </div>
      <p className="note">{t('compare.hint', { a: pair.a.label })}</p>
      <Story compared={compared} />
    </section>
  );
}
