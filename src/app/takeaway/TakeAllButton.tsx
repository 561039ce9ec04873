import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { later } from '../later';
import { Opens } from '../Opens';
import './takeaway.css';

const TakeAll = later(async () => (await import('./TakeAll')).TakeAll);

/** Everything in the view as one zip. */
export function TakeAllButton() {
  const { t } = useTranslation();
  return (
    <Opens
      label={t('takeaway.all.tip')}
      position="bottom-end"
      target={
        <Button variant="subtle" color="gray" size="compact-sm" title={t('takeaway.all.tip')}>
          {t('takeaway.all.button')}
        </Button>
      }
    >
      <TakeAll />
    </Opens>
  );
}
