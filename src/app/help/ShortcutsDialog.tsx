import { Kbd, Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import './help.css';
import { shortcuts } from './shortcuts';

/** The page of keys. */
export function ShortcutsDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal opened={opened} onClose={onClose} title={t('help.keys.title')} closeButtonProps={{ 'aria-label': t('common.close') }} attributes={{ header: { role: 'presentation' } }}>
      {shortcuts.map(({ where, keys }) => (
        <section key={where} className="shortcuts">
          <h3>{t(`help.keys.where.${where}`)}</h3>
          <dl>
            {keys.map(({ keys: names, does }) => (
              <div key={does}>
                <dt>
                  {names.map((name) => (
                    <Kbd key={name}>{name}</Kbd>
                  ))}
                </dt>
                <dd>{t(`help.keys.${does}`)}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </Modal>
  );
}
