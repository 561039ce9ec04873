import { Button, Group, Modal } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../contracts';
import { kindOf } from '../../data/kindOf';
import { toProblem } from '../../engine/problem';
import { chooseFiles, chooseFolder } from '../chooseFiles';
import { useAppState, useSession } from '../context';
import { problemSentence } from '../report';
import { setFiles } from '../take';
import { Assign } from './Assign';
import './dataset.css';

function Ways() {
  const { t } = useTranslation();
  const session = useSession();
  const [opening, setOpening] = useState<string>();
  const [problem, setProblem] = useState<Problem>();
  const open = (files: File[]) => {
    if (files.length === 0) return;
    setOpening(files[0]!.name);
    setProblem(undefined);
    const read = async () => {
      const dataset = await session.dataset();
      await ((await kindOf(files)) === 'saved set' ? dataset.openSaved(files[0]!) : dataset.open(setFiles(files)));
    };
    read()
      .catch((error: unknown) => setProblem(toProblem(error)))
      .finally(() => setOpening(undefined));
  };
  return (
    <>
      <p>{t('dataset.intro')}</p>
      <Group gap="xs">
        <Button size="compact-md" loading={opening !== undefined} onClick={() => chooseFiles('.zip,.tar,.parquet,.csv,.tsv,.json,.jsonl,.txt,.safetensors,image/*', open)}>
          {t('dataset.files')}
        </Button>
        <Button size="compact-md" variant="default" disabled={opening !== undefined} onClick={() => chooseFolder(open)}>
          {t('dataset.folder')}
        </Button>
        <span className="note">{t('dataset.drop')}</span>
      </Group>
      <ul className="datasetAccepts">
        {(['folders', 'table', 'parquet', 'saved'] as const).map((key) => (
          <li key={key}>{t(`dataset.accepts.${key}`)}</li>
        ))}
      </ul>
      <p role="status" className="note">
        {opening !== undefined && t('dataset.opening', { name: opening })}
      </p>
      {problem && (
        <p className="bad" role="alert">
          {problemSentence(problem)}
        </p>
      )}
    </>
  );
}

/** Chooses a labelled set; then says what was found, lets labels and classes be put right, and starts. */
export function DatasetDialog() {
  const { t } = useTranslation();
  const opened = useAppState((state) => state.datasetOpen);
  const dataset = useAppState((state) => state.dataset);
  const choose = useAppState((state) => state.choose);
  return (
    <Modal opened={opened} onClose={() => choose({ datasetOpen: false })} size="lg" title={t('dataset.dialog')} closeButtonProps={{ 'aria-label': t('common.close') }} attributes={{ header: { role: 'presentation' } }}>
      {dataset?.runnable ? <Assign dataset={dataset} /> : <Ways />}
    </Modal>
  );
}
