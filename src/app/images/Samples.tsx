import { Text, Tooltip, UnstyledButton } from '@mantine/core';
import { memo, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../context';
import type { Sample } from '../session';

/** The project's own pictures; a click adds one to the images. */
export const Samples = memo(function Samples() {
  const { t } = useTranslation();
  const session = useSession();
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
              <Tooltip label={t('images.sampleTip', { title: sample.title, kind })} withArrow>
                <UnstyledButton
                  className="sample"
                  data-kind={sample.kind}
                  aria-label={t('images.addSample', { title: sample.title, kind })}
                  onClick={() => void session.addSample(sample)}
                >
                  <img src={session.sampleUrl(sample)} alt="" loading="lazy" />
                </UnstyledButton>
              </Tooltip>
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
