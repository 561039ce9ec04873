import { Button } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sortedOrder } from '../../analysis/curves';
import { percentileBand } from '../../analysis/percentiles';
import { enoughFor, meanExcitation, type Member } from '../../analysis/provisional';
import { ExcitationPanel } from '../../charts/excitation-panel/ExcitationPanel';
import type { BlockId } from '../../contracts';
import { formatCount, formatFixed, formatTick } from '../../locales/format';
import { useAppState, useSession } from '../context';
import { useSelectedResults } from '../selectors';
import { rangesText } from '../summary';
import { paperSix } from './curves';
import { membersOf } from './provisional';

/** Fewer images than this have no percentiles to speak of. */
const BAND_FROM = 5;
const none: readonly never[] = [];

/** All images of the person's in one block: their mean, and where they are enough the 10th to 90th percentile. */
function bandOf(members: readonly Member[], block: BlockId) {
  const all = meanExcitation(members, block);
  const flat = new Float32Array(members.length * all.length);
  members.forEach(({ excitation }, i) => flat.set(excitation[block]!, i * all.length));
  const { p10, p90 } = percentileBand(flat, all.length, members.map((_, i) => i));
  return { all, order: sortedOrder(all), ribbon: members.length < BAND_FROM ? undefined : { low: p10, high: p90 } };
}

function Panel({ block, members }: { block: BlockId; members: readonly Member[] }) {
  const { t } = useTranslation();
  const [hover, setHover] = useState<number | null>(null);
  const { all, order, ribbon } = useMemo(() => bandOf(members, block), [members, block]);
  const excitation = useSelectedResults()?.live?.excitation[block];
  const label = t('figure.image');
  const image = useMemo(() => excitation && { label, excitation }, [excitation, label]);
  const channels = formatCount(all.length);
  return (
    <ExcitationPanel
      title={block}
      channelsLabel={t('figure.channels', { value: channels })}
      label={t('figure.panelLabel', { block, channels })}
      summary={rangesText(t, [{ label: t('network.mean'), values: all }, ...(image ? [{ label, values: image.excitation }] : [])])}
      order={order}
      ribbon={ribbon}
      all={all}
      classes={none}
      image={image}
      directLabels
      hoverChannel={hover}
      format={formatTick}
      describe={(channel) => t('network.at', { channel, mean: formatFixed(all[channel]!, 2), image: excitation ? formatFixed(excitation[channel]!, 2) : '–' })}
      onHover={setHover}
    />
  );
}

/** Of a network that came without a profile: what its blocks do on the person's images, and the way to a provisional profile. */
export function OwnFigure() {
  const { t } = useTranslation();
  const session = useSession();
  const choose = useAppState((state) => state.choose);
  const images = useAppState((state) => state.images);
  const imageResults = useAppState((state) => state.imageResults);
  const blocks = useAppState((state) => state.manifest!.architecture.se.blocks);
  const members = useMemo(() => membersOf({ images, imageResults }), [images, imageResults]);
  const shown = blocks.length <= 6 ? blocks : paperSix(blocks);
  const enough = enoughFor(members.map(({ label }) => label));
  return (
    <section className="panel" aria-labelledby="figure-title" data-testid="figure">
      <div className="panelHead">
        <h2 id="figure-title">
          {t('figure.title')} <span className="sub">{members.length > 0 && t('network.ownSubtitle', { count: members.length })}</span>
        </h2>
      </div>
      {blocks.length === 0 ? <p>{t('network.noSe')}</p> : <p className="note">{t('network.lacks')}</p>}
      {members.length > 0 && (
        <div className="panels">
          {shown.map((block) => (
            <Panel key={block} block={block} members={members} />
          ))}
        </div>
      )}
      {blocks.length > 0 && (
        <p className="note">
          <Button size="compact-sm" variant="light" disabled={!enough} onClick={() => void session.profileImages()}>
            {t('network.profile')}
          </Button>{' '}
          {t(enough ? 'network.profileNote' : 'network.profileNeeds')}{' '}
          <button type="button" className="link" onClick={() => choose({ datasetOpen: true })}>
            {t('dataset.orSet')}
          </button>
        </p>
      )}
    </section>
  );
}
