import { Text } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImageEntry } from '../../store/store';
import { Choice } from '../Choice';
import { useClassOptions } from '../classNames';
import { useAppState } from '../context';
import { rankOf } from '../top';

/** The person's own label of an image, from the class list, and how high the network ranks it. */
export function ImageLabel({ image }: { image: ImageEntry }) {
  const { t } = useTranslation();
  const labelImage = useAppState((state) => state.labelImage);
  const probabilities = useAppState((state) => state.imageResults[image.id]?.live?.probabilities);
  const { options, filter } = useClassOptions();
  const { label } = image;
  const rank = useMemo(() => (probabilities && label !== undefined ? rankOf(probabilities, label) : undefined), [probabilities, label]);
  return (
    <>
      <Choice
        size="xs"
        searchable
        clearable
        limit={50}
        label={t('images.label')}
        placeholder={t('images.labelPlaceholder')}
        filter={filter}
        nothingFoundMessage={t('images.noLabel')}
        data={options}
        value={label === undefined ? null : String(label)}
        onChange={(value) => labelImage(image.id, value === null ? undefined : Number(value))}
        clearButtonProps={{ 'aria-label': t('common.close') }}
      />
      {rank !== undefined && (
        <Text size="xs" c="dimmed">
          {t('images.right', { rank: rank + 1 })}
        </Text>
      )}
    </>
  );
}
