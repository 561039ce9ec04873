import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { seedMean } from '../../analysis/seeds';
import { fullRow } from '../../analysis/siblingRows';
import { DepthRows } from '../../charts/depth-rows/DepthRows';
import type { DepthBlock, DepthRow } from '../../charts/depth-rows/geometry';
import type { BlockId, Estimate, SiblingRow, Siblings } from '../../contracts';
import { formatFixed } from '../../locales/format';
import { useAppStore } from '../context';
import { stageOf } from '../gates/quick';
import { rowsSummary } from '../summary';
import { TakeAway } from '../takeaway/TakeAway';
import { seedLines } from './seedLines';
import { siblingName } from './words';

const two = (value: number) => formatFixed(value, 2);

/** Mean class spread over the seeds; no interval is drawn, the seeds themselves are. */
function meanSpread({ runs }: SiblingRow, block: BlockId): Estimate['value'] | undefined {
  const values = runs.flatMap(({ spread }) => spread[block] ?? []);
  return values.length > 0 ? seedMean(values).value : undefined;
}

/** Whether the block that is now last flattens too: each row's class spread over one axis of all blocks. */
export function SiblingSpread({ siblings }: { siblings: Siblings }) {
  const { rows } = siblings;
  const { t } = useTranslation();
  const store = useAppStore();
  const [hover, setHover] = useState<BlockId | null>(null);
  const ids = useMemo(() => fullRow(rows)?.blocks ?? [], [rows]);
  const blocks = useMemo(() => ids.map((id): DepthBlock => ({ id, stage: Number(stageOf(id)), label: id.replace('SE_', '').replace('_', '·') })), [ids]);
  const depth = useMemo(
    () =>
      rows.map(
        (row): DepthRow => ({
          key: row.id,
          title: siblingName(t, rows, row),
          mark: 'line',
          values: ids.map((block) => meanSpread(row, block)),
          extra: seedLines(row, ids),
          scale: 'spread',
          tone: 'accent',
          format: two,
        }),
      ),
    [rows, ids, t],
  );
  const describe = (block: BlockId) => {
    const values = rows.map((row) => {
      const value = meanSpread(row, block);
      return `${siblingName(t, rows, row)} ${value === undefined ? '–' : two(value)}`;
    });
    return t('siblings.pointed', { block, values: values.join(' · ') });
  };
  if (ids.length === 0) return null;
  return (
    <>
      <div className="withTakeAway">
        <h3>
          {t('siblings.spread')} <span className="sub small">{t('siblings.spreadNote')}</span>
        </h3>
        <TakeAway of={t('siblings.spread')} make={async () => (await import('../takeaway/parts/siblings')).siblingSpreadPart(store.getState(), siblings, { blocks, rows: depth })} />
      </div>
      <DepthRows label={t('siblings.spread')} summary={rowsSummary(t, depth)} blocks={blocks} rows={depth} stageLabel={(stage) => t('rows.stage', { stage })} describe={describe} hover={hover} onHover={setHover} rowHeight={70} />
      <p className="readout">{hover && <span aria-hidden>{describe(hover)}</span>}</p>
    </>
  );
}
