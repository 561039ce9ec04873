import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { FlowFigure, useFlow } from './FlowFigure';
import { exciteQuestion, mixingQuestion, scaleQuestion, squeezeQuestion } from './flowQuestions';
import { useLive } from './live';
import { Part } from './Part';
import { Prose } from './Prose';
import { Question } from './Question';

export function Mixing() {
  const { t } = useTranslation();
  const { plan, block } = useLive();
  const asked = useMemo(() => (plan && block ? mixingQuestion(t, plan, block) : undefined), [t, plan, block]);
  return (
    <Part id="mixing">
      <Prose of={['learn.mixing.a', 'learn.mixing.b']} />
      <FlowFigure until="mixing" />
      <Prose of={['learn.mixing.c']} />
      {asked && <Question {...asked} />}
    </Part>
  );
}

export function Squeeze() {
  const { t } = useTranslation();
  const { plan, block } = useLive();
  const asked = useMemo(() => (plan && block ? squeezeQuestion(t, plan, block) : undefined), [t, plan, block]);
  return (
    <Part id="squeeze">
      <Prose of={['learn.squeeze.a']} />
      <FlowFigure until="squeeze" />
      <Prose of={['learn.squeeze.b']} />
      {asked && <Question {...asked} />}
    </Part>
  );
}

export function Excite() {
  const { t } = useTranslation();
  const found = useFlow();
  const asked = useMemo(() => found && exciteQuestion(t, found.plan, found.shown.explained, found.flow.steps, found.channel), [t, found]);
  return (
    <Part id="excite">
      <Prose of={['learn.excite.a', 'learn.excite.b']} />
      <FlowFigure until="excite" />
      <Prose of={['learn.excite.c']} />
      {asked && <Question {...asked} />}
    </Part>
  );
}

export function Scale() {
  const { t } = useTranslation();
  const found = useFlow();
  const asked = useMemo(() => found && scaleQuestion(t, found.shown.explained, found.flow.steps, found.channel), [t, found]);
  return (
    <Part id="scale">
      <Prose of={['learn.scale.a']} />
      <FlowFigure until="scale" />
      <Prose of={['learn.scale.b']} />
      {asked && <Question {...asked} />}
    </Part>
  );
}
