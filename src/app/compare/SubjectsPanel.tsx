import { useTranslation } from 'react-i18next';
import { type ClassColour, textColour } from '../../charts/palette';
import { useScheme } from '../../charts/useScheme';
import type { SubjectKey } from '../../store/store';
import { Choice } from '../Choice';
import { useClassName } from '../classNames';
import { useAppState } from '../context';
import { ClassPicker } from '../figure/ClassPicker';
import { useChosenClasses } from '../figure/curves';
import { useChooseSubject, useOwnLabels, usePairKeys } from './subjects';

function Chip({ subject, label, name, colour }: { subject: SubjectKey; label: string; name: string; colour?: ClassColour }) {
  const { t } = useTranslation();
  const scheme = useScheme();
  const keys = usePairKeys();
  const choose = useChooseSubject();
  const inPair = keys.includes(subject);
  return (
    <button
      type="button"
      className="chip"
      aria-pressed={inPair}
      aria-label={t(inPair ? 'compare.inPair' : 'compare.pick', { name })}
      style={{ color: colour && textColour(colour, scheme) }}
      onClick={() => choose(subject)}
    >
      {label}
    </button>
  );
}

function ImageChoice() {
  const { t } = useTranslation();
  const images = useAppState((state) => state.images);
  const keys = usePairKeys();
  const choose = useChooseSubject();
  if (images.length === 0) return null;
  const value = keys.find((key) => key?.startsWith('image:')) ?? null;
  return (
    <Choice
      size="xs"
      mt={8}
      searchable
      limit={50}
      label={t('compare.image')}
      placeholder={t('compare.imagePlaceholder')}
      data={images.map(({ id, name }) => ({ value: `image:${id}`, label: name }))}
      value={value}
      onChange={(key) => key !== null && choose(key as SubjectKey)}
    />
  );
}

/** Chosen classes, the person's own by label, and single images; two of them are compared. */
export function SubjectsPanel() {
  const { t } = useTranslation();
  const chosen = useChosenClasses();
  const own = useOwnLabels();
  const name = useClassName();
  const compare = useAppState((state) => state.compare);
  const [first, second] = usePairKeys();
  return (
    <section className="panel" aria-labelledby="subjects-title">
      <h2 id="subjects-title">{t('compare.subjects')}</h2>
      <div className="chips">
        {chosen.map(({ id, key, label, colour }) => (
          <Chip key={key} subject={`class:${id}`} label={label} name={label} colour={colour} />
        ))}
        {own.map(({ id, n }) => (
          <Chip key={`mine ${id}`} subject={`mine:${id}`} label={t('compare.mineChip', { name: name(id), n })} name={t('compare.mine', { name: name(id) })} />
        ))}
        <ClassPicker />
      </div>
      <ImageChoice />
      <p className="note">{t(own.length === 0 ? 'compare.noMine' : 'compare.subjectsHint')}</p>
      {first && second && (
        <p className="note">
          <button type="button" className="link" onClick={() => compare({ pair: [second, first] })}>
            {t('compare.swap')}
          </button>
        </p>
      )}
    </section>
  );
}
