import { Button, Code, CopyButton, Modal, Tabs } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useAppState, useSession } from '../context';
import { later } from '../later';
import { OpenFiles } from '../OpenFiles';
import { convert, golden } from './python';
import './network.css';

const HubPanel = later(async () => (await import('../hub/HubPanel')).HubPanel);

function Python({ text }: { text: string }) {
  const { t } = useTranslation();
  return (
    <div className="python">
      <Code block>{text}</Code>
      <CopyButton value={text}>
        {({ copied, copy }) => (
          <Button size="compact-xs" variant="default" onClick={copy}>
            {t(copied ? 'network.copied' : 'network.copy')}
          </Button>
        )}
      </CopyButton>
    </div>
  );
}

/** What can be opened, and what to do with what can't. */
export function NetworkDialog() {
  const { t } = useTranslation();
  const opened = useAppState((state) => state.networkOpen);
  const choose = useAppState((state) => state.choose);
  const session = useSession();
  const close = () => choose({ networkOpen: false });
  return (
    <Modal opened={opened} onClose={close} size="lg" title={t('network.dialog')} closeButtonProps={{ 'aria-label': t('common.close') }} attributes={{ header: { role: 'presentation' } }}>
      <Tabs defaultValue="files" keepMounted={false}>
        <Tabs.List mb="sm">
          <Tabs.Tab value="files">{t('network.yours')}</Tabs.Tab>
          <Tabs.Tab value="hub">{t('hub.title')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="files">
          <OpenFiles
            words={{ intro: t('network.intro'), files: t('network.files'), folder: t('network.folder'), drop: t('network.drop') }}
            opening={(name) => t('network.opening', { name })}
            accept=".safetensors,.json,.zip,.txt,.pth,.pt"
            lines={(['folder', 'weights', 'config'] as const).map((key) => t(`network.accepts.${key}`))}
            open={(files) => session.openNetwork({ files }).then(close)}
          />
          <p className="note">{t('network.pickle')}</p>
          <Python text={convert} />
          <p className="note">{t('network.golden')}</p>
          <Python text={golden} />
        </Tabs.Panel>
        <Tabs.Panel value="hub">
          <HubPanel />
        </Tabs.Panel>
      </Tabs>
    </Modal>
  );
}
