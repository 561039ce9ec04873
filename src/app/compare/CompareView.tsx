import './compare.css';
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useAppState } from '../context';
import { Unread } from '../figure/Unread';
import { ChannelsPanel } from './ChannelsPanel';
import { DistancePanel } from './DistancePanel';
import { GateRow } from './GateRow';
import { ImageStrip } from './ImageStrip';
import { useCompared } from './measured';
import { OpenedChannels } from './OpenedChannels';
import { PairPanel } from './PairPanel';
import { StandOutPanel } from './StandOutPanel';
import { usePair } from './subjects';
import { SubjectsPanel } from './SubjectsPanel';

/** Which classes, how far apart all are, and the person's images. */
export function CompareLeft() {
  const pair = usePair();
  return (
    <>
      <SubjectsPanel />
      <DistancePanel />
      <ImageStrip pair={pair} />
    </>
  );
}

/** Two classes side by side: block by block, and the channels that tell them apart. */
export function CompareView() {
  const { t } = useTranslation();
  const profile = useAppState((state) => state.profile);
  const statistics = useAppState((state) => state.statistics);
  const opened = useAppState((state) => state.comparison.opened);
  const pair = usePair();
  const { last, failed, again } = useCompared(pair);
  const compared = pair && last;
  if (!profile || !statistics) return <Unread says />;
  return (
    <>
      <div className="column columnMiddle" id="figure">
        {!pair && (
          <section className="panel">
            <p>{t('compare.needTwo')}</p>
          </section>
        )}
        {failed && (
          <section className="panel" role="alert">
            <p>{t('compare.failed')}</p>
            <Button variant="default" size="compact-sm" onClick={again}>
              {t('compare.again')}
            </Button>
          </section>
        )}
        {compared && <PairPanel compared={compared} profile={profile} statistics={statistics} />}
        {opened && <OpenedChannels key={`${opened.block} ${opened.channels.join(' ')}`} profile={profile} opened={opened} />}
        {compared && <StandOutPanel pair={compared.pair} statistics={statistics} />}
        <GateRow statistics={statistics} />
      </div>
      <div className="column columnRight">{compared && <ChannelsPanel compared={compared} />}</div>
    </>
  );
}
