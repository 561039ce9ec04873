import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { outward } from '../../analysis/intervals';
import { type DepthBlock, type DepthRow } from '../../charts/depth-rows/geometry';
import type { BlockId, BlockStatistics, Estimate } from '../../contracts';
import { formatCount, formatFixed, formatPercent } from '../../locales/format';
import type { RowDetail } from '../../store/store';
import { useAppState, useAppStore } from '../context';
import { useMoment, useMomentRows } from '../evolution/moment';
import { usePlan, useSingleBlocks } from '../selectors';
import { useSeedLines } from '../siblings/seedLines';
import { TakeAway } from '../takeaway/TakeAway';
import { DepthChart } from './DepthChart';
import { Story } from './Story';
import { Unread } from './Unread';

const two = (value: number) => formatFixed(value, 2);
const one = (value: number) => formatFixed(value, 1);
const percent = (value: number) => formatPercent(value, 0);

/** "2·1" */
const shortBlock = (block: BlockId) => block.replace('SE_', '').replace('_', '·');

/** The axis that all rows share. */
export function useDepthBlocks(statistics: readonly BlockStatistics[]): DepthBlock[] {
  return useMemo(
    () => statistics.map(({ block }) => ({ id: block, stage: Number(block.split('_')[1]), label: shortBlock(block) })),
    [statistics],
  );
}

/** The three questions, and the rows that a click on one of them opens. */
function useRows(statistics: readonly BlockStatistics[], openRow: RowDetail | undefined, seeds: NonNullable<DepthRow['extra']>): DepthRow[] {
  const { t } = useTranslation();
  const frozen = useSingleBlocks('frozen');
  const off = useSingleBlocks(openRow === 'matters' ? 'off' : undefined);
  const recordKnown = useAppState((state) => state.recordKnown);
  const empty = t(recordKnown ? 'rows.noRecord' : 'rows.recordLoading');
  return useMemo(() => {
    const of = <T,>(pick: (block: BlockStatistics) => T) => statistics.map(pick);
    const recorded = (changes: Map<BlockId, Estimate> | undefined) => of(({ block }) => changes?.get(block));
    const rows: DepthRow[] = [
      {
        key: 'classes',
        title: t('rows.classes'),
        note: t('rows.classesUnit'),
        mark: 'line',
        values: of(({ spread }) => spread),
        scale: 'spread',
        tone: 'accent',
        format: two,
        expanded: openRow === 'classes',
        extra:
          openRow === 'classes'
            ? [
                ...seeds,
                { key: 'scale', label: t('rows.scale'), values: of(({ scale }) => scale), dash: '2 3' },
                { key: 'rest', label: t('rows.rest'), values: of(({ rest }) => rest), dash: '6 3' },
              ]
            : seeds,
      },
    ];
    if (openRow === 'classes') {
      rows.push(
        shareRow('above', t('rows.above'), of(({ above09 }) => above09)),
        shareRow('below', t('rows.below'), of(({ below01 }) => below01)),
      );
    }
    rows.push({
      key: 'images',
      title: t('rows.images'),
      note: t('rows.imagesUnit'),
      mark: 'line',
      values: of(({ imageSpread }) => imageSpread),
      scale: 'spread',
      tone: 'neutral',
      format: two,
      expanded: openRow === 'images',
    });
    if (openRow === 'images') rows.push(shareRow('share', t('rows.share'), of(({ share }) => share)));
    rows.push({
      key: 'matters',
      title: t('rows.matters'),
      note: t('rows.mattersUnit'),
      mark: 'interval',
      values: recorded(frozen),
      empty,
      format: one,
      expanded: openRow === 'matters',
    });
    if (openRow === 'matters') {
      rows.push({ key: 'off', title: t('rows.off'), mark: 'interval', values: recorded(off), empty, format: one, minor: true });
    }
    return rows;
  }, [statistics, openRow, frozen, off, seeds, empty, t]);
}

function shareRow(key: string, title: string, values: number[]): DepthRow {
  return { key, title, mark: 'line', values, domain: [0, 1], tone: 'neutral', format: percent, minor: true };
}

function useDescribe(statistics: readonly BlockStatistics[]): (block: BlockId) => string {
  const { t } = useTranslation();
  const frozen = useSingleBlocks('frozen');
  return (id) => {
    const block = statistics.find(({ block }) => block === id);
    if (!block) return id;
    const change = frozen?.get(id);
    const [low, high] = change ? outward(change.low, change.high, 1) : [];
    const matters = change
      ? t(change.value < 0 ? 'rows.readoutLost' : 'rows.readoutGained', { points: one(Math.abs(change.value)), low: one(low!), high: one(high!) })
      : t('rows.readoutUnknown');
    return t('rows.readout', {
      block: id,
      channels: formatCount(block.channels),
      classes: two(block.spread.value),
      images: two(block.imageSpread),
      matters,
    });
  };
}

const detailKeys = { classes: 'rows.detailClasses', images: 'rows.detailImages', matters: 'rows.detailMatters' } as const;

/** Do classes differ, do images of one class differ, does it matter: for every SE block in depth, with a few sentences. */
export function RowsPanel() {
  const { t } = useTranslation();
  const statistics = useAppState((state) => state.statistics);
  const record = useAppState((state) => state.record);
  const openRow = useAppState((state) => state.openRow);
  const choose = useAppState((state) => state.choose);
  const plan = usePlan();
  if (!statistics) return <Unread />;
  const note = record && t('rows.recorded', { n: formatCount(record.images) });
  return (
    <section className="panel rowsPanel" aria-labelledby="rows-title">
      <h2 id="rows-title" className="visuallyHidden">
        {t('rows.title')}
      </h2>
      <div>
        <Rows
          statistics={statistics}
          openRow={openRow}
          note={[openRow ? t(detailKeys[openRow]) : t('rows.hint'), note].filter(Boolean).join(' ')}
          onRow={(key) => choose({ openRow: openRow === key ? undefined : key })}
        />
      </div>
      {plan && <Story statistics={statistics} plan={plan} />}
    </section>
  );
}

interface RowsProps {
  statistics: BlockStatistics[];
  openRow: RowDetail | undefined;
  note: string;
  onRow: (key: RowDetail) => void;
}

function Rows({ statistics, openRow, note, onRow }: RowsProps) {
  const { t } = useTranslation();
  const [hover, setHover] = useState<BlockId | null>(null);
  const blocks = useDepthBlocks(statistics);
  const seeds = useSeedLines(statistics);
  const finished = useRows(statistics, openRow, seeds.lines);
  const describeFinished = useDescribe(statistics);
  const moment = useMomentRows(statistics);
  const at = useMoment();
  const store = useAppStore();
  const { rows, describe } = moment ?? { rows: finished, describe: describeFinished };
  return (
    <>
      <DepthChart label={t('rows.title')} blocks={blocks} rows={rows} describe={describe} hover={hover} onHover={setHover} onRowClick={(key) => onRow(key as RowDetail)} />
      <div className="withTakeAway">
        <p className="readout">{hover ? <span aria-hidden>{describe(hover)}</span> : <span className="small">{moment?.note ?? (openRow === 'classes' && seeds.detail ? `${note} ${seeds.detail}` : note)}</span>}</p>
        <TakeAway of={t('rows.title')} make={async () => (await import('../takeaway/parts/rows')).rowsPart(store.getState(), { blocks, rows, statistics, moment: at })} />
      </div>
    </>
  );
}
