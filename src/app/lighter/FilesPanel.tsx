import { Button } from '@mantine/core';
import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatBytes, formatCount, formatPower } from '../../locales/format';
import { useAppState, useAppStore, useSession } from '../context';
import { save } from '../takeaway/files';
import { folderFile, type Lighter, onnxMetadata, weightBytes } from './handOver';
import type { RepairedHere } from './repaired';
import type { Measured } from './times';
import type { Working } from '../useWork';

/** A written file; of a network, how well it equals the gated one. */
interface Written {
  file: string;
  compared?: { difference: number; count: number };
}

function writtenText(t: TFunction, { file, compared }: Written): string {
  if (!compared) return t('lighter.files.written', { file });
  return t('lighter.files.done', { file, difference: formatPower(compared.difference), count: compared.count });
}

interface FilesProps {
  lighter: Lighter;
  working: Working;
  measured: Measured | undefined;
  /** With all that it was repaired on; undefined: the network as it is. */
  repaired: RepairedHere | undefined;
}

/** The files that the network is handed over as, and the report on its setting. */
export function FilesPanel({ lighter, working, measured, repaired }: FilesProps) {
  const { t } = useTranslation();
  const session = useSession();
  const store = useAppStore();
  const ready = useAppState((state) => state.ready);
  /** What is recorded has arrived, or there is nothing. */
  const known = useAppState((state) => state.recordKnown);
  const [written, setWritten] = useState<Written>();
  const { busy, start, cancel } = working;
  const { manifest: { preprocessing: { size: [height, width] } }, plan: { classes }, id, name, setting } = lighter;
  const size = formatBytes(weightBytes(lighter));
  const compared = ({ logits, images }: { logits: number; images: number }): Written['compared'] => ({ difference: logits, count: images });
  const folder = () => {
    const file = `${id}.zip`;
    void start(file, () => session.lighter(setting, repaired?.statistics), async (network) => {
      save(await folderFile(store.getState(), lighter, network), file);
      setWritten({ file, compared: compared(network.agreement) });
    });
  };
  const onnx = () => {
    const file = `${id}.onnx`;
    void start(file, () => session.lighterOnnx(setting, { name, metadata: onnxMetadata(store.getState(), lighter) }, repaired?.statistics), ({ bytes, agreement }) => {
      save(new Blob([bytes]), file);
      setWritten({ file, compared: compared(agreement) });
    });
  };
  const report = () => {
    const file = `${id}.html`;
    void start(file, () => ({ result: import('./report'), cancel: () => {} }), ({ reportFile }) => {
      save(reportFile(store.getState(), lighter, measured, repaired), file);
      setWritten({ file });
    });
  };
  const rows = [
    { key: 'folder', take: folder, possible: ready, note: t('lighter.files.folderNote', { size }) },
    { key: 'onnx', take: onnx, possible: ready, note: t('lighter.files.onnxNote', { height, width, classes: formatCount(classes), size }) },
    ...(Object.keys(setting).length > 0 ? [{ key: 'report', take: report, possible: known, note: t('lighter.files.reportNote') } as const] : []),
  ] as const;
  const writing = busy && busy.what !== 'time' && busy.what !== 'repair';
  return (
    <section aria-labelledby="lighter-files">
      <h3 id="lighter-files">{t('lighter.files.title')}</h3>
      <ul className="lighterFiles">
        {rows.map(({ key, take, note, possible }) => (
          <li key={key}>
            <Button size="compact-sm" disabled={!possible || busy !== undefined} onClick={take}>
              {t(`lighter.files.${key}`)}
            </Button>
            <span className="note">{note}</span>
          </li>
        ))}
      </ul>
      <div role="status" className="lighterStatus">
        {writing && (
          <>
            {t('lighter.files.writing', { file: busy.what })}{' '}
            <Button size="compact-xs" variant="default" onClick={cancel}>
              {t('common.cancel')}
            </Button>
          </>
        )}
        {!busy && written && writtenText(t, written)}
      </div>
      <p className="note">{t('lighter.files.golden')}</p>
    </section>
  );
}
