import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { later } from '../later';
import { Opens } from '../Opens';

const ClassChoice = later(async () => (await import('./ClassChoice')).ClassChoice);

/** Opens to which classes are drawn. */
export function ClassPicker() {
  const { t } = useTranslation();
  return (
    <Opens
      width={280}
      position="top"
      target={
        <Button size="compact-xs" radius="xl" variant="default">
          {t('figure.addClass')}
        </Button>
      }
    >
      <ClassChoice />
    </Opens>
  );
}
