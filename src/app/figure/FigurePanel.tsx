import type { TFunction } from 'i18next';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Legend } from '../../charts/legend/Legend';
import type { BlockId, BlockStatistics, Profile } from '../../contracts';
import type { BlockChoice } from '../../store/store';
import { useClassName } from '../classNames';
import { useAppState, useAppStore } from '../context';
import { MomentPanels } from '../evolution/MomentPanels';
import { type Moment, trainingShare, useMoment } from '../evolution/moment';
import { stageOf } from '../gates/quick';
import { later } from '../later';
import { useChosenSetting, useSelectedImage } from '../selectors';
import { Segments } from '../Segments';
import { TakeAway } from '../takeaway/TakeAway';
import { BlockPanel } from './BlockPanel';
import { ClassPicker } from './ClassPicker';
import { type BlockData, blockData, paperSix, restLimit, useChosenClasses } from './curves';
import { type Pointed, StageReadout } from './StageReadout';
import { Unread } from './Unread';
import { WhichBlocks } from './WhichBlocks';

const OwnFigure = later(async () => (await import('./OwnFigure')).OwnFigure);

function Controls({ ids }: { ids: readonly BlockId[] }) {
  const { t } = useTranslation();
  const blocks = useAppState((state) => state.blocks);
  const order = useAppState((state) => state.order);
  const view = useAppState((state) => state.view);
  const choose = useAppState((state) => state.choose);
  return (
    <div className="figureControls">
      <WhichBlocks ids={ids} value={blocks} onChange={(value) => choose({ blocks: value })} />
      <Segments
        label={t('figure.whichOrder')}
        value={order}
        options={{ sorted: t('figure.sorted'), paper: t('figure.paperOrder') }}
        onChange={(value) => choose({ order: value })}
      />
      <Segments
        label={t('figure.whichView')}
        value={view}
        options={{ lines: t('figure.lines'), heat: t('figure.heat') }}
        onChange={(value) => choose({ view: value })}
      />
    </div>
  );
}

function ClassLegend({ count }: { count: number }) {
  const { t } = useTranslation();
  const chosen = useChosenClasses();
  const sdClass = useAppState((state) => state.sdClass);
  const choose = useAppState((state) => state.choose);
  const changed = Object.keys(useChosenSetting()).length > 0;
  const image = useSelectedImage();
  const lines = useAppState((state) => state.view === 'lines');
  return (
    <div className="classBar">
      <Legend
        label={t('figure.legend')}
        classes={chosen}
        selected={!lines || sdClass === undefined ? undefined : String(sdClass)}
        selectLabel={(name) => t('figure.sdOf', { name })}
        onSelect={lines ? (key) => choose({ sdClass: sdClass === Number(key) ? undefined : Number(key) }) : undefined}
        image={lines && image ? t('figure.image') : undefined}
        gate={lines && image && changed ? t('figure.gate') : undefined}
        ribbon={lines ? t('figure.ribbon', { count }) : undefined}
      >
        <ClassPicker />
      </Legend>
    </div>
  );
}

function shownBlocks(profile: Profile, statistics: readonly BlockStatistics[], which: BlockChoice): BlockData[] {
  const all = profile.blocks.map(({ block }) => block);
  const ids = which === 'all' || all.length <= 6 ? all : paperSix(all);
  return ids.map((id) => blockData(profile, statistics, id)!);
}

interface PanelsProps {
  profile: Profile;
  statistics: BlockStatistics[];
}

function Panels({ profile, statistics }: PanelsProps) {
  const { t } = useTranslation();
  const choose = useAppState((state) => state.choose);
  const which = useAppState((state) => state.blocks);
  const view = useAppState((state) => state.view);
  const chosen = useChosenClasses();
  const [pointed, setPointed] = useState<Pointed | null>(null);
  const shown = useMemo(() => shownBlocks(profile, statistics, which), [profile, statistics, which]);
  const limit = useMemo(() => restLimit(shown, chosen), [shown, chosen]);
  const panel = (data: BlockData) => {
    const { block } = data.statistics;
    return (
      <BlockPanel
        key={block}
        data={data}
        chosen={chosen}
        limit={limit}
        hoverChannel={pointed && stageOf(pointed.block) === stageOf(block) ? pointed.channel : null}
        onHover={(channel) => setPointed(channel === null ? null : { block, channel })}
        onOpen={() => choose({ openBlock: block })}
      />
    );
  };
  const stages = [...new Set(shown.map(({ statistics: { block } }) => stageOf(block)))];
  const pointedBlocks = pointed ? shown.filter(({ statistics: { block } }) => stageOf(block) === stageOf(pointed.block)) : [];
  return (
    <>
      {which === 'paper' ? (
        <div className="panels">{shown.map(panel)}</div>
      ) : (
        stages.map((stage) => (
          <div className="stageRow" key={stage}>
            <h3>{t('figure.stage', { stage })}</h3>
            <div className="panels">{shown.filter(({ statistics: { block } }) => stageOf(block) === stage).map(panel)}</div>
          </div>
        ))
      )}
      <div className="readoutStack">
        <div data-covered={pointed !== null || undefined}>
          <ClassLegend count={profile.count.filter((n) => n > 1).length} />
          <p className="note">
            {t('figure.hover')} {view === 'lines' && t('figure.below')}
          </p>
        </div>
        {pointed && <StageReadout blocks={pointedBlocks} pointed={pointed} />}
      </div>
    </>
  );
}

function FigureTakeAway({ profile, statistics, moment }: PanelsProps & { moment: Moment | undefined }) {
  const { t } = useTranslation();
  const store = useAppStore();
  const chosen = useChosenClasses();
  const make = async () => {
    const { figurePart, momentPart } = await import('../takeaway/parts/figure');
    const state = store.getState();
    const shown = shownBlocks(profile, statistics, state.blocks);
    return moment ? momentPart(state, moment, chosen) : figurePart(state, shown, chosen, restLimit(shown, chosen));
  };
  return <TakeAway of={t('figure.title')} make={make} />;
}

function momentSubtitle(t: TFunction, { evolution, point }: Moment, name: (id: number) => string): string {
  return t('training.figureAt', { percent: trainingShare(point.share), names: evolution.classes.map(name).join(', ') });
}

/** The paper's figure, alive: class means of every channel's excitation, block by block. */
export function FigurePanel() {
  const { t } = useTranslation();
  const profile = useAppState((state) => state.profile);
  const statistics = useAppState((state) => state.statistics);
  const order = useAppState((state) => state.order);
  const provisional = useAppState((state) => state.provisional);
  const ofDataset = useAppState((state) => state.ofDataset);
  const moment = useMoment();
  const maps = useAppState((state) => state.manifest?.architecture.se.squeeze === 'none');
  const name = useClassName();
  const bare = useAppState((state) => state.ready && state.manifest !== undefined && !state.manifest.files['profile.safetensors']);
  if (!profile || !statistics) return bare ? <OwnFigure /> : <Unread says />;
  const ids = profile.blocks.map(({ block }) => block);
  return (
    <section className="panel" aria-labelledby="figure-title" data-testid="figure">
      <div className="panelHead">
        <h2 id="figure-title">
          {t('figure.title')} <span className="sub">{moment ? momentSubtitle(t, moment, name) : t(`figure.subtitle.${order}`)}</span>
        </h2>
        {!moment && <Controls ids={ids} />}
        <FigureTakeAway profile={profile} statistics={statistics} moment={moment} />
      </div>
      {provisional && <p className="note">{t('network.provisional', { images: profile.images })}</p>}
      {ofDataset && <p className="note">{t('figure.ofDataset', { images: profile.images })}</p>}
      {maps && <p className="note">{t('figure.meanOverPositions')}</p>}
      {moment ? <MomentPanels moment={moment} /> : <Panels profile={profile} statistics={statistics} />}
    </section>
  );
}
