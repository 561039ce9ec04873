import './block.css';
import { Button } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { ChannelStrip } from '../../charts/block-flow/ChannelStrip';
import type { BlockId, Plan } from '../../contracts';
import { formatCount, formatPercent } from '../../locales/format';
import { useClassName } from '../classNames';
import { useAppState, useAppStore } from '../context';
import { Unread } from '../figure/Unread';
import { stageOf } from '../gates/quick';
import { OpenDefault } from '../network/OpenDefault';
import { usePlan, useSelectedImage } from '../selectors';
import { TakeAway } from '../takeaway/TakeAway';
import { top } from '../top';
import { BlockChooser } from './BlockChooser';
import { CostPanel } from './CostPanel';
import { followedChannel, flowSteps } from './flow';
import { FollowedChannel } from './FollowedChannel';
import { ImageFlow, useChannels } from './ImageFlow';
import { type Explained, useExplained } from './useExplained';

/** The block that a person chose, else the one where classes differ most. */
function useStudiedBlock(): BlockId | undefined {
  const plan = usePlan();
  const chosen = useAppState((state) => state.studied);
  const statistics = useAppState((state) => state.statistics);
  if (chosen && plan?.se.includes(chosen)) return chosen;
  const most = statistics?.reduce((best, entry) => (entry.spread.value > best.spread.value ? entry : best));
  return most?.block ?? plan?.se.at(-1);
}

function Flow({ shown, plan, stale }: { shown: Explained; plan: Plan; stale: boolean }) {
  const { t } = useTranslation();
  const wanted = useAppState((state) => state.channel);
  const flow = useMemo(() => flowSteps(t, plan, shown), [t, plan, shown]);
  const { steps, channels, byGate, lines } = flow;
  const channel = followedChannel(flow, wanted);
  const { summary, describe, onFollow } = useChannels(shown, flow);
  return (
    <div data-stale={stale || undefined} className="flowWhole">
      <ImageFlow shown={shown} flow={flow} channel={channel} />
      <div className="flowBelow">
        <div>
          <h3>
            {t('oneBlock.strip', { value: formatCount(channels) })} <span className="small">{t('oneBlock.stripHint')}</span>
          </h3>
          <ChannelStrip
            label={t('oneBlock.strip', { value: formatCount(channels) })}
            summary={summary}
            lines={lines}
            order={byGate}
            followed={channel}
            describe={describe}
            onFollow={onFollow}
          />
        </div>
        <FollowedChannel explained={shown.explained} se={plan.architecture.se} steps={steps} channel={channel} />
      </div>
    </div>
  );
}

function Subtitle({ shown: { explained, image, setting } }: { shown: Explained }) {
  const { t } = useTranslation();
  const className = useClassName();
  const [first] = top(explained.result.probabilities, 1);
  if (!first) return null;
  return (
    <span className="sub">
      {t('oneBlock.of', { name: image.name, class: className(first.index), percent: formatPercent(first.value, 0) })}
      {Object.keys(setting).length > 0 && ` (${t('oneBlock.changed')})`}
    </span>
  );
}

/** One image through one SE block, on the numbers of the pass that predicts it. */
export function BlockView() {
  const { t } = useTranslation();
  const plan = usePlan();
  const manifest = useAppState((state) => state.manifest);
  const choose = useAppState((state) => state.choose);
  const store = useAppStore();
  const image = useSelectedImage();
  const block = useStudiedBlock();
  const { shown, busy, failed, again } = useExplained(block);
  if (!plan || !manifest) return <Unread says />;
  if (!block) {
    return (
      <section className="panel">
        <p>{t('oneBlock.noSe')}</p>
        <OpenDefault />
      </section>
    );
  }
  return (
    <div className="column columnMiddle" id="figure">
      <section className="panel oneBlock" aria-labelledby="one-block-title" aria-busy={busy} data-testid="one-block">
        <div className="panelHead">
          <h2 id="one-block-title">
            {t('oneBlock.title', { stage: stageOf(block), index: block.split('_')[2] })} {shown && <Subtitle shown={shown} />}
          </h2>
          <BlockChooser blocks={plan.se} value={block} onChange={(studied) => choose({ studied })} />
          {shown && <TakeAway of={shown.explained.block} make={async () => (await import('../takeaway/parts/oneBlock')).oneBlockPart(store.getState(), plan, shown)} />}
        </div>
        <p className="note">{t(plan.architecture.se.squeeze === 'none' ? 'oneBlock.leadMap' : 'oneBlock.lead')}</p>
        {failed && (
          <p role="alert">
            {t('oneBlock.failed')}{' '}
            <Button variant="default" size="compact-sm" onClick={again}>
              {t('common.retry')}
            </Button>
          </p>
        )}
        {shown && <Flow shown={shown} plan={plan} stale={busy} />}
        {!shown && busy && <p className="skeleton">{t('oneBlock.computing')}</p>}
        {!image && <p className="skeleton">{t('oneBlock.invite')}</p>}
      </section>
      <CostPanel manifest={manifest} block={block} />
    </div>
  );
}
