import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { chanceSpread } from '../../analysis/chance';
import type { DepthRow } from '../../charts/depth-rows/geometry';
import type { BlockId, BlockStatistics, Profile } from '../../contracts';
import { formatCount, formatFixed, formatPercent } from '../../locales/format';
import { useAppState, useAppStore } from '../context';
import { DepthChart } from '../figure/DepthChart';
import { useDepthBlocks } from '../figure/RowsPanel';
import { TakeAway } from '../takeaway/TakeAway';
import { answersOf, type Candidate } from './answers';
import { useLive } from './live';
import { OpenIn } from './OpenIn';
import { Part } from './Part';
import { Prose } from './Prose';
import { Question } from './Question';

const two = (value: number): string => formatFixed(value, 2);
const three = (value: number): string => formatFixed(value, 3);
const percent = (value: number): string => formatPercent(value, 0);

interface Recorded {
  profile: Profile;
  statistics: BlockStatistics[];
}

/** Spread with what chance alone would make of it, images of one class, and saturation, of every block. */
function Rows({ profile, statistics }: Recorded) {
  const { t } = useTranslation();
  const { manifest } = useLive();
  const [hover, setHover] = useState<BlockId | null>(null);
  const store = useAppStore();
  const blocks = useDepthBlocks(statistics);
  const rows = useMemo((): DepthRow[] => {
    const of = <T,>(pick: (block: BlockStatistics) => T) => statistics.map(pick);
    const chance = profile.blocks.map((block) => chanceSpread(block, profile.count));
    return [
      { key: 'classes', title: t('rows.classes'), note: t('rows.classesUnit'), mark: 'line', values: of(({ spread }) => spread), scale: 'spread', tone: 'accent', format: two, extra: [{ key: 'chance', label: t('learn.doubt.chance'), values: chance, dash: '5 3' }] },
      { key: 'images', title: t('rows.images'), note: t('rows.imagesUnit'), mark: 'line', values: of(({ imageSpread }) => imageSpread), scale: 'spread', tone: 'neutral', format: two },
      { key: 'above', title: t('rows.above'), mark: 'line', values: of(({ above09 }) => above09), domain: [0, 1], tone: 'neutral', format: percent, minor: true },
    ];
  }, [t, profile, statistics]);
  const caption = t('learn.doubt.caption', { network: manifest?.name });
  const describe = (id: BlockId): string => {
    const at = statistics.findIndex(({ block }) => block === id);
    return [id, ...rows.map(({ title, values, format }) => `${title} ${format(typeof values[at] === 'object' ? values[at].value : (values[at] ?? NaN))}`)].join(' · ');
  };
  return (
    <div className="panel learnFigure">
      <DepthChart label={t('learn.doubt.title')} blocks={blocks} rows={rows} describe={describe} hover={hover} onHover={setHover} />
      <div className="withTakeAway">
        <p className="note">
          {caption} <OpenIn section="explore" openRow="classes" />
        </p>
        <TakeAway of={t('learn.doubt.title')} make={async () => (await import('../takeaway/parts/learn')).doubtPart(store.getState(), caption, blocks, rows)} />
      </div>
    </div>
  );
}

/** What chance alone makes of class means, asked where classes differ least. */
function Asked({ profile, statistics }: Recorded) {
  const { t } = useTranslation();
  const { ask, answers } = useMemo(() => {
    const { block, imageSpread: sd } = statistics.reduce((least, entry) => (entry.spread.value < least.spread.value ? entry : least));
    const n = profile.count.toSorted()[Math.floor(profile.count.length / 2)]!;
    const words = { block, sd: three(sd), n: formatCount(n), value: three(sd / Math.sqrt(n)) };
    const candidate = (at: number, why: string): Candidate => ({ at, text: three(at), why });
    return {
      ask: t('learn.doubt.ask', words),
      answers: answersOf(candidate(sd / Math.sqrt(n), t('learn.doubt.why.right', words)), [
        candidate(sd, t('learn.doubt.why.one', words)),
        candidate(sd / n, t('learn.doubt.why.n', words)),
        candidate(0, t('learn.doubt.why.zero')),
      ]),
    };
  }, [t, profile, statistics]);
  return <Question ask={ask} answers={answers} />;
}

export function Doubt() {
  const profile = useAppState((state) => state.profile);
  const statistics = useAppState((state) => state.statistics);
  const recorded = profile && statistics && statistics.length > 0 && { profile, statistics };
  return (
    <Part id="doubt">
      <Prose of={['learn.doubt.a', 'learn.doubt.b', 'learn.doubt.c']} />
      {recorded && <Rows {...recorded} />}
      <Prose of={['learn.doubt.d', 'learn.doubt.e']} />
      {recorded && <Asked {...recorded} />}
    </Part>
  );
}
