import { Modal } from '@mantine/core';
import { useMounted } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { useChosenSetting } from '../selectors';
import { LighterPanel } from './LighterPanel';

export function LighterDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const mounted = useMounted();
  const live = Object.keys(useChosenSetting()).length === 0;
  return (
    <Modal opened={mounted && opened} onClose={onClose} size={720} title={t(live ? 'lighter.titleLive' : 'lighter.title')} closeButtonProps={{ 'aria-label': t('common.close') }} attributes={{ header: { role: 'presentation' } }}>
      <LighterPanel />
    </Modal>
  );
}
