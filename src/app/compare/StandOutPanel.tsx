import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { standOut } from '../../analysis/curves';
import type { BlockStatistics } from '../../contracts';
import { formatSigned } from '../../locales/format';
import { useAppState, useAppStore } from '../context';
import { Segments } from '../Segments';
import { TakeAway } from '../takeaway/TakeAway';
import type { Pair } from './subjects';

/** Of one of the two: the channels of each block that differ most from 'all'. */
export function StandOutPanel({ pair, statistics }: { pair: Pair; statistics: readonly BlockStatistics[] }) {
  const { t } = useTranslation();
  const compare = useAppState((state) => state.compare);
  const [side, setSide] = useState<'a' | 'b'>('a');
  const store = useAppStore();
  const subject = pair[side];
  const rows = useMemo(
    () => statistics.map(({ block, all, allStd }) => ({ block, channels: standOut(subject.moments(block).mean, all, allStd, 3) })),
    [statistics, subject],
  );
  return (
    <section className="panel" aria-labelledby="stand-out-title" data-testid="stand-out">
      <div className="panelHead">
        <h2 id="stand-out-title">{t('compare.standOut.title')}</h2>
        <Segments label={t('compare.standOut.of')} value={side} onChange={setSide} options={{ a: pair.a.label, b: pair.b.label }} />
        <TakeAway of={t('compare.standOut.title')} make={async () => (await import('../takeaway/parts/compare')).standOutPart(store.getState(), pair, statistics)} />
      </div>
      <p className="note">{t('compare.standOut.note')}</p>
      <ul className="standOutGrid">
        {rows.map(({ block, channels }) => (
          <li key={block}>
            <b>{block}</b>
            {channels.map(({ channel, difference }) => (
              <button
                key={channel}
                type="button"
                className="plain"
                aria-label={t('compare.standOut.channel', { block, channel, difference: formatSigned(difference, 2) })}
                onClick={() => compare({ opened: { block, channels: [channel] } })}
              >
                <span className="small">{channel}</span> <span className="number">{formatSigned(difference, 2)}</span>
              </button>
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}
