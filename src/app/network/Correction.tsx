import { NativeSelect } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Manifest } from '../../contracts';
import { alike } from '../../network/recognise';
import type { KnownNetwork } from '../../network/timm';
import { useAppState, useSession } from '../context';
import { correctedFiles } from './corrected';

/** Where names and shapes fit several known networks: which of them it was taken for, and the others to choose from. */
export function Correction({ manifest }: { manifest: Manifest }) {
  const { t } = useTranslation();
  const session = useSession();
  const source = useAppState((state) => state.source);
  const { architecture, recognised } = manifest;
  const names = useMemo(() => alike(architecture), [architecture]);
  if (!source || !('files' in source) || !recognised || names.length < 2) return null;
  const correct = (name: string) => void session.openNetwork({ files: correctedFiles(source.files, manifest, name as KnownNetwork) }).catch(() => {});
  return <NativeSelect size="xs" label={t('network.taken')} description={t('network.takenNote')} data={names} value={recognised} onChange={(event) => correct(event.currentTarget.value)} />;
}
