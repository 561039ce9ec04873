import { Button, Modal } from '@mantine/core';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatBytes } from '../../locales/format';
import { useAppState, useSession } from '../context';
import { sampleName } from '../hub/storedSets';
import { useDownloads } from '../hub/useDownloads';
import type { Kept } from '../offline/kept';
import { askKept, canStore, type Measured, type StoredPart, storedParts } from './parts';
import './storage.css';

interface Stored {
  part: StoredPart;
  measured: Measured;
}

async function measureAll(): Promise<Stored[]> {
  if (!canStore()) return [];
  const all = await Promise.all(storedParts.map(async (part) => ({ part, measured: await part.measure() })));
  return all.filter((one): one is Stored => one.measured !== undefined);
}

const look = () => Promise.all([measureAll(), askKept('count')]);

/** What is kept, counted anew when asked; undefined until then, null where the browser doesn't tell. */
function useStored() {
  const [stored, setStored] = useState<Stored[] | null>();
  const [kept, setKept] = useState<Kept>();
  const show = useCallback(
    (looking: ReturnType<typeof look>) =>
      looking.then(
        ([all, complete]) => {
          setStored(all);
          setKept(complete);
        },
        () => setStored(null),
      ),
    [],
  );
  useEffect(() => void show(look()), [show]);
  return { stored, kept, setKept, count: () => void show(look()) };
}

function Complete({ kept, onKept, onFilled }: { kept: Kept; onKept: (kept: Kept) => void; onFilled: () => void }) {
  const { t } = useTranslation();
  const [state, setState] = useState<'idle' | 'filling' | 'failed'>('idle');
  const fill = async () => {
    setState('filling');
    const last = await askKept('fill', onKept);
    setState(last && last.done < last.total ? 'failed' : 'idle');
    onFilled();
  };
  if (state === 'filling') return <p className="note">{t('offline.storage.filling', { done: kept.done, total: kept.total })}</p>;
  const missing = kept.total - kept.done;
  if (missing === 0) return <p className="good">✓ {t('offline.storage.complete')}</p>;
  return (
    <div>
      <p className="note">{t(state === 'failed' ? 'offline.storage.fillFailed' : 'offline.storage.partial', { missing, total: kept.total })}</p>
      <Button size="compact-sm" variant="light" onClick={() => void fill()}>
        {t('offline.storage.fill')}
      </Button>
    </div>
  );
}

function Line({ name, what, onForget }: { name: string; what: string; onForget: () => Promise<void> }) {
  const { t } = useTranslation();
  return (
    <li>
      <span>
        {name}
        <span className="note">{what}</span>
      </span>
      <Button size="compact-sm" variant="default" aria-label={t('offline.storage.forgetName', { name })} onClick={() => void onForget()}>
        {t('offline.storage.forget')}
      </Button>
    </li>
  );
}

/** Lists what this browser keeps, of the person's and of the page, and forgets it line by line. */
function Lines() {
  const { t } = useTranslation();
  const session = useSession();
  const own = useAppState((state) => state.kept);
  const { downloads, sets, samples, named, hub } = useDownloads();
  const { stored, kept, setKept, count } = useStored();
  const [said, setSaid] = useState('');
  const forgetOwn = async () => {
    if (await session.forget()) setSaid(t('offline.storage.forgottenOwn'));
  };
  const forget = async (part: StoredPart) => {
    await part.forget();
    setSaid(t(part.again ? 'offline.storage.forgotten' : 'offline.storage.forgottenSets', { name: t(`offline.storage.${part.key}`) }));
    count();
  };
  return (
    <>
      <p className="note">{t(canStore() ? 'offline.storage.intro' : 'offline.storage.unsupported')}</p>
      {stored === undefined && <p className="note">{t('offline.storage.counting')}</p>}
      {stored === null && <p className="note">{t('offline.storage.unreadable')}</p>}
      {stored?.length === 0 && !own && downloads.length + sets.length + samples.length === 0 && named === undefined && <p>{t('offline.storage.empty')}</p>}
      <ul className="stored">
        {own && (
          <Line
            name={t(own.images > 0 ? 'offline.storage.own' : 'offline.storage.choices')}
            what={own.images > 0 ? t('offline.storage.line', { files: t('offline.storage.images', { count: own.images }), size: formatBytes(own.bytes) }) : formatBytes(own.bytes)}
            onForget={forgetOwn}
          />
        )}
        {[...downloads.map((one) => ({ ...one, name: one.file.repo, bytes: one.file.bytes, files: [one] })), ...sets].map(({ key, name, have, bytes, complete, endpoint, files }) => (
          <Line
            key={key}
            name={name}
            what={t('hub.storedFrom', { size: complete ? formatBytes(have, 3) : t('hub.storedPart', { have: formatBytes(have, 3), total: formatBytes(bytes, 3) }), host: new URL(endpoint).host })}
            onForget={async () => {
              await hub?.forget(files);
              setSaid(t('hub.forgotten', { repo: name }));
            }}
          />
        ))}
        {samples.map((one) => (
          <Line
            key={one.key}
            name={sampleName(one)}
            what={t('hub.storedFrom', { size: t('hub.viewer.have', { have: one.have, total: one.wanted, size: formatBytes(one.bytes, 3) }), host: new URL(one.endpoint).host })}
            onForget={async () => {
              await hub?.forgetSample(one);
              setSaid(t('hub.forgotten', { repo: sampleName(one) }));
            }}
          />
        ))}
        {named !== undefined && (
          <Line
            name={t('hub.keptNames')}
            what={formatBytes(named)}
            onForget={async () => {
              await hub?.forgetNames();
              setSaid(t('hub.forgotten', { repo: t('hub.keptNames') }));
            }}
          />
        )}
        {stored?.map(({ part, measured }) => (
          <Line
            key={part.key}
            name={t(`offline.storage.${part.key}`)}
            what={t('offline.storage.line', { files: t('offline.storage.files', { count: measured.files }), size: formatBytes(measured.bytes) })}
            onForget={() => forget(part)}
          />
        ))}
      </ul>
      <p className="note" role="status">
        {said}
      </p>
      {kept && stored && <Complete kept={kept} onKept={setKept} onFilled={count} />}
    </>
  );
}

/** What this browser keeps for the page; counted when it is opened. */
export function StorageDialog() {
  const { t } = useTranslation();
  const opened = useAppState((state) => state.storageOpen);
  const choose = useAppState((state) => state.choose);
  return (
    <Modal opened={opened} onClose={() => choose({ storageOpen: false })} size="md" title={t('offline.storage.open')} closeButtonProps={{ 'aria-label': t('common.close') }}>
      <Lines />
    </Modal>
  );
}
