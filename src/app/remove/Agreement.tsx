import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { blockAgreement, RESAMPLES } from '../../analysis/blockAgreement';
import { percentileInterval } from '../../analysis/bootstrap';
import { outward } from '../../analysis/intervals';
import { onImages } from '../../analysis/settingDecisions';
import type { BlockStatistics, Estimate } from '../../contracts';
import { breathe } from '../../engine/breathe';
import { formatCount, formatFixed } from '../../locales/format';
import { type Judged, placesAlone } from './judged';

/** Fewer blocks have no order to speak of. */
const FEWEST = 4;
/** ms of resampling between two breaths of the page. */
const SLICE = 8;

/** Among few images a resample may hold none that flips, and then no block loses more than another. */
const isKnown = ({ value, low, high }: Estimate): boolean => [value, low, high].every(Number.isFinite);

/** Blocks that are judged frozen alone, with their spreads. */
function useBlocks(judged: Judged, statistics: readonly BlockStatistics[]) {
  return useMemo(() => {
    const places = placesAlone(judged, 'frozen');
    const there = judged.plan.se.flatMap((id, i) => {
      const found = statistics.find(({ block }) => block === id);
      return found && places[i] !== undefined ? [{ place: places[i], classes: found.spread.value, images: found.imageSpread }] : [];
    });
    return { places: there.map(({ place }) => place), classes: there.map(({ classes }) => classes), images: there.map(({ images }) => images) };
  }, [judged, statistics]);
}

/** ρ with its interval over resampled images, worked out in slices between which the page answers. */
function useAgreement(judged: Judged, values: readonly number[], places: readonly number[]): Estimate | undefined {
  const decisions = useMemo(() => {
    const { halves } = judged.decisions;
    return halves ? onImages(judged.decisions, halves[1]) : judged.decisions;
  }, [judged]);
  const partly = places.some((at) => judged.flips[at]!.n < decisions.labels.length);
  const [found, setFound] = useState<{ of: unknown; estimate: Estimate }>();
  useEffect(() => {
    if (values.length < FEWEST || partly) return;
    let current = true;
    const work = async () => {
      const drawn = blockAgreement(values, decisions, places);
      const rho = drawn.next().value;
      const resamples: number[] = [];
      while (resamples.length < RESAMPLES) {
        await breathe();
        if (!current) return;
        for (const end = performance.now() + SLICE; performance.now() < end && resamples.length < RESAMPLES; ) resamples.push(drawn.next().value);
      }
      setFound({ of: values, estimate: percentileInterval(rho, resamples) });
    };
    void work();
    return () => {
      current = false;
    };
  }, [decisions, values, places, partly]);
  return found?.of === values ? found.estimate : undefined;
}

/** Whether blocks whose gates differ less lose less when they are frozen, over this network's blocks. */
export function Agreement({ judged, statistics }: { judged: Judged; statistics: readonly BlockStatistics[] }) {
  const { t } = useTranslation();
  const { places, classes, images } = useBlocks(judged, statistics);
  const byClasses = useAgreement(judged, classes, places);
  const byImages = useAgreement(judged, images, places);
  if (places.length < FEWEST || !byClasses || !byImages || !isKnown(byClasses) || !isKnown(byImages)) return null;
  const text = ({ value, low, high }: Estimate) => {
    const [from, to] = outward(low, high, 2);
    return t('remove.agreement.rho', { value: formatFixed(value, 2), low: formatFixed(from, 2), high: formatFixed(to, 2) });
  };
  return (
    <p className="note" data-testid="agreement">
      {t('remove.agreement.sentence', { classes: text(byClasses), images: text(byImages), count: places.length, blocks: formatCount(places.length) })}
    </p>
  );
}
