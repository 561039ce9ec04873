import { Button, Progress } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type BlockRange, pull } from '../../analysis/transplant';
import { grey } from '../../charts/palette';
import { ProbabilityBars } from '../../charts/probability-bars/ProbabilityBars';
import { PullMatrix } from '../../charts/pull-matrix/PullMatrix';
import type { BlockId, BlockStatistics, ImageResult } from '../../contracts';
import { formatFixed, formatSigned } from '../../locales/format';
import type { ImageEntry } from '../../store/store';
import { useClassName } from '../classNames';
import { useAppState, useAppStore } from '../context';
import { Segments } from '../Segments';
import { TakeAway } from '../takeaway/TakeAway';
import { top } from '../top';
import { useShownImage } from './shownImage';
import { type Pair, parseSubject, type Subject } from './subjects';
import { useTransplants } from './useTransplants';

const two = (value: number) => formatFixed(value, 2);
const signed = (value: number) => formatSigned(value, 1);
const shortName = (block: BlockId) => block.replace('SE_', '').replace('_', '·');

const rangeName = (ids: readonly BlockId[], { from, to }: BlockRange) => (from === to ? ids[from]! : `${ids[from]!} – ${ids[to]!}`);

/** The class that a subject stands for; an image's is what the network takes it for. */
function useClassOf(subject: Subject): number | undefined {
  const { kind, id } = parseSubject(subject.key);
  const seen = useAppState((state) => (kind === 'image' ? state.imageResults[id]?.live : undefined));
  return kind === 'image' ? seen && top(seen.probabilities, 1)[0]?.index : id;
}

interface PullsProps {
  image: ImageEntry;
  live: ImageResult;
  /** Whose gates are put in. */
  giver: Subject;
  classes: { a: number; b: number };
  pair: Pair;
  statistics: readonly BlockStatistics[];
}

function Pulls({ image, live, giver, classes: { a, b }, pair, statistics }: PullsProps) {
  const { t } = useTranslation();
  const name = useClassName();
  const store = useAppStore();
  const [every, setEvery] = useState(false);
  const [picked, setPicked] = useState<BlockRange>();
  const ids = useMemo(() => statistics.map(({ block }) => block), [statistics]);
  const { found, total, idle } = useTransplants(image, giver, ids, every);
  const pulls = useMemo(() => {
    const values = new Float32Array(ids.length ** 2).fill(Number.NaN);
    for (const { from, to, result } of found) values[from * ids.length + to] = pull(live.logits, result.logits, { a, b });
    return values;
  }, [ids, found, live, a, b]);
  const pullOf = ({ from, to }: BlockRange) => pulls[from * ids.length + to]!;
  const strongest = found.filter(({ from, to }) => from === to).reduce<BlockRange | undefined>((most, one) => (!most || pullOf(one) > pullOf(most) ? one : most), undefined);
  if (!strongest) return <p className="note">{t('compare.transplant.working')}</p>;
  const chosen = picked ?? strongest;
  const after = found.find(({ from, to }) => from === chosen.from && to === chosen.to)?.result.probabilities;
  const limit = Math.max(0.5, Math.ceil(2 * pulls.reduce((most, value) => Math.max(most, Math.abs(value) || 0), 0)) / 2);
  const known = (range: BlockRange) => (Number.isNaN(pullOf(range)) ? t('compare.transplant.unknown') : signed(pullOf(range)));
  const describe = (range: BlockRange) => t('compare.transplant.range', { blocks: rangeName(ids, range), pull: known(range), name: name(b) });
  const rows = [...new Set([a, b, ...(after ? top(after, 3).map(({ index }) => index) : [])])].map((id) => ({ id, label: name(id), before: live.probabilities[id]!, after: after?.[id], truth: id === image.label }));
  const own = pair.a === giver ? pair.b : pair.a;
  const drawing = {
    names: ids.map(shortName),
    pulls,
    limit,
    colours: [own.key === `class:${a}` || own.key === `mine:${a}` ? own.colour : grey, giver.colour] as const,
    xTitle: t('compare.transplant.last'),
    yTitle: t('compare.transplant.first'),
    ends: [t('compare.transplant.away', { value: signed(-limit) }), t('compare.transplant.towards', { name: name(b), value: signed(limit) })] as const,
  };
  return (
    <div className="transplant">
      <PullMatrix
        {...drawing}
        label={t('compare.transplant.label', { name: image.name, giver: giver.label })}
        summary={describe(strongest)}
        chosen={chosen}
        describe={describe}
        onChoose={setPicked}
      />
      <div>
        <p data-testid="transplanted">
          <b>{rangeName(ids, chosen)}</b> {t('compare.transplant.pulls', { pull: known(chosen), a: name(a), b: name(b) })}
        </p>
        <ProbabilityBars label={t('predictions.title')} rows={rows} format={two} />
        <p className="note">{t('compare.transplant.strongest', { block: rangeName(ids, strongest), pull: signed(pullOf(strongest)) })}</p>
        {idle && found.length < total && (
          <Button className="every" size="compact-sm" variant="light" onClick={() => setEvery(true)}>
            {t('compare.transplant.every', { count: total - found.length })}
          </Button>
        )}
        {!idle && (
          <div className="busy">
            <Progress value={(100 * found.length) / total} aria-label={t('compare.transplant.progress', { done: found.length, total })} />
            <span className="small">{t('compare.transplant.progress', { done: found.length, total })}</span>
            {every && (
              <Button size="compact-sm" variant="default" onClick={() => setEvery(false)}>
                {t('common.cancel')}
              </Button>
            )}
          </div>
        )}
        <div className="withTakeAway">
          <p className="note">{t('compare.transplant.note', { a: name(a), b: name(b), giver: giver.label })}</p>
          <TakeAway
            of={t('compare.transplant.title')}
            make={async () => (await import('../takeaway/parts/transplant')).transplantPart(store.getState(), { image: image.name, giver: giver.label, ids, found, live, classes: { a, b }, drawing })}
          />
        </div>
      </div>
    </div>
  );
}

/** The image with the gates of the one or the other of the pair put in. */
export function TransplantPanel({ pair, statistics }: { pair: Pair; statistics: readonly BlockStatistics[] }) {
  const { t } = useTranslation();
  const name = useClassName();
  const image = useShownImage();
  const live = useAppState((state) => (image ? state.imageResults[image.id]?.live : undefined));
  const [chosen, setChosen] = useState<'a' | 'b'>();
  const [ofA, ofB] = [useClassOf(pair.a), useClassOf(pair.b)];
  if (!image || !live || ofA === undefined || ofB === undefined) return null;
  const own = image.label ?? top(live.probabilities, 1)[0]!.index;
  const side = chosen ?? (ofB === own ? 'a' : 'b');
  const b = side === 'a' ? ofA : ofB;
  return (
    <section className="panel" aria-labelledby="transplant-title" data-testid="transplant">
      <div className="panelHead">
        <h2 id="transplant-title">
          {t('compare.transplant.title')} <span className="sub">{image.name}</span>
        </h2>
        <Segments label={t('compare.transplant.whose')} value={side} onChange={setChosen} options={{ a: pair.a.label, b: pair.b.label }} />
      </div>
      {b === own ? (
        <p className="note">{t('compare.transplant.same', { name: name(own) })}</p>
      ) : (
        <Pulls key={side} image={image} live={live} giver={pair[side]} classes={{ a: own, b }} pair={pair} statistics={statistics} />
      )}
    </section>
  );
}
