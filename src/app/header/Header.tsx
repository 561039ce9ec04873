import { ActionIcon, Button, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { chooseLanguage } from '../../locales/i18n';
import type { Section } from '../../store/store';
import { useAppState } from '../context';
import { toProblem } from '../../engine/problem';
import { Shortcuts } from '../help/Shortcuts';
import { reportProblem } from '../report';
import { ShareButton } from '../share/ShareButton';
import { TakeAllButton } from '../takeaway/TakeAllButton';
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

/** Named in the language that it changes to, as those who look for it read it. */
function LanguageToggle() {
  const { t, i18n } = useTranslation();
  const other = i18n.language === 'ko' ? 'en' : 'ko';
  const change = () => chooseLanguage(other).catch((error: unknown) => reportProblem(toProblem(error)));
  return (
    <Button variant="subtle" color="gray" size="compact-sm" lang={other} onClick={() => void change()}>
      {t('app.language')}
    </Button>
  );
}

const sections: readonly Section[] = ['explore', 'compare', 'remove', 'block', 'paper', 'learn'];

/** The views; the page follows in slices, since each draws many curves. */
function Sections() {
  const { t } = useTranslation();
  const section = useAppState((state) => state.section);
  const choose = useAppState((state) => state.choose);
  return (
    <nav className="sections" aria-label={t('app.sections')}>
      {sections.map((key) => (
        <button key={key} type="button" aria-current={section === key ? 'page' : undefined} onClick={() => choose({ section: key })}>
          {t(`app.${key}`)}
        </button>
      ))}
    </nav>
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
      <Sections />
      <EngineBadge />
      <ShareButton />
      <TakeAllButton />
      <LanguageToggle />
      <Shortcuts />
      <ThemeToggle />
    </header>
  );
}
