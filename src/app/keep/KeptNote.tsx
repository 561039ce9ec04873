import { useTranslation } from 'react-i18next';
import { formatBytes } from '../../locales/format';
import { useAppState } from '../context';

/** How much the browser keeps of the person's images and choices, and the way to where it is listed and forgotten. */
export function KeptNote() {
  const { t } = useTranslation();
  const kept = useAppState((state) => state.kept);
  const choose = useAppState((state) => state.choose);
  if (!kept) return null;
  const size = formatBytes(kept.bytes);
  return (
    <p className="note" data-testid="kept">
      {kept.images > 0 ? t('sources.keep.kept', { count: kept.images, size }) : t('sources.keep.choices', { size })}{' '}
      <button type="button" className="link" onClick={() => choose({ storageOpen: true })}>
        {t('sources.keep.manage')}
      </button>
    </p>
  );
}
