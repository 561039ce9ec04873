import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { compareTurns } from '../../analysis/turns';
import { useAppState, useSession } from '../context';
import type { Lighter } from './handOver';
import { type Measured, savedText, spreadText, whereText } from './times';
import type { Working } from '../useWork';
import { Waiting } from '../Waiting';

interface TimesProps {
  lighter: Lighter;
  working: Working;
  measured: Measured | undefined;
  onMeasured: (measured: Measured) => void;
}

/** Milliseconds of the open network and of the lighter one, measured when somebody asks. */
export function TimesPanel({ lighter, working, measured, onMeasured }: TimesProps) {
  const { t } = useTranslation();
  const session = useSession();
  const ready = useAppState((state) => state.ready);
  const { busy, start } = working;
  const measure = () =>
    void start('time', (onProgress) => session.timeLighter(lighter.setting, onProgress), ({ backend, threads, before, after }) => onMeasured({ turns: compareTurns(before, after), backend, threads }));
  return (
    <section aria-labelledby="lighter-time">
      <h3 id="lighter-time">{t('lighter.time.title')}</h3>
      {measured && (
        <div data-testid="lighter-time">
          <dl className="lighterTimes">
            <dt>{t('lighter.before')}</dt>
            <dd>{spreadText(t, measured.turns.before)}</dd>
            <dt>{t('lighter.after')}</dt>
            <dd>{spreadText(t, measured.turns.after)}</dd>
          </dl>
          <p role="status">{savedText(t, measured.turns)}</p>
          <p className="note">{whereText(t, measured)}</p>
        </div>
      )}
      {busy?.what === 'time' ? (
        <Waiting working={working} say={(progress) => t('lighter.time.measuring', { ...progress })} />
      ) : (
        <Button size="compact-sm" variant="default" disabled={!ready || busy !== undefined} onClick={measure}>
          {t(measured ? 'lighter.time.again' : 'lighter.time.measure')}
        </Button>
      )}
    </section>
  );
}
