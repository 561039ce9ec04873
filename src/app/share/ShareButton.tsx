import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import { encodeLink, linkContext } from '../../store/permalink';
import { useAppStore } from '../context';

/** Copies a link to what is shown; nothing else changes, the page's own address neither. */
export function ShareButton() {
  const { t } = useTranslation();
  const store = useAppStore();
  const share = async () => {
    const state = store.getState();
    const context = linkContext(state);
    if (!context) return;
    const link = `${window.location.href.split('#')[0]}#${encodeLink(state, context)}`;
    const closeButtonProps = { 'aria-label': t('common.close') };
    try {
      await navigator.clipboard.writeText(link);
      notifications.show({ message: t('share.copied'), closeButtonProps });
    } catch {
      notifications.show({ message: t('share.notCopied', { link }), autoClose: false, closeButtonProps });
    }
  };
  return (
    <Button variant="subtle" color="gray" size="compact-sm" title={t('share.tip')} onClick={() => void share()}>
      {t('share.button')}
    </Button>
  );
}
