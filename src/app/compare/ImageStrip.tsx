import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { groupDistance } from '../../analysis/distance';
import { channelMean } from '../../analysis/groups';
import type { BlockId, BlockStatistics, ImageResult } from '../../contracts';
import { formatFixed } from '../../locales/format';
import type { Comparison } from '../../store/store';
import { Choice } from '../Choice';
import { useAppState } from '../context';
import { useDistanceBlock } from './measured';
import { type Pair, type Subject, useChooseSubject } from './subjects';

type Key = 'added' | 'opened' | 'toA' | 'toB' | 'all';

const two = (value: number) => formatFixed(value, 2);

/** Root mean square distance of an image to a subject over all blocks, each weighing the same. */
function distanceTo({ excitation }: ImageResult, subject: Subject): number {
  const blocks = Object.keys(excitation) as BlockId[];
  const squares = blocks.map((block) => groupDistance({ n: 1, mean: excitation[block]! }, subject.moments(block)) ** 2);
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / squares.length);
}

interface Measure {
  opened: Comparison['opened'];
  pair: Pair | undefined;
  statistics: BlockStatistics | undefined;
}

function valueOf(key: Key, result: ImageResult, { opened, pair, statistics }: Measure): number | undefined {
  if (key === 'opened' && opened) return channelMean(result.excitation[opened.block]!, opened.channels);
  if (key === 'toA' && pair) return distanceTo(result, pair.a);
  if (key === 'toB' && pair) return distanceTo(result, pair.b);
  if (key === 'all' && statistics) return groupDistance({ n: 1, mean: result.excitation[statistics.block]! }, { n: 1, mean: statistics.all });
  return undefined;
}

/** The person's images in an order of their choice: by the opened channels, or by how far they are from either side or from all. */
export function ImageStrip({ pair }: { pair: Pair | undefined }) {
  const { t } = useTranslation();
  const images = useAppState((state) => state.images);
  const results = useAppState((state) => state.imageResults);
  const opened = useAppState((state) => state.comparison.opened);
  const all = useAppState((state) => state.statistics);
  const block = useDistanceBlock();
  const choose = useChooseSubject();
  const [wanted, setKey] = useState<Key>('added');
  const key = (wanted === 'opened' && !opened) || ((wanted === 'toA' || wanted === 'toB') && !pair) ? 'added' : wanted;
  const statistics = useMemo(() => all?.find((entry) => entry.block === block), [all, block]);
  const ranked = useMemo(() => {
    const rows = images.map((image) => {
      const live = results[image.id]?.live;
      return { image, value: live && valueOf(key, live, { opened, pair, statistics }) };
    });
    const sign = key === 'toA' || key === 'toB' ? 1 : -1;
    return key === 'added' ? rows : rows.sort((x, y) => sign * ((x.value ?? sign * Infinity) - (y.value ?? sign * Infinity)));
  }, [images, results, key, opened, pair, statistics]);
  return (
    <section className="panel" aria-labelledby="strip-title" data-testid="image-strip">
      <h2 id="strip-title">{t('compare.strip.title')}</h2>
      {images.length === 0 ? (
        <p className="note">{t('compare.strip.none')}</p>
      ) : (
        <>
          <Choice
            size="xs"
            label={t('compare.strip.sort')}
            allowDeselect={false}
            value={key}
            onChange={(value) => setKey(value as Key)}
            data={[
              { value: 'added', label: t('compare.strip.added') },
              ...(opened ? [{ value: 'opened', label: t('compare.strip.opened') }] : []),
              ...(pair ? [{ value: 'toA', label: t('compare.strip.toA', { name: pair.a.label }) }, { value: 'toB', label: t('compare.strip.toB', { name: pair.b.label }) }] : []),
              ...(block ? [{ value: 'all', label: `${t('compare.strip.all')} (${block})` }] : []),
            ]}
          />
          <ul className="imageStrip">
            {ranked.map(({ image, value }) => (
              <li key={image.id}>
                <button
                  type="button"
                  className="plain"
                  aria-label={value === undefined ? t('compare.pick', { name: image.name }) : t('compare.strip.one', { name: image.name, value: two(value) })}
                  title={image.name}
                  onClick={() => choose(`image:${image.id}`)}
                >
                  <img src={image.url} alt="" width={44} height={44} />
                  {value !== undefined && <span className="number">{two(value)}</span>}
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
