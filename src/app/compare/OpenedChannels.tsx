import { CloseButton } from '@mantine/core';
import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { channelMean, type RankedClass, rankClasses } from '../../analysis/groups';
import { palette, type ClassColour } from '../../charts/palette';
import { PairedDots } from '../../charts/paired-list/PairedDots';
import type { BlockId, Profile } from '../../contracts';
import { formatFixed } from '../../locales/format';
import { useClassName } from '../classNames';
import { useAppState, useAppStore } from '../context';
import { useChosenClasses } from '../figure/curves';
import { TakeAway } from '../takeaway/TakeAway';
import { useChooseSubject } from './subjects';

const two = (value: number) => formatFixed(value, 2);
const shown = 6;
const slate = palette.at(-1)!;

function Ranked({ title, classes }: { title: string; classes: readonly RankedClass[] }) {
  const { t } = useTranslation();
  const name = useClassName();
  const chosen = useChosenClasses();
  const colourOf = (id: number): ClassColour => chosen.find((entry) => entry.id === id)?.colour ?? slate;
  return (
    <div>
      <h3>{title}</h3>
      <ol className="rankedClasses">
        {classes.map(({ id, value, half }) => (
          <li key={id}>
            <span className="name">{name(id)}</span>
            <PairedDots dots={[{ colour: colourOf(id), mean: value, spread: half }]} width={90} height={12} />
            <span className="number">{t('compare.opened.value', { value: two(value), half: two(half) })}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}

/** The person's images by how far they open the channels, most open first. */
function OwnImages({ block, channels }: { block: BlockId; channels: readonly number[] }) {
  const { t } = useTranslation();
  const images = useAppState((state) => state.images);
  const results = useAppState((state) => state.imageResults);
  const choose = useChooseSubject();
  const ranked = useMemo(
    () =>
      images
        .flatMap((image) => {
          const excitation = results[image.id]?.live?.excitation[block];
          return excitation ? [{ image, value: channelMean(excitation, channels) }] : [];
        })
        .sort((a, b) => b.value - a.value),
    [images, results, block, channels],
  );
  return (
    <div>
      <h3>{t('compare.opened.mine')}</h3>
      {ranked.length === 0 && <p className="note">{t('compare.opened.noMine')}</p>}
      <ul className="imageStrip">
        {ranked.map(({ image, value }) => (
          <li key={image.id}>
            <button type="button" className="plain" aria-label={t('compare.strip.one', { name: image.name, value: two(value) })} onClick={() => choose(`image:${image.id}`)}>
              <img src={image.url} alt="" width={44} height={44} />
              <span className="number">{two(value)}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

interface OpenedProps {
  profile: Profile;
  opened: { block: BlockId; channels: readonly number[] };
}

/** One channel or a group of them: the classes that open and close it most, and the person's images in the same order. */
export function OpenedChannels({ profile, opened: { block, channels } }: OpenedProps) {
  const { t } = useTranslation();
  const compare = useAppState((state) => state.compare);
  const store = useAppStore();
  const section = useRef<HTMLElement>(null);
  const data = profile.blocks.find((candidate) => candidate.block === block);
  const ranked = useMemo(() => (data ? rankClasses(data, profile.count, channels) : []), [data, profile, channels]);
  useEffect(() => {
    section.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  const count = Math.min(shown, Math.ceil(ranked.length / 2));
  const title = channels.length === 1 ? t('compare.opened.title', { block, channel: channels[0]! }) : t('compare.opened.group', { block, count: channels.length });
  return (
    <section className="panel" aria-labelledby="opened-title" data-testid="opened-channels" ref={section}>
      <div className="panelHead">
        <h2 id="opened-title">{title}</h2>
        <CloseButton size="sm" aria-label={t('compare.opened.close')} onClick={() => compare({ opened: undefined })} />
        <TakeAway of={title} make={async () => (await import('../takeaway/parts/compare')).openedPart(store.getState(), { block, channels }, ranked)} />
      </div>
      {channels.length > 1 && <p className="note">{t('compare.opened.groupNote')}</p>}
      <div className="openedGrid">
        <Ranked title={t('compare.opened.most')} classes={ranked.slice(0, count)} />
        <Ranked title={t('compare.opened.least')} classes={ranked.slice(ranked.length - count).reverse()} />
        <OwnImages block={block} channels={channels} />
      </div>
    </section>
  );
}
