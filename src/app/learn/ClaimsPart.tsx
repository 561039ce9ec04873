import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { formatPercent } from '../../locales/format';
import { useAppState } from '../context';
import { Findings } from '../findings/Findings';
import { answersOf } from './answers';
import { OpenIn } from './OpenIn';
import { Part } from './Part';
import { Prose } from './Prose';
import { Question } from './Question';

const verdicts = ['agrees', 'disagrees', 'unclear'] as const;

/** What this network says to the sentence on SE_5_2. */
function Asked() {
  const { t } = useTranslation();
  const all = useAppState((state) => state.verdicts);
  const asked = useMemo(() => {
    const judged = all?.find(({ id }) => id === 'saturation');
    if (!judged) return undefined;
    const { value, low, high } = judged.estimate;
    const percent = (share: number) => formatPercent(share, 0);
    const why = t('learn.claims.why', { value: percent(value), low: percent(low), high: percent(high), threshold: percent(judged.threshold) });
    const candidate = (verdict: (typeof verdicts)[number]) => ({ at: verdicts.indexOf(verdict), text: t(`story.${verdict}`), why });
    return answersOf(candidate(judged.verdict), verdicts.filter((verdict) => verdict !== judged.verdict).map(candidate));
  }, [t, all]);
  return asked && <Question ask={t('learn.claims.ask')} answers={asked} />;
}

export function Claims() {
  return (
    <Part id="claims">
      <Prose of={['learn.claims.a', 'learn.claims.b']} />
      <div className="panel learnFigure">
        <Findings />
      </div>
      <p className="note">
        <OpenIn section="explore" />
      </p>
      <Asked />
    </Part>
  );
}
