import { Button, Code, CopyButton, Group, Modal, Tabs } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../contracts';
import { toProblem } from '../../engine/problem';
import { chooseFiles, chooseFolder } from '../chooseFiles';
import { useAppState, useSession } from '../context';
import { problemSentence } from '../report';
import { later } from '../later';
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

function Ways({ onOpened }: { onOpened: () => void }) {
  const { t } = useTranslation();
  const session = useSession();
  const [opening, setOpening] = useState<string>();
  const [problem, setProblem] = useState<Problem>();
  const open = (files: File[]) => {
    if (files.length === 0) return;
    setOpening(files[0]!.name);
    setProblem(undefined);
    session
      .openNetwork({ files })
      .then(onOpened, (error: unknown) => setProblem(toProblem(error)))
      .finally(() => setOpening(undefined));
  };
  return (
    <>
      <p>{t('network.intro')}</p>
      <Group gap="xs">
        <Button size="compact-md" loading={opening !== undefined} onClick={() => chooseFiles('.safetensors,.json,.zip,.txt,.pth,.pt', open)}>
          {t('network.files')}
        </Button>
        <Button size="compact-md" variant="default" disabled={opening !== undefined} onClick={() => chooseFolder(open)}>
          {t('network.folder')}
        </Button>
        <span className="note">{t('network.drop')}</span>
      </Group>
      <ul className="accepts">
        {(['folder', 'weights', 'config'] as const).map((key) => (
          <li key={key}>{t(`network.accepts.${key}`)}</li>
        ))}
      </ul>
      <p role="status" className="note">
        {opening !== undefined && t('network.opening', { name: opening })}
      </p>
      {problem && (
        <p className="bad" role="alert">
          {problemSentence(problem)}
        </p>
      )}
    </>
  );
}

/** What can be opened, and what to do with what can't. */
export function NetworkDialog() {
  const { t } = useTranslation();
  const opened = useAppState((state) => state.networkOpen);
  const choose = useAppState((state) => state.choose);
  const close = () => choose({ networkOpen: false });
  return (
    <Modal opened={opened} onClose={close} size="lg" title={t('network.dialog')} closeButtonProps={{ 'aria-label': t('common.close') }} attributes={{ header: { role: 'presentation' } }}>
      <Tabs defaultValue="files" keepMounted={false}>
        <Tabs.List mb="sm">
          <Tabs.Tab value="files">{t('network.yours')}</Tabs.Tab>
          <Tabs.Tab value="hub">{t('hub.title')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="files">
          <Ways onOpened={close} />
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
