import type { TFunction } from 'i18next';
import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { outward, wilson } from '../../analysis/intervals';
import type { Evolution, EvolutionPoint } from '../../contracts';
import { formatCount, formatFixed, formatPercent } from '../../locales/format';
import { useAppState, useAppStore, useSession } from '../context';
import { TakeAway } from '../takeaway/TakeAway';
import '../trained.css';
import { momentsOf, trainingShare } from './moment';
import { storyOf } from './story';

function momentText(t: TFunction, { share, epochs, top1, size }: EvolutionPoint, n: number): string {
  const { low, high } = wilson(Math.round(top1 * n), n);
  const [from, to] = outward(100 * low, 100 * high, 1);
  return t('training.at', {
    percent: trainingShare(share),
    epochs: formatFixed(epochs, epochs < 1 && epochs > 0 ? 1 : 0),
    top1: formatPercent(top1),
    low: formatFixed(from, 1),
    high: formatFixed(to, 1),
    n: formatCount(n),
    size,
  });
}

function Slider({ evolution }: { evolution: Evolution }) {
  const { t } = useTranslation();
  const at = useAppState((state) => state.moment);
  const choose = useAppState((state) => state.choose);
  const store = useAppStore();
  const moments = useMemo(() => momentsOf(evolution), [evolution]);
  const story = useMemo(() => storyOf(t, evolution), [t, evolution]);
  const point = at === undefined ? undefined : moments[at];
  const text = point ? momentText(t, point, evolution.n) : t('training.atDone');
  return (
    <>
      <div className="trainingSlider">
        <b>{t('training.title')}</b>
        <span className="small">{t('training.untrained')}</span>
        <input
          type="range"
          aria-label={t('training.slider')}
          aria-valuetext={text}
          min={0}
          max={moments.length}
          value={at ?? moments.length}
          onChange={({ currentTarget: { valueAsNumber } }) => choose({ moment: valueAsNumber < moments.length ? valueAsNumber : undefined })}
        />
        <span className="small">{t('training.done')}</span>
        <TakeAway of={t('training.title')} make={async () => (await import('../takeaway/parts/evolution')).evolutionPart(store.getState(), evolution)} />
      </div>
      <p className="note number" data-testid="training-point">
        {text}{' '}
        {point && (
          <button type="button" className="link" onClick={() => choose({ moment: undefined })}>
            {t('training.back')}
          </button>
        )}
      </p>
      {story.map((sentence) => (
        <p key={sentence} className="note">
          {sentence}
        </p>
      ))}
    </>
  );
}

/** A slider over rows and figure, from untrained to done, where the folder has the figure at points of training. Its room is kept from the start, so that nothing moves when it comes. */
export function EvolutionBar() {
  const { t } = useTranslation();
  const session = useSession();
  const listed = useAppState(({ manifest, failure }) => (manifest ? manifest.files['evolution.json'] !== undefined : failure === undefined));
  const ready = useAppState((state) => state.ready);
  const evolution = useAppState((state) => state.evolution);
  const known = useAppState((state) => state.evolutionKnown);
  useEffect(() => {
    if (listed && ready) session.loadEvolution();
  }, [listed, ready, session]);
  if (!listed || (known && !evolution)) return null;
  return (
    <section className="panel trainingPanel" aria-label={t('training.title')} data-testid="training">
      {evolution ? (
        <Slider evolution={evolution} />
      ) : (
        <>
          <b>{t('training.title')}</b>
          <p className="note">{t('training.reading')}</p>
        </>
      )}
    </section>
  );
}
