import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { detectableDifference, seedDifference } from '../../analysis/seeds';
import { fullRow, removedAfter, withoutBlocks } from '../../analysis/siblingRows';
import { outward } from '../../analysis/intervals';
import type { SeedGroup } from '../../charts/seed-points/geometry';
import { SeedPoints } from '../../charts/seed-points/SeedPoints';
import type { Estimate, SiblingRow, Siblings } from '../../contracts';
import { formatCount, formatFixed } from '../../locales/format';
import { useAppState, useAppStore } from '../context';
import { Segments } from '../Segments';
import { rangesText } from '../summary';
import { TakeAway } from '../takeaway/TakeAway';
import '../trained.css';
import { SiblingSpread } from './SiblingSpread';
import { SiblingTable } from './SiblingTable';
import { siblingName } from './words';

type Accuracy = 'top1' | 'top5';
type CostKey = 'parameters' | 'macs';
type Removed = 'none' | 'frozen' | 'off';

const one = (value: number) => formatFixed(value, 1);

/** Rounded up: a difference that is as large can be seen. */
const roundedUp = (points: number) => formatFixed(Math.ceil(points * 100 - 1e-9) / 100, 2);

/** Points of each seed in per cent, trained rows first at each cost, then the same removed after training. */
function groupsOf({ rows }: Siblings, accuracy: Accuracy, cost: CostKey, removed: Removed): SeedGroup[] {
  const full = fullRow(rows);
  return rows.flatMap((row): SeedGroup[] => {
    const trained: SeedGroup = { key: row.id, x: row[cost], values: row.runs.map((run) => 100 * run[accuracy]), mark: 'filled' };
    const blocks = full && row !== full ? withoutBlocks(full, row) : [];
    const after = accuracy === 'top1' && full && removed !== 'none' && blocks.length > 0 ? removedAfter(full, blocks, removed) : undefined;
    return after ? [trained, { key: `${row.id} ${removed}`, x: row[cost], values: after.map((top1) => 100 * top1), mark: removed === 'frozen' ? 'open' : 'cross' }] : [trained];
  });
}

function Comparisons({ rows, full, accuracy }: { rows: readonly SiblingRow[]; full: SiblingRow; accuracy: Accuracy }) {
  const { t } = useTranslation();
  const values = (row: SiblingRow) => row.runs.map((run) => 100 * run[accuracy]);
  const change = ({ value, low, high }: Estimate) => {
    const sign = value < 0 ? -1 : 1;
    const [from, to] = outward(Math.min(sign * low, sign * high), Math.max(sign * low, sign * high), 1);
    return t(value < 0 ? 'siblings.less' : 'siblings.more', { points: one(Math.abs(value)), low: one(from), high: one(to) });
  };
  return rows
    .filter((row) => row !== full)
    .map((row) => (
      <p key={row.id} className="note">
        {t('siblings.compare', { name: siblingName(t, rows, row), change: change(seedDifference(values(row), values(full), rows.map(values))) })}
      </p>
    ));
}

function Content({ siblings }: { siblings: Siblings }) {
  const { t } = useTranslation();
  const [accuracy, setAccuracy] = useState<Accuracy>('top1');
  const [cost, setCost] = useState<CostKey>('parameters');
  const [removed, setRemoved] = useState<Removed>('frozen');
  const store = useAppStore();
  const { rows } = siblings;
  const full = fullRow(rows);
  const groups = useMemo(() => groupsOf(siblings, accuracy, cost, removed), [siblings, accuracy, cost, removed]);
  const smallest = detectableDifference(rows.map((row) => row.runs.map((run) => 100 * run[accuracy])));
  const bar = smallest === undefined ? undefined : { size: smallest, label: t('siblings.detectableBar', { points: roundedUp(smallest) }) };
  const detectable = smallest === undefined ? t('siblings.undetermined') : t('siblings.detectable', { points: roundedUp(smallest) });
  const nameX = (x: number) => siblingName(t, rows, rows.find((row) => row[cost] === x)!);
  const drawn = { groups, bar, x: t(`siblings.${cost}`), y: t(`siblings.${accuracy}`), nameX, detectable };
  return (
    <>
      <div className="withTakeAway">
        <p className="outcome" data-testid="detectable">
          {detectable}
        </p>
        <TakeAway of={t('siblings.title')} make={async () => (await import('../takeaway/parts/siblings')).siblingsPart(store.getState(), siblings, drawn)} />
      </div>
      {full && <Comparisons rows={rows} full={full} accuracy={accuracy} />}
      <div className="figureControls">
        <Segments label={t('siblings.whichY')} value={accuracy} options={{ top1: t('siblings.top1'), top5: t('siblings.top5') }} onChange={setAccuracy} />
        <Segments label={t('siblings.whichX')} value={cost} options={{ parameters: t('siblings.parameters'), macs: t('siblings.macs') }} onChange={setCost} />
        {accuracy === 'top1' && (
          <Segments
            label={t('siblings.whichRemoved')}
            value={removed}
            options={{ none: t('siblings.none'), frozen: t('siblings.frozen'), off: t('siblings.off') }}
            onChange={setRemoved}
          />
        )}
      </div>
      <SeedPoints
        label={t('siblings.chart', { y: t(`siblings.${accuracy}`), x: t(`siblings.${cost}`) })}
        summary={rangesText(t, groups.filter(({ mark }) => mark === 'filled').map(({ x, values }) => ({ label: nameX(x), values })), one)}
        groups={groups}
        bar={bar}
        format={one}
        formatX={formatCount}
        nameX={nameX}
      />
      <SiblingTable siblings={siblings} />
      <SiblingSpread siblings={siblings} />
    </>
  );
}

/** Networks trained without the late blocks beside those trained with all, and beside blocks removed after training. */
export function SiblingsPanel() {
  const { t } = useTranslation();
  const siblings = useAppState((state) => state.siblings);
  if (!siblings) return null;
  return (
    <section className="panel" aria-labelledby="siblings-title" data-testid="siblings">
      <h2 id="siblings-title">
        {t('siblings.title')} <span className="sub">{t('siblings.sub')}</span>
      </h2>
      <Content siblings={siblings} />
    </section>
  );
}
