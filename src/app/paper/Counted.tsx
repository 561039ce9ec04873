import { useTranslation } from 'react-i18next';
import type { PaperRuns } from '../../contracts';
import { formatPercent } from '../../locales/format';
import { Segments } from '../Segments';

export type Counting = 'all' | 'trained';

interface CountedProps {
  /** All of them. */
  runs: PaperRuns;
  value: Counting;
  onChange: (value: Counting) => void;
}

/** Whether runs that collapsed in training count, and which they are; nothing where none did. */
export function Counted({ runs: { rows, runs }, value, onChange }: CountedProps) {
  const { t } = useTranslation();
  const collapsed = runs.filter((run) => run.collapsed);
  if (collapsed.length === 0) return null;
  const said = collapsed.map(({ row, seed, top1 }) => t('paper.collapsed.run', { row: rows.find(({ id }) => id === row)!.name, seed, top1: formatPercent(top1) }));
  return (
    <>
      <div className="figureControls">
        <Segments label={t('paper.collapsed.which')} value={value} options={{ all: t('paper.collapsed.all'), trained: t('paper.collapsed.trained') }} onChange={onChange} />
      </div>
      <p className="note collapsedNote">
        {t('paper.collapsed.said', { runs: said.join('; ') })} {t(value === 'all' ? 'paper.collapsed.counts' : 'paper.collapsed.left')}
      </p>
    </>
  );
}
