import './compare.css';
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useAppState } from '../context';
import { Unread } from '../figure/Unread';
import { ChannelsPanel } from './ChannelsPanel';
import { DistancePanel } from './DistancePanel';
import { GateRow } from './GateRow';
import { ImageStrip } from './ImageStrip';
import { InTurn } from '../inTurn';
import { later } from '../later';
import { Segments } from '../Segments';
import { useCompared } from './measured';
import { OpenedChannels } from './OpenedChannels';
import { PairPanel } from './PairPanel';
import { StandOutPanel } from './StandOutPanel';
import { usePair } from './subjects';
import { SubjectsPanel } from './SubjectsPanel';
import { TransplantPanel } from './TransplantPanel';

const always = {};

const PairLeft = later(async () => (await import('../pair/PairView')).PairLeft);
const PairView = later(async () => (await import('../pair/PairView')).PairView, { inPlace: true });

/** What stands beside one another; an embedded part has no second network. */
function Switch() {
  const { t } = useTranslation();
  const compared = useAppState((state) => state.compared);
  const choose = useAppState((state) => state.choose);
  return (
    <Segments label={t('pair.which')} value={compared} onChange={(value) => choose({ compared: value })} options={{ classes: t('pair.twoClasses'), networks: t('pair.title') }} />
  );
}

/** Which classes, how far apart all are, and the person's images. */
export function CompareLeft({ open }: { open?: () => void }) {
  const networks = useAppState((state) => state.compared === 'networks');
  if (!open) return <ClassesLeft />;
  return (
    <>
      <Switch />
      {networks ? <PairLeft open={open} /> : <ClassesLeft />}
    </>
  );
}

function ClassesLeft() {
  const pair = usePair();
  return (
    <>
      <SubjectsPanel />
      <InTurn value={always}>{() => <DistancePanel />}</InTurn>
      <InTurn value={always}>{() => <ImageStrip pair={pair} />}</InTurn>
    </>
  );
}

/** Two classes, or two networks, side by side. */
export function CompareView() {
  const networks = useAppState((state) => state.compared === 'networks' && !state.embed);
  return networks ? <PairView /> : <Classes />;
}

/** Two classes: block by block, and the channels that tell them apart. */
function Classes() {
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
        {opened && (
          <InTurn value={opened}>{(shown) => <OpenedChannels key={`${shown.block} ${shown.channels.join(' ')}`} profile={profile} opened={shown} />}</InTurn>
        )}
        {compared && <InTurn value={compared}>{(shown) => <StandOutPanel pair={shown.pair} statistics={statistics} />}</InTurn>}
        <InTurn value={statistics}>{(shown) => <GateRow statistics={shown} />}</InTurn>
        {compared && <InTurn value={compared}>{(shown) => <TransplantPanel pair={shown.pair} statistics={statistics} />}</InTurn>}
      </div>
      <div className="column columnRight">{compared && <InTurn value={compared}>{(shown) => <ChannelsPanel compared={shown} />}</InTurn>}</div>
    </>
  );
}
