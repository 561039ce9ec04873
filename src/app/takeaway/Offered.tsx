import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Table } from '../../export/table';
import { useAppStore } from '../context';
import { notify } from '../report';
import { figureFile, type Format, save, tableFile } from './files';
import type { FigureOffer, MakePart, Part } from './offers';

interface LineProps<Of extends Format> {
  title: string;
  formats: readonly Of[];
  file: (format: Of) => Promise<Blob>;
  name: string;
}

/** One figure or table with its formats. */
function Line<Of extends Format>({ title, formats, file, name }: LineProps<Of>) {
  const { t } = useTranslation();
  const store = useAppStore();
  const [busy, setBusy] = useState<Of>();
  const take = async (format: Of) => {
    setBusy(format);
    try {
      const model = store.getState().manifest?.id ?? '';
      save(await file(format), `${model} ${name}.${format}`.trim());
    } catch {
      notify({ message: t('takeaway.failed', { title }), color: 'red', autoClose: 12_000 });
    }
    setBusy(undefined);
  };
  return (
    <li>
      <span>{title}</span>
      {formats.map((format) => (
        <button
          key={format}
          type="button"
          className="link"
          data-mantine-stop-propagation
          disabled={busy !== undefined}
          aria-label={t('takeaway.as', { title, format: format.toUpperCase() })}
          onClick={() => void take(format)}
        >
          {busy === format ? '…' : format.toUpperCase()}
        </button>
      ))}
    </li>
  );
}

const drawn = ['svg', 'png'] as const;
const written = ['csv', 'json'] as const;

const FigureLine = ({ figure: { title, name, make } }: { figure: FigureOffer }) => <Line title={title} formats={drawn} name={name} file={async (format) => figureFile(make(), format)} />;
const TableLine = ({ table }: { table: Table }) => <Line title={table.title} formats={written} name={table.name} file={(format) => tableFile(table, format)} />;

/** What a panel shows, also as it changes while the list is open. */
export function Offered({ make, onTable }: { make: MakePart; onTable: () => void }) {
  const { t } = useTranslation();
  const [part, setPart] = useState<Part>();
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    let current = true;
    make().then(
      (made) => {
        if (!current) return;
        setPart(made);
        setFailed(false);
      },
      () => current && setFailed(true),
    );
    return () => {
      current = false;
    };
  }, [make]);
  return (
    <div className="offered" data-testid="offered">
      <h3>{t('takeaway.title')}</h3>
      {failed && <p className="note">{t('takeaway.notListed')}</p>}
      {part?.figures.length === 0 && part.tables.length === 0 && <p className="note">{t('takeaway.nothing')}</p>}
      <ul>
        {part?.figures.map((figure) => (
          <FigureLine key={figure.name} figure={figure} />
        ))}
        {part?.tables.map((table) => (
          <TableLine key={table.name} table={table} />
        ))}
      </ul>
      {part && part.tables.length > 0 && (
        <button type="button" className="link" data-mantine-stop-propagation onClick={onTable}>
          {t('takeaway.table.show')}
        </button>
      )}
    </div>
  );
}
