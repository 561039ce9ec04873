import { Modal } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAppState, useSession } from '../context';
import '../trained.css';
import { Markdown } from './Markdown';

/** The model folder's own README: data, recipe, accuracy, limits. */
export function CardDialog() {
  const { t } = useTranslation();
  const session = useSession();
  const opened = useAppState((state) => state.cardOpen);
  const choose = useAppState((state) => state.choose);
  const [text, setText] = useState<string | null>();
  useEffect(() => {
    if (!opened) return undefined;
    let gone = false;
    session.card().then(
      (found) => !gone && setText(found ?? null),
      () => choose({ cardOpen: false }),
    );
    return () => {
      gone = true;
    };
  }, [opened, session, choose]);
  return (
    <Modal opened={opened} onClose={() => choose({ cardOpen: false })} size={860} title={t('card.title')} closeButtonProps={{ 'aria-label': t('common.close') }} attributes={{ header: { role: 'presentation' } }}>
      {text ? <Markdown text={text} /> : <p className="note">{t(text === null ? 'card.none' : 'card.reading')}</p>}
    </Modal>
  );
}
