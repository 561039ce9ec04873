import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** In the place of a view whose code didn't arrive. */
export function Missing() {
  const { t } = useTranslation();
  return (
    <section id="figure" className="panel skeleton" role="alert">
      <p>{t('problem.data.part')}</p>
      <Button size="compact-sm" onClick={() => window.location.reload()}>
        {t('common.reload')}
      </Button>
    </section>
  );
}
