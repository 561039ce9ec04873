import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { ProbabilityBars } from '../../charts/probability-bars/ProbabilityBars';
import { formatFixed } from '../../locales/format';
import { resultUnder } from '../../store/store';
import { useClassName } from '../classNames';
import { useAppState, useAppStore } from '../context';
import { CropCanvas } from '../CropCanvas';
import { useChosenSetting, useSelectedImage, useSelectedResults } from '../selectors';
import { TakeAway } from '../takeaway/TakeAway';
import { top } from '../top';

/** What the network sees of the chosen image, and its top five before and after the gates chosen. */
export function PredictionPanel() {
  const { t } = useTranslation();
  const name = useClassName();
  const store = useAppStore();
  const image = useSelectedImage();
  const results = useSelectedResults();
  const setting = useChosenSetting();
  const classes = useAppState((state) => state.manifest?.classes.length);
  const failed = useAppState((state) => state.failure !== undefined);
  const before = results?.live?.probabilities;
  const after = resultUnder(results, setting)?.probabilities;
  const label = image?.label;
  const rows = useMemo(() => {
    if (!before) return [];
    const wanted = new Set([...top(before, 5), ...(after ? top(after, 5) : [])].map(({ index }) => index));
    return [...wanted].map((index) => ({
      id: index,
      label: name(index),
      before: before[index]!,
      after: after?.[index],
      truth: index === label,
    }));
  }, [before, after, label, name]);
  if (!image) {
    return (
      <section className="panel" aria-labelledby="prediction-title">
        <h2 id="prediction-title">{t('predictions.title')}</h2>
        <p className="note">{t('predictions.none')}</p>
      </section>
    );
  }
  const sees = t('images.sees', { width: image.crop.width, height: image.crop.height });
  return (
    <section className="panel" aria-labelledby="prediction-title">
      <div className="panelHead">
        <h2 id="prediction-title">
          {image.name} {after && <small>{t('predictions.beforeAfter')}</small>}
        </h2>
        <TakeAway of={t('predictions.title')} make={async () => (await import('../takeaway/parts/predictions')).predictionsPart(store.getState(), image, rows)} />
      </div>
      <div className="prediction">
        <figure>
          <CropCanvas crop={image.crop} label={sees} />
          <figcaption>{sees}</figcaption>
        </figure>
        {before ? (
          <ProbabilityBars label={t('predictions.title')} rows={rows} format={(value) => formatFixed(value, 2)} />
        ) : (
          <p className="note">{t(failed ? 'images.notRun' : 'images.waiting')}</p>
        )}
      </div>
      {classes !== undefined && <p className="note">{t('images.knows', { count: classes })}</p>}
    </section>
  );
}
