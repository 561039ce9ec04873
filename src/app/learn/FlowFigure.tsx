import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Plan } from '../../contracts';
import { formatCount } from '../../locales/format';
import { type FlowSteps, followedChannel, flowSteps } from '../block/flow';
import { ImageFlow } from '../block/ImageFlow';
import type { StepKey } from '../block/steps';
import type { Explained } from '../block/useExplained';
import { useAppState, useAppStore } from '../context';
import { TakeAway } from '../takeaway/TakeAway';
import { useLive } from './live';
import { OpenIn } from './OpenIn';

/** How far through the block a figure goes. */
export type Until = 'mixing' | 'squeeze' | 'excite' | 'scale';

const last: Record<Until, readonly StepKey[]> = { mixing: ['input'], squeeze: ['squeeze'], excite: ['excitation', 'linear'], scale: ['scale'] };

/** The image in the block with the channel that is followed; undefined until the network has answered. */
export function useFlow(): { flow: FlowSteps; channel: number; shown: Explained; plan: Plan } | undefined {
  const { t } = useTranslation();
  const { plan, shown } = useLive();
  const wanted = useAppState((state) => state.channel);
  const flow = useMemo(() => (plan && shown ? flowSteps(t, plan, shown) : undefined), [t, plan, shown]);
  return useMemo(() => flow && shown && plan && { flow, channel: followedChannel(flow, wanted), shown, plan }, [flow, shown, plan, wanted]);
}

function Flow({ until, flow, channel, shown }: { until: Until; flow: FlowSteps; channel: number; shown: Explained }) {
  const { t } = useTranslation();
  const { explained, image } = shown;
  const { block } = explained;
  const { stale, plan } = useLive();
  const store = useAppStore();
  const steps = useMemo(() => flow.steps.slice(0, flow.steps.findLastIndex(({ key }) => last[until].includes(key)) + 1), [flow, until]);
  const [first] = flow.steps;
  const words = { block, image: image.name, channel, channels: formatCount(flow.channels), size: first!.shape.slice(0, -1).join(' × ') };
  return (
    <div className="panel learnFigure">
      <div className="learnFlow" data-stale={stale || undefined}>
        <ImageFlow shown={shown} flow={flow} channel={channel} steps={steps} />
      </div>
      <div className="withTakeAway">
        <p className="note">
          {t(flow.squeezed || (until !== 'excite' && until !== 'scale') ? `learn.${until}.caption` : `learn.${until}.captionMap`, words)} <OpenIn section="block" studied={block} channel={channel} />
        </p>
        {until === 'scale' && plan && <TakeAway of={t('learn.scale.title')} make={async () => (await import('../takeaway/parts/oneBlock')).oneBlockPart(store.getState(), plan, shown)} />}
      </div>
    </div>
  );
}

/** The chosen image's way through one block, up to the step that is being explained. */
export function FlowFigure({ until }: { until: Until }) {
  const found = useFlow();
  if (!found) return <Waiting />;
  return until === 'squeeze' && !found.flow.squeezed ? <NoSqueeze /> : <Flow until={until} {...found} />;
}

function NoSqueeze() {
  const { t } = useTranslation();
  return <p className="panel learnFigure note">{t('learn.noSqueeze')}</p>;
}

/** In the place of a figure that needs an image. */
export function Waiting() {
  const { t } = useTranslation();
  const { withoutSe } = useLive();
  if (withoutSe) return null;
  return <p className="panel learnFigure note">{t('learn.waiting')}</p>;
}
