import { Button } from '@mantine/core';
import { useState } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import './help.css';

const key = 'se-scope.welcomed';

function welcomed(): boolean {
  try {
    return localStorage.getItem(key) !== null;
  } catch {
    return false;
  }
}

function remember(): void {
  try {
    localStorage.setItem(key, '1');
  } catch {
    // Without storage it greets again.
  }
}

const steps = ['look', 'add', 'change'] as const;

/** What this is and where to begin, until the person has read it. */
export function Welcome() {
  const { t } = useTranslation();
  const [open, setOpen] = useState(() => !welcomed());
  if (!open) return null;
  const close = () => {
    remember();
    setOpen(false);
  };
  return (
    <section className="panel welcome" aria-labelledby="welcome-title">
      <h2 id="welcome-title">{t('help.welcome.title')}</h2>
      <p>{t('help.welcome.what')}</p>
      <ul>
        {steps.map((step) => (
          <li key={step}>
            <Trans i18nKey={`help.welcome.${step}`} components={{ b: <b /> }} />
          </li>
        ))}
      </ul>
      <Button variant="light" size="compact-sm" onClick={close}>
        {t('help.welcome.close')}
      </Button>
    </section>
  );
}
