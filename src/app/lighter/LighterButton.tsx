import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { later } from '../later';
import { useChosenSetting } from '../selectors';

const LighterDialog = later(async () => (await import('./LighterDialog')).LighterDialog);

/** Opens what the chosen gates leave. */
export function LighterButton() {
  const { t } = useTranslation();
  const [state, setState] = useState<'never' | 'open' | 'closed'>('never');
  const live = Object.keys(useChosenSetting()).length === 0;
  return (
    <>
      <button type="button" className="link small" aria-haspopup="dialog" onClick={() => setState('open')}>
        {t(live ? 'outcome.lighterLive' : 'outcome.lighter')}
      </button>
      {state !== 'never' && <LighterDialog opened={state === 'open'} onClose={() => setState('closed')} />}
    </>
  );
}
