import { Button, CloseButton, Progress, Text, UnstyledButton } from '@mantine/core';
import { memo, useDeferredValue, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { formatPercent } from '../../locales/format';
import type { ImageEntry } from '../../store/store';
import { useClassName } from '../classNames';
import { useAppState, useSession } from '../context';
import { top } from '../top';
import { useSettled } from '../useSettled';
import { KeptNote } from '../keep/KeptNote';
import { later } from '../later';
import { Samples } from './Samples';
import { Ways } from './Ways';

const ImageLabel = later(async () => (await import('./ImageLabel')).ImageLabel);

function TopFive({ image }: { image: ImageEntry }) {
  const probabilities = useAppState((state) => state.imageResults[image.id]?.live?.probabilities);
  const name = useClassName();
  if (!probabilities) return null;
  return (
    <ol className="topFive">
      {top(probabilities, 5).map(({ index, value }) => (
        <li key={index}>
          <span>{name(index)}</span>
          <span className="number">{formatPercent(value, 0)}</span>
        </li>
      ))}
    </ol>
  );
}

/** Memoised as others are: while many images are read and run, each arrival would draw every row anew. */
const ImageRow = memo(function ImageRow({ image, selected }: { image: ImageEntry; selected: boolean }) {
  const { t } = useTranslation();
  const session = useSession();
  const choose = useAppState((state) => state.choose);
  const probabilities = useAppState((state) => state.imageResults[image.id]?.live?.probabilities);
  const failed = useAppState((state) => state.failure !== undefined);
  const name = useClassName();
  const opened = useDeferredValue(selected, false) && selected;
  const predicted = useSettled(probabilities !== undefined);
  const [first] = probabilities ? top(probabilities, 1) : [];
  return (
    <li className="imageRow" data-selected={selected || undefined}>
      <div className="imageHead">
        <UnstyledButton
          className="imageButton"
          aria-pressed={selected}
          aria-label={t('images.select', { name: image.name })}
          onClick={() => choose({ selected: image.id })}
        >
          <img src={image.url} alt="" width={40} height={40} />
          <span className="imageText">
            <span className="imageName">{image.name}</span>
            <span className="imageTop">{first ? `${name(first.index)} ${formatPercent(first.value, 0)}` : t(failed ? 'images.notRun' : 'images.waiting')}</span>
          </span>
        </UnstyledButton>
        <CloseButton size="sm" aria-label={t('images.remove', { name: image.name })} onClick={() => session.removeImage(image.id)} />
      </div>
      {opened && (
        <div className="imageDetail">
          <TopFive image={image} />
          {predicted && <ImageLabel image={image} />}
        </div>
      )}
    </li>
  );
});

/** Progress of reading and running images, with its end; of a single one only when it takes long. */
function Busy() {
  const { t } = useTranslation();
  const session = useSession();
  const running = useAppState((state) => state.running);
  const reading = useAppState((state) => state.reading);
  const progress = reading ?? running;
  if (!progress) return null;
  return (
    <div className={progress.total < 2 ? 'busy busyLate' : 'busy'} role="status">
      <Progress value={(100 * progress.done) / progress.total} size="sm" aria-hidden />
      <Text size="xs" c="dimmed">
        {t(reading ? 'images.reading' : 'images.running', { done: progress.done, total: progress.total })}
      </Text>
      <Button variant="default" size="compact-xs" onClick={session.cancelImages}>
        {t('common.cancel')}
      </Button>
    </div>
  );
}

/** Drop zone, the person's images with what the network says of them, and the samples. */
export function ImagesPanel({ open }: { open: () => void }) {
  const { t } = useTranslation();
  const session = useSession();
  const all = useAppState((state) => state.images);
  const images = useMemo(() => all.filter(({ origin }) => origin !== 'camera'), [all]);
  const selected = useAppState((state) => state.selected);
  return (
    <section className="panel" aria-labelledby="images-title">
      <h2 id="images-title">{t('images.title')}</h2>
      <div className="dropHint">
        {t('images.drop')}{' '}
        <button type="button" className="link" onClick={open}>
          {t('images.choose')}
        </button>
      </div>
      <Ways />
      {images.length === 0 && (
        <Text size="xs" c="dimmed">
          {t('images.empty')}
        </Text>
      )}
      <ul className="imageList">
        {images.map((image) => (
          <ImageRow key={image.id} image={image} selected={image.id === selected} />
        ))}
      </ul>
      <Busy />
      {images.length > 1 && (
        <Button className="clearImages" variant="subtle" size="compact-xs" color="gray" onClick={() => session.clearImages()}>
          {t('images.clear')}
        </Button>
      )}
      <KeptNote />
      <Samples />
    </section>
  );
}
