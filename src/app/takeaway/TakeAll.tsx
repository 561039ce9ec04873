import { Button, Progress } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAppStore } from '../context';
import { fileCount, viewFiles, wholeView } from './everything';
import { save } from './files';
import type { Part } from './offers';

interface Writing {
  abort: AbortController;
  done: number;
}

/** What the zip will hold, its progress and its end. */
export function TakeAll() {
  const { t } = useTranslation();
  const store = useAppStore();
  const [part, setPart] = useState<Part>();
  const [writing, setWriting] = useState<Writing>();
  const [said, setSaid] = useState('');
  useEffect(() => {
    let current = true;
    wholeView().then(
      (whole) => current && setPart(whole),
      () => current && setSaid(t('takeaway.notListed')),
    );
    return () => {
      current = false;
    };
  }, [t]);
  useEffect(() => () => writing?.abort.abort(), [writing?.abort]);
  const start = async (whole: Part) => {
    const abort = new AbortController();
    setSaid('');
    setWriting({ abort, done: 0 });
    try {
      const state = store.getState();
      const { zipOf } = await import('../../export/zip');
      const files = viewFiles(state, whole, { signal: abort.signal, onFile: (done) => setWriting({ abort, done }) });
      const zip = await zipOf(files, new Date());
      save(zip, `${state.manifest?.id ?? ''} ${state.section}.zip`.trim());
      setSaid(t('takeaway.all.done', { count: fileCount(whole) }));
    } catch {
      setSaid(abort.signal.aborted ? t('takeaway.all.cancelled') : t('takeaway.failed', { title: t('takeaway.all.tip') }));
    }
    setWriting(undefined);
  };
  const total = part ? fileCount(part) : 0;
  return (
    <div className="takeAll" data-testid="take-all">
      <p>{part ? t('takeaway.all.what', { figures: part.figures.length, tables: part.tables.length }) : said || t('takeaway.all.listing')}</p>
      {writing && <Progress value={(100 * writing.done) / total} size="sm" aria-label={t('takeaway.all.working', { done: writing.done, total })} />}
      <div role="status" className="small">
        {writing ? t('takeaway.all.working', { done: writing.done, total }) : part && said}
      </div>
      <div className="buttons">
        <Button size="compact-sm" disabled={!part || writing !== undefined} onClick={() => part && void start(part)}>
          {t('takeaway.all.start')}
        </Button>
        {writing && (
          <Button size="compact-sm" variant="default" onClick={() => writing.abort.abort()}>
            {t('common.cancel')}
          </Button>
        )}
      </div>
    </div>
  );
}
