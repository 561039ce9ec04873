import './remove.css';
import { useTranslation } from 'react-i18next';
import { useAppState } from '../context';
import { OutcomePanel } from '../gates/OutcomePanel';
import { InTurn } from '../inTurn';
import { OpenDefault } from '../network/OpenDefault';
import { usePlan } from '../selectors';
import { AftermathPanel } from './AftermathPanel';
import { FrontierPanel } from './FrontierPanel';
import { HarmedPanel } from './HarmedPanel';
import { ImagesChoice } from './ImagesChoice';
import { imagesJudged, useJudged } from './judged';
import { KeptPanel } from './KeptPanel';
import { LadderPanel } from './LadderPanel';
import { LimitPanel } from './LimitPanel';
import { SensitivityPanel } from './SensitivityPanel';

/** Which blocks can go: what each is worth alone, what is left for what it costs, and who is harmed. */
export function RemoveView() {
  const { t } = useTranslation();
  const plan = usePlan();
  const judged = useJudged();
  const recordKnown = useAppState((state) => state.recordKnown);
  const images = useAppState(imagesJudged);
  if (plan && plan.se.length === 0) {
    return (
      <div className="column" id="figure" data-testid="remove">
        <section className="panel">
          <h2>{t('remove.title')}</h2>
          <p className="note">{t('remove.noBlocks')}</p>
          <OpenDefault />
        </section>
      </div>
    );
  }
  return (
    <>
      <div className="column" id="figure" data-testid="remove">
        <ImagesChoice />
        {judged ? (
          <InTurn value={judged}>
            {(shown) => (
              <>
                <SensitivityPanel judged={shown} />
                <FrontierPanel judged={shown} />
                <HarmedPanel judged={shown} />
              </>
            )}
          </InTurn>
        ) : (
          <section className="panel skeleton" aria-busy={!recordKnown && images === 'recorded'}>
            <p className="note">{t(images === 'set' ? 'remove.set.nothing' : images === 'live' ? 'remove.nothingRun' : recordKnown ? 'remove.noRecord' : 'rows.recordLoading')}</p>
          </section>
        )}
        <AftermathPanel />
        <LadderPanel />
        <KeptPanel judged={judged} />
      </div>
      <div className="column columnRight">
        {judged && <LimitPanel judged={judged} />}
        <OutcomePanel />
      </div>
    </>
  );
}
