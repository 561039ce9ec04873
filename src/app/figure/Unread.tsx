import { useTranslation } from 'react-i18next';
import { useAppState } from '../context';

/** In the place of curves or rows: the profile is being read, or none will come; only one of them `says` that. */
export function Unread({ says }: { says?: boolean }) {
  const { t } = useTranslation();
  const failed = useAppState((state) => state.failure !== undefined);
  const ready = useAppState((state) => state.ready);
  if (failed || (ready && !says)) return null;
  return (
    <section className="panel skeleton" aria-busy={!ready}>
      <p className="note">{t(ready ? 'engine.noProfile' : 'engine.reading')}</p>
    </section>
  );
}
