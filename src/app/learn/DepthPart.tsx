import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { BlockStatistics } from '../../contracts';
import { formatFixed } from '../../locales/format';
import { useAppState } from '../context';
import { FigurePanel } from '../figure/FigurePanel';
import { RowsPanel } from '../figure/RowsPanel';
import { answersOf } from './answers';
import { useLive } from './live';
import { OpenIn } from './OpenIn';
import { Part } from './Part';
import { Prose } from './Prose';
import { Question } from './Question';

const three = (value: number): string => formatFixed(value, 3);
const largest = (statistics: readonly BlockStatistics[], of: (block: BlockStatistics) => number): BlockStatistics => statistics.reduce((best, block) => (of(block) > of(best) ? block : best));

/** Where classes differ most, among blocks that one might think of. */
function Asked({ statistics }: { statistics: readonly BlockStatistics[] }) {
  const { t } = useTranslation();
  const answers = useMemo(() => {
    const candidate = (block: BlockStatistics) => {
      const { value, low, high } = block.spread;
      return { at: statistics.indexOf(block), text: block.block, why: t('learn.depth.why', { block: block.block, value: three(value), low: three(low), high: three(high) }) };
    };
    const most = largest(statistics, ({ spread }) => spread.value);
    const others = [statistics[0]!, largest(statistics, ({ above09 }) => above09), statistics.at(-2)!, statistics.at(-1)!];
    return answersOf(candidate(most), others.filter(Boolean).map(candidate));
  }, [t, statistics]);
  return <Question ask={t('learn.depth.ask')} answers={answers} />;
}

export function Depth() {
  const statistics = useAppState((state) => state.statistics);
  const { withoutSe } = useLive();
  return (
    <Part id="depth">
      <Prose of={['learn.depth.a', 'learn.depth.b', 'learn.depth.c']} />
      {!withoutSe && (
        <>
          <RowsPanel />
          <FigurePanel />
          <p className="note">
            <OpenIn section="explore" />
          </p>
        </>
      )}
      {statistics && <Asked statistics={statistics} />}
    </Part>
  );
}
