import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sortedOrder } from '../../analysis/curves';
import { ExcitationPanel } from '../../charts/excitation-panel/ExcitationPanel';
import type { BlockId, BlockStatistics, GateMode, ImageResult, Setting } from '../../contracts';
import { formatCount, formatFixed, formatPercent, formatTick } from '../../locales/format';
import type { ImageEntry } from '../../store/store';
import { useClassName } from '../classNames';
import { useAppState, useAppStore, useSession } from '../context';
import { stageOf } from '../gates/quick';
import { toProblem } from '../../engine/problem';
import { reportProblem } from '../report';
import { Segments } from '../Segments';
import { rangesText } from '../summary';
import { TakeAway } from '../takeaway/TakeAway';
import { top } from '../top';
import { InTurn } from '../inTurn';
import { useShownImage } from './shownImage';

type Which = 'late' | 'stage' | 'every';
const modes: readonly GateMode[] = ['live', 'frozen', 'off'];

function blocksOf(which: Which, all: readonly BlockId[]): BlockId[] {
  if (which === 'every') return [...all];
  return which === 'late' ? all.slice(-2) : all.filter((block) => stageOf(block) === stageOf(all.at(-1)!));
}

const settingOf = (mode: GateMode, blocks: readonly BlockId[]): Setting => (mode === 'live' ? {} : Object.fromEntries(blocks.map((block) => [block, mode])));

/** The image under each mode; a later choice makes earlier answers stale. */
function useUnderModes(image: ImageEntry, blocks: readonly BlockId[]): Partial<Record<GateMode, ImageResult>> {
  const session = useSession();
  const live = useAppState((state) => state.imageResults[image.id]?.live);
  const ready = useAppState((state) => state.ready);
  const [found, setFound] = useState<{ blocks: readonly BlockId[]; id: number; results: Partial<Record<GateMode, ImageResult>> }>();
  useEffect(() => {
    if (!ready) return;
    let current = true;
    const run = async () => {
      const results: Partial<Record<GateMode, ImageResult>> = {};
      for (const mode of ['frozen', 'off'] as const) {
        results[mode] = await session.runOnce(image.crop, settingOf(mode, blocks));
        if (!current) return;
        setFound({ blocks, id: image.id, results: { ...results } });
      }
    };
    run().catch((error: unknown) => current && reportProblem(toProblem(error)));
    return () => {
      current = false;
    };
  }, [session, image, blocks, ready]);
  return { live, ...(found?.id === image.id && found.blocks === blocks ? found.results : {}) };
}

function Mode({ mode, result, image, statistics }: { mode: GateMode; result: ImageResult | undefined; image: ImageEntry; statistics: BlockStatistics }) {
  const { t } = useTranslation();
  const name = useClassName();
  const [channel, setChannel] = useState<number | null>(null);
  const { block, channels, all } = statistics;
  const order = useMemo(() => sortedOrder(all), [all]);
  const ribbon = useMemo(() => ({ low: statistics.p10, high: statistics.p90 }), [statistics]);
  const curve = useMemo(() => result && { label: image.name, excitation: result.excitation[block]!, gate: mode === 'live' ? undefined : result.gate[block] }, [result, image.name, block, mode]);
  const two = (value: number) => formatFixed(value, 2);
  return (
    <div>
      <ExcitationPanel
        title={t(`gates.${mode}`)}
        channelsLabel={block}
        label={t('compare.gates.panel', { block, channels: formatCount(channels), name: image.name, mode: t(`gates.${mode}`) })}
        summary={curve && rangesText(t, [{ label: t('figure.gate'), values: curve.gate ?? curve.excitation }])}
        order={order}
        ribbon={ribbon}
        classes={[]}
        image={curve}
        height={120}
        hoverChannel={channel}
        format={formatTick}
        describe={(at) => t('figure.readout', { channel: at, values: curve ? t('figure.readoutImage', { value: two(curve.excitation[at]!) }) : '' })}
        onHover={setChannel}
      />
      {result ? (
        <ol className="topFive" aria-label={t('compare.gates.top', { mode: t(`gates.${mode}`) })}>
          {top(result.probabilities, 3).map(({ index, value }) => (
            <li key={index}>
              <span>{name(index)}</span>
              <span className="number">{formatPercent(value, 0)}</span>
            </li>
          ))}
        </ol>
      ) : (
        <p className="note">{t('compare.gates.working')}</p>
      )}
    </div>
  );
}

/** One image with its gates live, frozen and off. */
export function GateRow({ statistics }: { statistics: readonly BlockStatistics[] }) {
  const { t } = useTranslation();
  const image = useShownImage();
  const [which, setWhich] = useState<Which>('late');
  const all = useMemo(() => statistics.map(({ block }) => block), [statistics]);
  const blocks = useMemo(() => blocksOf(which, all), [which, all]);
  if (!image) return null;
  const stage = stageOf(all.at(-1)!);
  const names = blocks.length === all.length ? t('figure.all', { value: all.length }) : blocks.join(', ');
  return (
    <section className="panel" aria-labelledby="gate-row-title" data-testid="gate-row">
      <div className="panelHead">
        <h2 id="gate-row-title">
          {t('compare.gates.title')} <span className="sub">{image.name}</span>
        </h2>
        <Segments
          label={t('compare.gates.blocks')}
          value={which}
          onChange={setWhich}
          options={{ late: t('compare.gates.late'), stage: t('compare.gates.stage', { stage }), every: t('compare.gates.every') }}
        />
      </div>
      <Modes image={image} blocks={blocks} statistics={statistics.at(-1)!} note={t('compare.gates.note', { blocks: names, block: all.at(-1)! })} />
    </section>
  );
}

function Modes({ image, blocks, statistics, note }: { image: ImageEntry; blocks: readonly BlockId[]; statistics: BlockStatistics; note: string }) {
  const { t } = useTranslation();
  const store = useAppStore();
  const results = useUnderModes(image, blocks);
  return (
    <>
      <div className="gateModes">
        {modes.map((mode) => (
          <InTurn key={mode} value={statistics}>
            {(shown) => <Mode mode={mode} result={results[mode]} image={image} statistics={shown} />}
          </InTurn>
        ))}
      </div>
      <div className="withTakeAway">
        <p className="note">{note}</p>
        <TakeAway
          of={t('compare.gates.title')}
          make={async () => (await import('../takeaway/parts/compare')).modesPart(store.getState(), { name: image.name, blocks, statistics, results })}
        />
      </div>
    </>
  );
}
