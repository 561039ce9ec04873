import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { ModuleDrawing } from '../../charts/module-drawing/ModuleDrawing';
import { buildPlan } from '../../network/plan';
import { useAppStore } from '../context';
import { TakeAway } from '../takeaway/TakeAway';
import { placeQuestion } from './flowQuestions';
import { Waiting } from './FlowFigure';
import { useLive } from './live';
import { inception, moduleBoxes, moduleText } from './module';
import { OpenIn } from './OpenIn';
import { Part } from './Part';
import { Prose } from './Prose';
import { Question } from './Question';

/** The studied unit as it runs, with the image's numbers as soon as there are some. */
function Residual() {
  const { t } = useTranslation();
  const { plan, block, shown, stale } = useLive();
  const store = useAppStore();
  const boxes = useMemo(
    () => (plan && block ? moduleBoxes(t, plan, block, { values: shown?.explained.values, gated: shown?.setting[block] !== undefined }) : undefined),
    [t, plan, block, shown],
  );
  if (!boxes || !block) return <Waiting />;
  const caption = shown ? t('learn.place.residual', { block, image: shown.image.name }) : t('learn.place.residualNoImage', { block });
  return (
    <div className="panel learnFigure" data-stale={stale || undefined}>
      <ModuleDrawing label={caption} summary={moduleText(t, boxes)} boxes={boxes} />
      <div className="withTakeAway">
        <p className="note">
          {caption} <OpenIn section="block" studied={block} />
        </p>
        <TakeAway of={block} make={async () => (await import('../takeaway/parts/learn')).modulePart(store.getState(), `${block} unit`, caption, boxes)} />
      </div>
    </div>
  );
}

function Inception() {
  const { t } = useTranslation();
  const store = useAppStore();
  const boxes = useMemo(() => moduleBoxes(t, buildPlan(inception, [224, 224]), 'SE_3_1'), [t]);
  return (
    <div className="panel learnFigure">
      <ModuleDrawing label={t('learn.place.inception')} summary={moduleText(t, boxes)} boxes={boxes} />
      <div className="withTakeAway">
        <p className="note">{t('learn.place.inception')}</p>
        <TakeAway of="SE-BN-Inception" make={async () => (await import('../takeaway/parts/learn')).modulePart(store.getState(), 'SE-BN-Inception 3a', t('learn.place.inception'), boxes)} />
      </div>
    </div>
  );
}

export function Place() {
  const { t } = useTranslation();
  const { plan, shown } = useLive();
  const asked = useMemo(() => plan && shown && placeQuestion(t, plan, shown.explained), [t, plan, shown]);
  return (
    <Part id="place">
      <Prose of={['learn.place.a']} />
      <Residual />
      <Prose of={['learn.place.b']} />
      <Inception />
      <Prose of={['learn.place.c']} />
      {asked && <Question {...asked} />}
    </Part>
  );
}
