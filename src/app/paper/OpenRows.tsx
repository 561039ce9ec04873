import { useTranslation } from 'react-i18next';
import { useAppState, useSession } from '../context';
import type { Paper } from './usePaper';

interface OpenRowsProps {
  models: Paper['models'];
  /** Rows by id, of the paper or trained here, with what they are called. */
  rows: readonly { id: string; row?: string; name: string }[];
}

/** A button for every row that the app has a network of. */
export function OpenRows({ models, rows }: OpenRowsProps) {
  const { t } = useTranslation();
  const session = useSession();
  const choose = useAppState((state) => state.choose);
  const found = models.flatMap((model) => {
    const row = rows.find(({ id, row }) => model.rows?.includes(id) || (row !== undefined && model.rows?.includes(row)));
    return row ? [{ model, row }] : [];
  });
  if (found.length === 0) return null;
  const open = (id: string) => {
    choose({ section: 'explore' });
    session.openNetwork({ id }).catch(() => {});
  };
  return (
    <ul className="paperOpens" aria-label={t('paper.open')}>
      <li className="note" aria-hidden="true">
        {t('paper.open')}
      </li>
      {found.map(({ model: { id, name }, row }) => (
        <li key={id}>
          <button type="button" className="link small" aria-label={t('paper.opensName', { name, row: row.name })} onClick={() => open(id)}>
            {t('paper.opens', { name, row: row.name })}
          </button>
        </li>
      ))}
    </ul>
  );
}
