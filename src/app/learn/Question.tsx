import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Answer } from './answers';

/** One question at the end of a part; an answer says at once whether it is right and why. On paper the answer stands under it. */
export function Question({ ask, answers }: { ask: string; answers: readonly Answer[] | undefined }) {
  const { t } = useTranslation();
  const name = useId();
  const [chosen, setChosen] = useState<string>();
  if (!answers) return <p className="learnQuestion note">{t('learn.question.waiting')}</p>;
  const given = answers.find(({ text }) => text === chosen);
  const right = answers.find((answer) => answer.right)!;
  return (
    <fieldset className="learnQuestion" data-testid="question">
      <legend>
        <b>{t('learn.question.title')}</b> {ask}
      </legend>
      <div className="learnAnswers">
        {answers.map((answer) => (
          <label key={answer.text} data-given={answer === given ? (answer.right ? 'right' : 'wrong') : undefined}>
            <input type="radio" name={name} checked={answer === given} onChange={() => setChosen(answer.text)} /> {answer.text}
          </label>
        ))}
      </div>
      {!given && <p className="note">{t('learn.question.choose')}</p>}
      <p className="learnVerdict" role="status">
        {given && (
          <>
            <b className={given.right ? 'good' : 'bad'}>
              <span aria-hidden>{given.right ? '✓' : '✕'}</span> {t(given.right ? 'learn.question.right' : 'learn.question.wrong')}
            </b>{' '}
            {given.why}
          </>
        )}
      </p>
      <p className="learnPrinted" aria-hidden>
        {t('learn.question.answer', { text: right.text, why: right.why })}
      </p>
    </fieldset>
  );
}
