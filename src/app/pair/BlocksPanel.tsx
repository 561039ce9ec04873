import { memo, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BlockPair } from '../../analysis/pairBlocks';
import { ExcitationPanel } from '../../charts/excitation-panel/ExcitationPanel';
import { Legend } from '../../charts/legend/Legend';
import { formatCount, formatFixed, formatTick } from '../../locales/format';
import { ClassPicker } from '../figure/ClassPicker';
import { useAppState, useAppStore } from '../context';
import { type ChosenClass, useChosenClasses } from '../figure/curves';
import { WhichBlocks } from '../figure/WhichBlocks';
import { InTurn } from '../inTurn';
import { rangesText } from '../summary';
import { TakeAway } from '../takeaway/TakeAway';
import { pairName } from './names';
import { type Empty, shownPairs, type SideCurves, sideCurves } from './panels';
import type { Side, Two } from './sides';

const height = 120;
const decimals = (value: number) => formatFixed(value, 2);

interface OneProps {
  side: Pick<Side, 'key' | 'label'>;
  curves: SideCurves | Empty;
}

const OnePanel = memo(function OnePanel({ side, curves }: OneProps) {
  const { t } = useTranslation();
  const [hover, setHover] = useState<number | null>(null);
  if (typeof curves === 'string') return <p className="note pairEmpty">{t(`pair.blocks.empty.${curves}`, { name: side.label })}</p>;
  const { block, channels, order, ribbon, all, classes, image } = curves;
  const lines = [...classes.map(({ label, mean }) => ({ label, values: mean })), ...(image ? [{ label: image.label, values: image.excitation }] : [])];
  return (
    <ExcitationPanel
      title={side.label}
      channelsLabel={t('figure.channels', { value: formatCount(channels) })}
      label={t('pair.blocks.label', { name: side.label, block, channels: formatCount(channels) })}
      summary={rangesText(t, lines.length > 0 ? lines : [{ label: t('figure.allClasses'), values: all! }])}
      order={order}
      ribbon={ribbon}
      classes={classes}
      image={image}
      height={height}
      hoverChannel={hover}
      format={formatTick}
      describe={(channel) => t('figure.readout', { channel, values: lines.map(({ label, values }) => `${label} ${decimals(values[channel]!)}`).join(', ') })}
      onHover={setHover}
    />
  );
});

interface Drawing {
  pair: BlockPair;
  a: SideCurves | Empty;
  b: SideCurves | Empty;
}

const spreadOf = (curves: SideCurves | Empty) => (typeof curves === 'string' || curves.spread === undefined ? '–' : decimals(curves.spread));

function Pair({ drawing: { pair, a, b }, two }: { drawing: Drawing; two: Two }) {
  const { t } = useTranslation();
  return (
    <div className="pairBlock" role="group" aria-label={pairName(pair)}>
      <h3>
        {pairName(pair)} <span className="sub small">{t('pair.blocks.spread', { a: spreadOf(a), b: spreadOf(b) })}</span>
      </h3>
      <div className="pairSides">
        <OnePanel side={two.a} curves={a} />
        <OnePanel side={two.b} curves={b} />
      </div>
    </div>
  );
}

function Classes({ two, chosen, image }: { two: Two; chosen: readonly ChosenClass[]; image: boolean }) {
  const { t } = useTranslation();
  const count = [two.a, two.b].filter(({ profile }) => profile).length;
  const lost = chosen.filter(({ id }) => two.classes.toB[id] === undefined);
  return (
    <>
      <Legend label={t('figure.legend')} classes={chosen} image={image ? t('figure.image') : undefined} ribbon={count > 0 ? t('pair.blocks.ribbon') : undefined}>
        <ClassPicker />
      </Legend>
      {lost.length > 0 && <p className="note">{t('pair.blocks.lost', { name: two.b.label, names: lost.map(({ label }) => label).join(', ') })}</p>}
    </>
  );
}

/** The same classes, and the chosen image, in the blocks of both. */
export function BlocksPanel({ two }: { two: Two }) {
  const { t } = useTranslation();
  const store = useAppStore();
  const which = useAppState((state) => state.comparison.blocks);
  const compare = useAppState((state) => state.compare);
  const selected = useAppState((state) => state.images.find(({ id }) => id === state.selected));
  const chosen = useChosenClasses();
  const longer = two.a.plan.se.length < two.b.plan.se.length ? two.b.plan.se : two.a.plan.se;
  const image = useMemo(() => selected && { id: selected.id, label: selected.name }, [selected]);
  const drawings = useMemo(
    () => shownPairs(two, which).map((pair): Drawing => ({ pair, a: sideCurves(two.a, two, pair.a, { chosen, image }), b: sideCurves(two.b, two, pair.b, { chosen, image }) })),
    [two, which, chosen, image],
  );
  const title = t('pair.blocks.title');
  return (
    <section className="panel" aria-labelledby="pair-blocks-title" data-testid="pair-blocks">
      <div className="panelHead">
        <h2 id="pair-blocks-title">
          {title} <span className="sub">{t('pair.blocks.sub')}</span>
        </h2>
        <WhichBlocks ids={longer} value={which} onChange={(blocks) => compare({ blocks })} />
        <TakeAway of={title} make={async () => (await import('../takeaway/parts/pair')).blocksPart(store.getState(), two, { drawings, chosen })} />
      </div>
      <Classes two={two} chosen={chosen} image={image !== undefined} />
      <div className="pairBlocks">
        {drawings.map((drawing, i) => (
          <InTurn key={i} value={drawing} empty={<div style={{ height: height + 60 }} />}>
            {(shown) => <Pair drawing={shown} two={two} />}
          </InTurn>
        ))}
      </div>
      <p className="note">{t('pair.blocks.note')}</p>
    </section>
  );
}
