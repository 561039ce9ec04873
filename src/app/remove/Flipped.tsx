import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { flippedImages } from '../../analysis/settingDecisions';
import type { SetPicture } from '../../contracts';
import { formatCount } from '../../locales/format';
import { useClassName } from '../classNames';
import { useSession } from '../context';
import { CropCanvas } from '../CropCanvas';
import { useNewest } from '../figure/useNewest';
import type { Judged } from './judged';

/** Of each kind; more would be a page of their own. */
const MOST = 12;

/** The images of one's own set that a setting turns from right to wrong, and the other way round; a click looks into one. */
export function Flipped({ judged: { decisions }, at, images }: { judged: Judged; at: number; images: ArrayLike<number> | undefined }) {
  const { t } = useTranslation();
  const session = useSession();
  const flipped = useMemo(() => flippedImages(decisions, 0, at, images), [decisions, at, images]);
  /** As text, so that it stays the same while other settings are run. */
  const wanted = [...flipped.lost.slice(0, MOST), ...flipped.gained.slice(0, MOST)].join();
  const ask = useCallback((places: string) => session.setPictures(places.split(',').map(Number)), [session]);
  const pictures = useNewest(wanted || undefined, ask);
  const byPlace = useMemo(() => new Map(pictures?.map((picture) => [picture.place, picture])), [pictures]);
  return (
    <div data-testid="flipped" aria-busy={wanted !== '' && pictures === undefined}>
      {wanted === '' && <p className="note">{t('remove.flipped.none')}</p>}
      {(['lost', 'gained'] as const).map((kind) => flipped[kind].length > 0 && <Kind key={kind} kind={kind} places={flipped[kind]} pictures={byPlace} top1={decisions.top1[kind === 'lost' ? at : 0]!} labels={decisions.labels} />)}
    </div>
  );
}

interface KindProps {
  kind: 'lost' | 'gained';
  places: readonly number[];
  pictures: ReadonlyMap<number, SetPicture>;
  /** Where they are wrong. */
  top1: ArrayLike<number>;
  labels: ArrayLike<number>;
}

function Kind({ kind, places, pictures, top1, labels }: KindProps) {
  const { t } = useTranslation();
  const session = useSession();
  const name = useClassName();
  const shown = places.slice(0, MOST).flatMap((place) => pictures.get(place) ?? []);
  const count = formatCount(places.length);
  return (
    <>
      <h3>{t(`remove.flipped.${kind}`, { n: count })}</h3>
      <ul className="flipped">
        {shown.map(({ place, name: path, crop, file: bytes }) => {
          const file = path.slice(path.lastIndexOf('/') + 1);
          const caption = t(`remove.flipped.${kind}Of`, { truth: name(labels[place]!), other: name(top1[place]!) });
          return (
            <li key={place}>
              <button type="button" className="plain" title={t('remove.flipped.open', { name: file })} onClick={() => void session.addFiles([new File([bytes], file, { type: bytes.type })])}>
                <CropCanvas crop={crop} label={file} />
                <span className="small">{caption}</span>
              </button>
            </li>
          );
        })}
      </ul>
      {places.length > shown.length && shown.length > 0 && <p className="note">{t('remove.flipped.some', { shown: formatCount(shown.length), n: count })}</p>}
    </>
  );
}
