import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { outward } from '../../analysis/intervals';
import { paired, recordedOutcome } from '../../analysis/outcome';
import type { AblationRecord, Plan, Setting } from '../../contracts';
import { formatCount, formatSigned } from '../../locales/format';
import { useAppState } from '../context';
import { GatesPanel } from '../gates/GatesPanel';
import { OutcomePanel } from '../gates/OutcomePanel';
import { settingText } from '../gates/outcomeText';
import { PredictionPanel } from '../gates/PredictionPanel';
import { quickChoices } from '../gates/quick';
import { useSingleBlocks } from '../selectors';
import { type Answer, answersOf, type Candidate } from './answers';
import { useLive } from './live';
import { OpenIn } from './OpenIn';
import { Part } from './Part';
import { Prose } from './Prose';
import { Question } from './Question';

const one = (points: number): string => formatSigned(points, 1);

/** What the first quick choice did to top-1 when it was recorded, among what others did. */
function Asked({ record, plan }: { record: AblationRecord; plan: Plan }) {
  const { t } = useTranslation();
  const alone = useSingleBlocks('frozen');
  const asked = useMemo((): { ask: string; answers: Answer[] | undefined } | undefined => {
    const [own, ...others] = quickChoices(plan.se).map(({ setting }) => setting);
    const worst = [...(alone ?? [])].sort(([, a], [, b]) => a.value - b.value)[0];
    const settings: Setting[] = [...others, ...(worst ? [{ [worst[0]]: 'frozen' } as Setting] : [])].filter((setting) => Object.keys(setting).length > 0);
    const outcome = own && recordedOutcome(record, own);
    if (!own || !outcome) return undefined;
    const what = (setting: Setting) => settingText(t, setting, plan.se);
    const points = (value: number) => ({ at: value, text: t('learn.last.points', { value: one(value) }) });
    const { change } = paired(outcome);
    const [low, high] = outward(change.top1.low * 100, change.top1.high * 100, 1);
    const words = { value: one(change.top1.value * 100), low: one(low), high: one(high), lost: formatCount(outcome.lost), gained: formatCount(outcome.gained) };
    const wrong = settings.flatMap((setting): Candidate[] => {
      const other = recordedOutcome(record, setting);
      return other ? [{ ...points(100 * paired(other).change.top1.value), why: t('learn.last.why.other', { what: what(setting) }) }] : [];
    });
    return {
      ask: t('learn.last.ask', { what: what(own), n: formatCount(outcome.n) }),
      answers: answersOf({ ...points(100 * change.top1.value), why: t('learn.last.why.right', words) }, wrong),
    };
  }, [t, record, plan, alone]);
  return asked && <Question {...asked} />;
}

export function Last() {
  const { plan, withoutSe } = useLive();
  const record = useAppState((state) => state.record);
  return (
    <Part id="last">
      <Prose of={['learn.last.a', 'learn.last.b', 'learn.last.c']} />
      {!withoutSe && (
        <>
          <div className="learnGates">
            <GatesPanel />
            <div className="column">
              <OutcomePanel />
              <PredictionPanel />
            </div>
          </div>
          <p className="note">
            <OpenIn section="explore" />
          </p>
        </>
      )}
      {record && plan && !withoutSe && <Asked record={record} plan={plan} />}
    </Part>
  );
}
