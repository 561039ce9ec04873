import { CloseButton, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { classSlotCount } from '../../store/store';
import { Choice } from '../Choice';
import { useClassOptions } from '../classNames';
import { useAppState } from '../context';
import { useChosenClasses } from './curves';

/** A search that adds a class, and the chosen ones to remove. */
export function ClassChoice() {
  const { t } = useTranslation();
  const addClass = useAppState((state) => state.addClass);
  const removeClass = useAppState((state) => state.removeClass);
  const chosen = useChosenClasses();
  const { options, filter } = useClassOptions();
  const full = chosen.length >= classSlotCount;
  return (
    <Stack gap={6}>
      <Choice
        size="xs"
        searchable
        disabled={full}
        limit={50}
        label={t('figure.pick')}
        placeholder={t('images.labelPlaceholder')}
        filter={filter}
        nothingFoundMessage={t('images.noLabel')}
        data={options.filter(({ value }) => !chosen.some(({ key }) => key === value))}
        value={null}
        onChange={(value) => value !== null && addClass(Number(value))}
        comboboxProps={{ withinPortal: false }}
      />
      {full && <Text size="xs">{t('figure.full', { count: classSlotCount })}</Text>}
      {chosen.map(({ id, key, label }) => (
        <div className="pickedClass" key={key}>
          <Text size="sm">{label}</Text>
          <CloseButton size="sm" aria-label={t('figure.removeClass', { name: label })} onClick={() => removeClass(id)} />
        </div>
      ))}
    </Stack>
  );
}
