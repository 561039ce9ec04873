import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type PartId, parts } from './parts';

/** One part of the page, under its number. */
export function Part({ id, children }: { id: PartId; children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <section className="learnPart" id={`learn-${id}`} aria-labelledby={`learn-${id}-title`} data-testid={`learn-${id}`}>
      <h2 id={`learn-${id}-title`}>
        <span className="learnNumber">{parts.indexOf(id) + 1}</span> {t(`learn.${id}.title`)}
      </h2>
      {children}
    </section>
  );
}
