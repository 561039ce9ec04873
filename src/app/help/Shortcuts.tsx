import { ActionIcon } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { later } from '../later';
import { typing } from '../typing';

const ShortcutsDialog = later(async () => (await import('./ShortcutsDialog')).ShortcutsDialog);

/** Opens the page of keys, by a click or by "?" where nobody is typing. */
export function Shortcuts() {
  const { t } = useTranslation();
  const [state, setState] = useState<'never' | 'open' | 'closed'>('never');
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== '?' || event.ctrlKey || event.metaKey || typing(event)) return;
      event.preventDefault();
      setState('open');
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  return (
    <>
      <ActionIcon className="keysButton" variant="subtle" color="gray" size="lg" aria-label={t('help.keys.button')} title={t('help.keys.button')} onClick={() => setState('open')}>
        <span aria-hidden>?</span>
      </ActionIcon>
      {state !== 'never' && <ShortcutsDialog opened={state === 'open'} onClose={() => setState('closed')} />}
    </>
  );
}
