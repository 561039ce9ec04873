import { Button, Progress } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { quantile } from '../../analysis/percentiles';
import { type ClassPair, DistanceMatrix } from '../../charts/distance-matrix/DistanceMatrix';
import type { BlockId, Profile } from '../../contracts';
import type { DistanceSet } from '../../engine/comparisonClient';
import { formatCount, formatFixed, formatTick } from '../../locales/format';
import { useClassName } from '../classNames';
import { useAppState, useAppStore } from '../context';
import { TakeAway } from '../takeaway/TakeAway';
import { useDistanceBlock, useDistances } from './measured';
import { parseSubject, usePairKeys } from './subjects';

const two = (value: number) => formatFixed(value, 2);

function medianOf(distances: Float32Array, count: number): number {
  const values = distances.filter((value, i) => !Number.isNaN(value) && i % count > Math.floor(i / count)).sort();
  return quantile(values, 0.5);
}

/** Where the smallest and the largest distance of two classes stand; undefined where none is known. */
function ends(distances: Float32Array, count: number): [number | undefined, number | undefined] {
  let [near, far]: [number | undefined, number | undefined] = [undefined, undefined];
  for (let a = 0; a < count; a++) {
    for (let at = a * count + a + 1; at < (a + 1) * count; at++) {
      const value = distances[at]!;
      if (Number.isNaN(value)) continue;
      if (near === undefined || value < distances[near]!) near = at;
      if (far === undefined || value > distances[far]!) far = at;
    }
  }
  return [near, far];
}

/** The classes of the pair, also of the person's own by their label. */
function useClassPair(): ClassPair | undefined {
  const [first, second] = usePairKeys();
  return useMemo(() => {
    const [a, b] = [first, second].map((key) => (key && !key.startsWith('image:') ? parseSubject(key).id : undefined));
    return a !== undefined && b !== undefined && a !== b ? { a, b } : undefined;
  }, [first, second]);
}

function Depth({ profile, block }: { profile: Profile; block: BlockId }) {
  const { t } = useTranslation();
  const compare = useAppState((state) => state.compare);
  const ids = profile.blocks.map((data) => data.block);
  const short = (id: BlockId) => id.replace('SE_', '').replace('_', '·');
  return (
    <label className="depthSlider">
      <span>{t('compare.distances.depth')}: </span>
      <b>{block}</b>
      <input
        type="range"
        min={0}
        max={ids.length - 1}
        value={ids.indexOf(block)}
        aria-valuetext={block}
        onChange={(event) => compare({ block: ids[event.currentTarget.valueAsNumber] })}
      />
      <span className="depthEnds small" aria-hidden>
        <span>{short(ids[0]!)}</span>
        <span>{short(ids.at(-1)!)}</span>
      </span>
    </label>
  );
}

function Matrix({ profile, set, block }: { profile: Profile; set: DistanceSet; block: BlockId }) {
  const { t } = useTranslation();
  const name = useClassName();
  const comparePair = useAppState((state) => state.comparePair);
  const pair = useClassPair();
  const [hover, setHover] = useState<ClassPair | null>(null);
  const distances = set.blocks[profile.blocks.findIndex((data) => data.block === block)]!;
  const median = useMemo(() => medianOf(distances, profile.classes), [distances, profile.classes]);
  const summary = useMemo(() => {
    const [near, far] = ends(distances, profile.classes);
    const pairOf = (at: number) => t('summary.pair', { a: name(Math.floor(at / profile.classes)), b: name(at % profile.classes) });
    return near === undefined || far === undefined ? undefined : t('summary.matrix', { median: two(median), near: pairOf(near), low: two(distances[near]!), far: pairOf(far), high: two(distances[far]!) });
  }, [t, distances, median, name, profile.classes]);
  const words = ({ a, b }: ClassPair, key: 'pair' | 'pairMedian') => {
    const distance = distances[a * profile.classes + b]!;
    const names = { a: name(a), b: name(b) };
    return Number.isNaN(distance) ? t('compare.distances.unknown', names) : t(`compare.distances.${key}`, { ...names, distance: two(distance), median: two(median) });
  };
  const read = hover ?? pair;
  return (
    <>
      <DistanceMatrix
        label={t('compare.distances.label', { block })}
        summary={summary}
        distances={distances}
        order={set.order}
        limit={set.limit}
        chosen={pair}
        hover={hover}
        format={formatTick}
        legend={t('compare.distances.legend')}
        describe={(of) => words(of, 'pair')}
        onHover={setHover}
        onOpen={({ a, b }) => a !== b && comparePair(a, b)}
      />
      <p className="readout" data-testid="distance">
        {read ? words(read, 'pairMedian') : ' '}
      </p>
    </>
  );
}

/** Class × class distances at a block; order and colours stay while one goes through the depth. */
export function DistancePanel() {
  const { t } = useTranslation();
  const profile = useAppState((state) => state.profile);
  const store = useAppStore();
  const block = useDistanceBlock();
  const { value: set, failed, again, done } = useDistances();
  if (!profile || !block) return null;
  return (
    <section className="panel" aria-labelledby="distances-title">
      <div className="panelHead">
        <h2 id="distances-title">{t('compare.distances.title', { count: profile.classes, value: formatCount(profile.classes) })}</h2>
        {set && (
          <TakeAway
            of={t('compare.distances.label', { block })}
            make={async () => (await import('../takeaway/parts/compare')).distancesPart(store.getState(), set, { block, ids: profile.blocks.map((data) => data.block) })}
          />
        )}
      </div>
      {set && <Matrix profile={profile} set={set} block={block} />}
      {!set && !failed && (
        <div role="status" className="busy">
          <Progress value={(100 * done) / profile.blocks.length} size="sm" aria-hidden />
          <span className="small">{t('compare.distances.working', { done, total: profile.blocks.length })}</span>
        </div>
      )}
      {failed && (
        <p className="note">
          {t('compare.failed')}{' '}
          <Button variant="default" size="compact-xs" onClick={again}>
            {t('compare.again')}
          </Button>
        </p>
      )}
      {set && <Depth profile={profile} block={block} />}
      <p className="note">{t('compare.distances.hint')}</p>
    </section>
  );
}
