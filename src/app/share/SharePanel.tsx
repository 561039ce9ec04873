import { Button, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EmbedPart } from '../../store/store';
import { Choice } from '../Choice';
import { useAppState, useAppStore } from '../context';
import { notify } from '../report';
import { embedCode, linkTo, partsOf } from './link';

/** A link to what is shown, or the code that shows a part of it in another page; nothing else changes, the page's own address neither. */
export function SharePanel({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation();
  const store = useAppStore();
  const section = useAppState((state) => state.section);
  const name = useAppState((state) => state.manifest?.name ?? '');
  const parts = partsOf[section];
  const [chosen, setPart] = useState<EmbedPart | undefined>(parts[0]);
  const part = chosen && parts.includes(chosen) ? chosen : parts[0];
  const copy = async (text: string, copied: string) => {
    try {
      await navigator.clipboard.writeText(text);
      notify({ message: copied });
    } catch {
      notify({ message: t('share.notCopied', { link: text }), autoClose: false });
    }
    onDone();
  };
  const link = () => {
    const address = linkTo(store.getState(), undefined);
    if (address) void copy(address, t('share.copied'));
  };
  const code = (part: EmbedPart) => {
    const address = linkTo(store.getState(), part);
    if (address) void copy(embedCode(address, part, `SE Scope: ${t(`share.parts.${part}`)}, ${name}`), t('share.codeCopied'));
  };
  return (
    <Stack gap="sm">
      <div>
        <Button fullWidth size="compact-md" onClick={link} data-autofocus>
          {t('share.copy')}
        </Button>
        <Text size="xs" c="dimmed" mt={4}>
          {t('share.tip')}
        </Text>
      </div>
      {part && (
        <div>
          {parts.length > 1 && (
            <Choice
              size="xs"
              mb={6}
              label={t('share.part')}
              allowDeselect={false}
              comboboxProps={{ withinPortal: false }}
              value={part}
              onChange={(value) => setPart(value as EmbedPart)}
              data={parts.map((value) => ({ value, label: t(`share.parts.${value}`) }))}
            />
          )}
          <Button fullWidth variant="default" size="compact-md" onClick={() => code(part)}>
            {t('share.embed')}
          </Button>
          <Text size="xs" c="dimmed" mt={4}>
            {t('share.embedTip')}
          </Text>
        </div>
      )}
    </Stack>
  );
}
