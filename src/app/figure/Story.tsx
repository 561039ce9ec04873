import { useMemo } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { storyOf } from '../../analysis/story';
import type { BlockStatistics, PaperVerdict, Plan } from '../../contracts';
import { formatFixed, formatPercent } from '../../locales/format';
import { useAppState } from '../context';

const marks = { agrees: '✓', disagrees: '✕', unclear: '~' } as const;

function VerdictLine({ verdict }: { verdict: PaperVerdict }) {
  const { t } = useTranslation();
  const share = verdict.id !== 'depth';
  const number = (value: number) => (share ? formatPercent(value, 0) : formatFixed(value, 2));
  const { value, low, high } = verdict.estimate;
  return (
    <li className="verdict" data-verdict={verdict.verdict} data-testid={`verdict-${verdict.id}`}>
      <details>
        <summary>
          <span className="mark" aria-hidden>
            {marks[verdict.verdict]}
          </span>
          <span>
            {t(`story.${verdict.id}`)}: <em>{t(`story.${verdict.verdict}`)}</em>
          </span>
        </summary>
        <p className="note">{t(`story.${verdict.id}Value`, { value: number(value), low: number(low), high: number(high) })}</p>
      </details>
    </li>
  );
}

/** A few sentences written from this network's numbers, and what the paper's say about it. */
export function Story({ statistics, plan }: { statistics: BlockStatistics[]; plan: Plan }) {
  const { t } = useTranslation();
  const verdicts = useAppState((state) => state.verdicts);
  const data = useAppState((state) => state.manifest?.provenance.data);
  const story = useMemo(() => storyOf(statistics), [statistics]);
  if (!story) return null;
  const { most, last } = story;
  const flattens = most.block !== last.block;
  return (
    <div className="story">
      <p>
        <Trans
          i18nKey={flattens ? 'story.most' : 'story.mostLast'}
          values={{ block: most.block, value: formatFixed(most.spread.value, 2) }}
          components={[<span key="0" />, <strong key="1" />]}
        />
        {flattens && (
          <>
            {' '}
            <Trans
              i18nKey="story.last"
              values={{ block: last.block, percent: formatPercent(1 - last.spread.value / most.spread.value, 0) }}
              components={[<span key="0" />, <strong key="1" />]}
            />
          </>
        )}
      </p>
      <h3>{t('story.paper')}</h3>
      {verdicts && verdicts.length > 0 ? (
        <ul>
          {verdicts.map((verdict) => (
            <VerdictLine key={verdict.id} verdict={verdict} />
          ))}
        </ul>
      ) : (
        <p className="note">{t('story.none')}</p>
      )}
      <p className="note">
        {t('story.context', { data: dataName(data), size: plan.input[0] })} {t('story.thresholds')}
      </p>
    </div>
  );
}

/** "Tiny-ImageNet (200 classes, …)" → "Tiny-ImageNet" */
const dataName = (data: unknown) => String(data ?? '').split('(')[0]!.trim();
