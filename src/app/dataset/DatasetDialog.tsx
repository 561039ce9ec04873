import { Modal, Tabs } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { kindOf } from '../../data/kindOf';
import { useAppState, useSession } from '../context';
import { later } from '../later';
import { OpenFiles } from '../OpenFiles';
import { setFiles } from '../take';
import { ACCEPTED } from './accepted';
import { Assign } from './Assign';
import './dataset.css';

const SetsPanel = later(async () => (await import('../hub/SetsPanel')).SetsPanel);

/** A set that was saved before, or one to be run. */
function useOpenSet(): (files: File[]) => Promise<void> {
  const session = useSession();
  return async (files) => {
    const dataset = await session.dataset();
    await ((await kindOf(files)) === 'saved set' ? dataset.openSaved(files[0]!) : dataset.open(setFiles(files)));
  };
}

/** Chooses a labelled set; then says what was found, lets labels and classes be put right, and starts. */
export function DatasetDialog() {
  const { t } = useTranslation();
  const opened = useAppState((state) => state.datasetOpen);
  const dataset = useAppState((state) => state.dataset);
  const choose = useAppState((state) => state.choose);
  const open = useOpenSet();
  return (
    <Modal opened={opened} onClose={() => choose({ datasetOpen: false })} size="lg" title={t('dataset.dialog')} closeButtonProps={{ 'aria-label': t('common.close') }} attributes={{ header: { role: 'presentation' } }}>
      {dataset?.runnable ? <Assign dataset={dataset} /> : (
        <Tabs defaultValue="files" keepMounted={false}>
          <Tabs.List mb="sm">
            <Tabs.Tab value="files">{t('dataset.yourFiles')}</Tabs.Tab>
            <Tabs.Tab value="hub">{t('hub.title')}</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="files">
            <OpenFiles
              words={{ intro: t('dataset.intro'), files: t('dataset.files'), folder: t('dataset.folder'), drop: t('dataset.drop') }}
              opening={(name) => t('dataset.opening', { name })}
              accept={ACCEPTED}
              lines={(['folders', 'table', 'parquet', 'saved'] as const).map((key) => t(`dataset.accepts.${key}`))}
              open={open}
            />
          </Tabs.Panel>
          <Tabs.Panel value="hub">
            <SetsPanel />
          </Tabs.Panel>
        </Tabs>
      )}
    </Modal>
  );
}
