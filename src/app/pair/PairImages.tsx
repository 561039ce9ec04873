import { Button, Progress } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { formatCount, formatPercent } from '../../locales/format';
import { useAppState, useAppStore, useSession } from '../context';
import { TakeAway } from '../takeaway/TakeAway';
import { NetworkMark } from './NetworkMark';
import { type Said, type SaidOfBoth, saidOf } from './said';
import type { Side, Two } from './sides';

function Line({ row: { image, a, b, same }, two }: { row: SaidOfBoth; two: Two }) {
  const { t } = useTranslation();
  const choose = useAppState((state) => state.choose);
  const selected = useAppState((state) => state.selected === image.id);
  const notRun = useAppState((state) => state.second?.notRun.includes(image.id));
  const line = (side: Side, answer: Said | undefined) => (
    <span className="pairSaid">
      <NetworkMark side={side.key} /> <span className="visuallyHidden">{side.label}: </span>
      {answer ? `${answer.name} ${formatPercent(answer.probability, 0)}` : t(side.key === 'b' && notRun ? 'pair.images.notRun' : 'images.waiting')}
    </span>
  );
  return (
    <li>
      <button type="button" className="plain pairImage" aria-pressed={selected} onClick={() => choose({ selected: image.id })}>
        <img src={image.url} alt="" width={44} height={44} />
        <span>
          <span className="imageName">{image.name}</span>
          {line(two.a, a)}
          {line(two.b, b)}
          {same !== undefined && <small>{t(same ? 'pair.images.same' : 'pair.images.other')}</small>}
        </span>
      </button>
    </li>
  );
}

/** The person's images through both networks. */
export function PairImages({ two }: { two: Two }) {
  const { t } = useTranslation();
  const store = useAppStore();
  const session = useSession();
  const images = useAppState((state) => state.images);
  const running = useAppState((state) => state.second?.running);
  const rows = useMemo(() => images.filter(({ origin }) => origin !== 'camera').map((image) => saidOf(image, two)), [images, two]);
  const title = t('pair.images.title');
  const comparable = rows.filter(({ same }) => same !== undefined);
  return (
    <section className="panel" aria-labelledby="pair-images-title" data-testid="pair-images">
      <div className="panelHead">
        <h2 id="pair-images-title">{title}</h2>
        {rows.length > 0 && <TakeAway of={title} make={async () => (await import('../takeaway/parts/pair')).imagesPart(store.getState(), two, rows)} />}
      </div>
      {rows.length === 0 && <p className="note">{t('pair.images.none')}</p>}
      {comparable.length > 0 && <p>{t('pair.images.agree', { count: comparable.filter(({ same }) => same).length, total: formatCount(comparable.length) })}</p>}
      {running && running.total > 1 && (
        <div className="busy" role="status">
          <Progress value={(100 * running.done) / running.total} size="sm" aria-hidden />
          <span className="note">{t('images.running', { ...running })}</span>
          <Button variant="default" size="compact-xs" onClick={() => void session.second().then((second) => second.cancelImages())}>
            {t('common.cancel')}
          </Button>
        </div>
      )}
      <ul className="pairImages">
        {rows.map((row) => (
          <Line key={row.image.id} row={row} two={two} />
        ))}
      </ul>
    </section>
  );
}
