import { ActionIcon, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { EngineBadge } from './EngineBadge';

function ThemeToggle() {
  const { t } = useTranslation();
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme('light');
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size="lg"
      aria-label={t('app.theme')}
      title={t('app.theme')}
      onClick={() => setColorScheme(scheme === 'dark' ? 'light' : 'dark')}
    >
      <span aria-hidden>◐</span>
    </ActionIcon>
  );
}

export function Header() {
  const { t } = useTranslation();
  return (
    <header className="header">
      <a className="skip" href="#figure">
        {t('app.skip')}
      </a>
      <h1 className="brand">
        {t('app.name')} <span className="tagline">{t('app.tagline')}</span>
      </h1>
      <EngineBadge />
      <ThemeToggle />
    </header>
  );
}
