import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { later } from '../later';
import { Opens } from '../Opens';

const SharePanel = later(async () => (await import('./SharePanel')).SharePanel);

/** Opens to a link to what is shown, and to the code that embeds it. */
export function ShareButton() {
  const { t } = useTranslation();
  return (
    <Opens
      width={280}
      position="bottom-end"
      target={
        <Button variant="subtle" color="gray" size="compact-sm">
          {t('share.button')}
        </Button>
      }
    >
      {(close) => <SharePanel onDone={close} />}
    </Opens>
  );
}
