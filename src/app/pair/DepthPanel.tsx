import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DepthRows } from '../../charts/depth-rows/DepthRows';
import type { BlockId } from '../../contracts';
import { useAppStore } from '../context';
import { rangesText } from '../summary';
import { TakeAway } from '../takeaway/TakeAway';
import { columnsOf, depthAnswers, valueIn } from './depth';
import { NetworkName } from './NetworkMark';
import type { Two } from './sides';

/** The three questions over the depth of both networks. */
export function DepthPanel({ two }: { two: Two }) {
  const { t } = useTranslation();
  const store = useAppStore();
  const [hover, setHover] = useState<BlockId | null>(null);
  const columns = useMemo(() => columnsOf(two), [two]);
  const answers = useMemo(() => depthAnswers(t, two), [t, two]);
  const rows = answers.map(({ row }) => row);
  const describe = (column: BlockId) => {
    const { a, b } = two.blocks.pairs[columns.findIndex(({ id }) => id === column)]!;
    const values = answers.map((answer) => {
      const [first, second] = [valueIn(answer.a, a), valueIn(answer.b, b)].map((value) => (value === undefined ? '–' : answer.row.format(value)));
      return t('pair.depth.values', { title: answer.row.title, a: first, b: second });
    });
    return t('pair.depth.pointed', { blocks: a === b ? a : `${a ?? '–'} | ${b ?? '–'}`, values: values.join(' · ') });
  };
  const summary = answers.map(({ row, ...sides }) => `${row.title} ${rangesText(t, (['a', 'b'] as const).flatMap((key) => (sides[key] ? [{ label: two[key].label, values: two.blocks.pairs.map((pair) => valueIn(sides[key], pair[key]) ?? NaN) }] : [])), row.format)}`).join(' ');
  const title = t('pair.depth.title');
  return (
    <section className="panel" aria-labelledby="pair-depth-title" data-testid="pair-depth">
      <div className="panelHead">
        <h2 id="pair-depth-title">
          {title} <span className="sub">{t(two.blocks.sameLayout ? 'pair.depth.byBlock' : 'pair.depth.byStage')}</span>
        </h2>
        <TakeAway of={title} make={async () => (await import('../takeaway/parts/pair')).depthPart(store.getState(), two, { columns, answers })} />
      </div>
      <p className="networkNames">
        <NetworkName side={two.a} />
        <NetworkName side={two.b} />
      </p>
      <DepthRows label={title} summary={summary} blocks={columns} rows={rows} stageLabel={(stage) => t('rows.stage', { stage })} describe={describe} hover={hover} onHover={setHover} rowHeight={90} />
      <p className="readout">{hover && <span aria-hidden>{describe(hover)}</span>}</p>
      <p className="note">{t('pair.depth.note', { profiles: [...new Set([two.a, two.b].map(({ profile }) => profile?.profile.images ?? '–'))].join(' | ') })}</p>
    </section>
  );
}
