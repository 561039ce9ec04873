import { Text, UnstyledButton } from '@mantine/core';
import { memo, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useClassName } from '../classNames';
import { useSession } from '../context';
import type { Sample } from '../session';

/** The project's own pictures; a click adds one to the images. */
export const Samples = memo(function Samples() {
  const { t } = useTranslation();
  const session = useSession();
  const name = useClassName();
  const [samples, setSamples] = useState<Sample[]>([]);
  useEffect(() => {
    let current = true;
    session
      .samples()
      .then((list) => current && setSamples(list))
      .catch(() => setSamples([]));
    return () => {
      current = false;
    };
  }, [session]);
  if (samples.length === 0) return null;
  return (
    <>
      <h3>{t('images.samples')}</h3>
      <ul className="samples">
        {samples.map((sample) => {
          const kind = t(`images.kinds.${sample.kind}`);
          return (
            <li key={sample.file}>
              <UnstyledButton
                className="sample"
                title={t('images.sampleTip', { name: name(sample.class), kind })}
                data-kind={sample.kind}
                aria-label={t('images.addSample', { name: name(sample.class), kind })}
                onClick={() => void session.addSample(sample)}
              >
                <img src={session.sampleUrl(sample)} alt="" loading="lazy" />
              </UnstyledButton>
            </li>
          );
        })}
      </ul>
      <Text size="xs" c="dimmed">
        {t('images.samplesNote')}
      </Text>
    </>
  );
});
