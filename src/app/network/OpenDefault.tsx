import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ModelIndex } from '../../contracts';
import { useSession } from '../context';

/** Where the network on screen has no SE block: the way to the one that the site starts with, which has. */
export function OpenDefault() {
  const { t } = useTranslation();
  const session = useSession();
  const [index, setIndex] = useState<ModelIndex>();
  useEffect(() => {
    session.networks().then(setIndex, () => {});
  }, [session]);
  const model = index?.models.find(({ id }) => id === index.default);
  if (!model) return null;
  return (
    <Button size="compact-sm" variant="light" onClick={() => void session.openNetwork({ id: model.id }).catch(() => {})}>
      {t('network.openDefault', { name: model.name })}
    </Button>
  );
}
