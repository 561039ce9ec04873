import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Growth, type GrowthRow } from '../../charts/growth/Growth';
import type { Manifest } from '../../contracts';
import { formatCount } from '../../locales/format';
import { type GrowthCase, growthByR } from '../block/growth';
import { withRounding } from '../block/rounded';
import { useAppStore } from '../context';
import { TakeAway } from '../takeaway/TakeAway';
import { answersOf, type Candidate } from './answers';
import { useLive } from './live';
import { OpenIn } from './OpenIn';
import { Part } from './Part';
import { Prose } from './Prose';
import { Question } from './Question';

function Grown({ manifest, cases }: { manifest: Manifest; cases: readonly GrowthCase[] }) {
  const { t } = useTranslation();
  const store = useAppStore();
  const caption = withRounding(t, t('learn.cost.caption', { network: manifest.name }), manifest.architecture.se);
  const rows = cases.map(({ at, se, own }): GrowthRow => ({ key: String(at), label: formatCount(at), values: [se.parameters, se.macs], own }));
  return (
    <div className="panel learnFigure">
      <Growth
        label={t('learn.cost.label')}
        heads={[t('learn.cost.parameters'), t('learn.cost.macs')]}
        rows={rows}
        format={formatCount}
        own={t('oneBlock.cost.this')}
      />
      <div className="withTakeAway">
        <p className="note">
          {caption} <OpenIn section="block" />
        </p>
        <TakeAway of={t('learn.cost.title')} make={async () => (await import('../takeaway/parts/learn')).reductionPart(store.getState(), caption, rows)} />
      </div>
    </div>
  );
}

/** What half of r makes of all modules' parameters. */
function Asked({ manifest, cases }: { manifest: Manifest; cases: readonly GrowthCase[] }) {
  const { t } = useTranslation();
  const { r } = manifest.architecture.se;
  const answers = useMemo(() => {
    const parameters = (at: number): number => cases.find((entry) => entry.at === at)?.se.parameters ?? NaN;
    const candidate = (at: number, why: string): Candidate => ({ at, text: formatCount(at), why });
    const half = parameters(r / 2);
    if (Number.isNaN(half)) return undefined;
    return answersOf(candidate(half, withRounding(t, t('learn.cost.why.right'), manifest.architecture.se)), [
      candidate(parameters(r), t('learn.cost.why.now', { r })),
      candidate(parameters(r * 2), t('learn.cost.why.doubled', { twice: r * 2 })),
      candidate(4 * parameters(r), t('learn.cost.why.four')),
    ]);
  }, [t, cases, r, manifest]);
  return answers && <Question ask={t('learn.cost.ask', { half: r / 2, r, network: manifest.name })} answers={answers} />;
}

export function Cost() {
  const { manifest, block } = useLive();
  const cases = useMemo(() => (manifest && block ? growthByR(manifest) : undefined), [manifest, block]);
  return (
    <Part id="cost">
      <Prose of={['learn.cost.a', 'learn.cost.b']} />
      {manifest && cases && <Grown manifest={manifest} cases={cases} />}
      <Prose of={['learn.cost.c']} />
      {manifest && cases && <Asked manifest={manifest} cases={cases} />}
    </Part>
  );
}
