import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CostError } from '../../charts/cost-error/CostError';
import type { CostPoint } from '../../charts/cost-error/geometry';
import type { PaperTables } from '../../contracts';
import { formatFixed, formatTick } from '../../locales/format';
import { useAppStore } from '../context';
import { Segments } from '../Segments';
import { TakeAway } from '../takeaway/TakeAway';
import { OpenRows } from './OpenRows';
import { partTables, rowsOf, type Which } from './rows';
import type { Paper } from './usePaper';

const two = (value: number) => formatFixed(value, 2);

/** An arrow from each network to its SE version. */
function arrowsOf(tables: PaperTables, which: Which): CostPoint[] {
  const rows = partTables.systems.flatMap((number) => rowsOf(tables, number));
  return rows.flatMap((row): CostPoint[] => {
    const base = rows.find(({ id }) => id === row.base);
    if (!base?.gflops || !row.gflops) return [];
    return [{ key: row.id, label: base.name, at: [row.gflops, row[which]], from: [base.gflops, base[which]] }];
  });
}

/** Tables 2 and 3: what SE adds to each network, over what it costs. */
export function SystemsPanel({ paper }: { paper: Paper }) {
  const { t } = useTranslation();
  const store = useAppStore();
  const [which, setWhich] = useState<Which>('top1');
  const points = useMemo(() => arrowsOf(paper.tables, which), [paper, which]);
  const title = t('paper.systems.title');
  const axes = { x: t('paper.gflops'), y: t('paper.error', { which: t(`paper.${which}`) }) };
  const label = t('paper.systems.chart', { which: t(`paper.${which}`) });
  return (
    <section className="panel" aria-labelledby="paper-systems" data-testid="paper-systems">
      <div className="panelHead">
        <h2 id="paper-systems">
          {title} <span className="sub">{t('paper.tables', { numbers: partTables.systems.join(', ') })}</span>
        </h2>
        <TakeAway of={title} make={async () => (await import('../takeaway/parts/paper')).systemsPart(store.getState(), paper, { points, label, ...axes })} />
      </div>
      <div className="figureControls">
        <Segments label={t('paper.which')} value={which} options={{ top1: t('paper.top1'), top5: t('paper.top5') }} onChange={setWhich} />
      </div>
      <CostError
        label={label}
        summary={points.map(({ label: name, from, at }) => t('paper.systems.change', { name, from: two(from![1]), to: two(at[1]) })).join(', ')}
        points={points}
        log
        {...axes}
        height={500}
        format={formatTick}
      />
      <p className="note">{t('paper.systems.note')}</p>
      <OpenRows models={paper.models} rows={partTables.systems.flatMap((number) => rowsOf(paper.tables, number))} />
    </section>
  );
}
