import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Growth, type GrowthRow } from '../../charts/growth/Growth';
import type { BlockId, Manifest } from '../../contracts';
import { formatCount, formatPercent } from '../../locales/format';
import { stageWith } from '../../network/architecture';
import { useAppStore } from '../context';
import { useCosts } from '../selectors';
import { TakeAway } from '../takeaway/TakeAway';
import { type GrowthCase, growthByChannels, growthByR } from './growth';
import { withRounding } from './rounded';

const rowsOf = (cases: readonly GrowthCase[]): GrowthRow[] => cases.map(({ at, se, own }) => ({ key: String(at), label: formatCount(at), values: [se.parameters, se.macs], own }));

/** Parameters and multiply-adds of one SE module, and how they grow. */
export function CostPanel({ manifest, block }: { manifest: Manifest; block: BlockId }) {
  const { t } = useTranslation();
  const costs = useCosts();
  const store = useAppStore();
  const grown = useMemo(() => ({ byR: rowsOf(growthByR(manifest, block)), byC: rowsOf(growthByChannels(manifest, block)) }), [manifest, block]);
  const own = costs?.before.blocks.find(({ id }) => id === block);
  if (!own) return null;
  const { parameters, macs } = own.se;
  const heads = [t('oneBlock.cost.parameters'), t('oneBlock.cost.macs')] as const;
  return (
    <section className="panel" aria-labelledby="block-cost-title" data-testid="block-cost">
      <div className="panelHead">
        <h2 id="block-cost-title">{t('oneBlock.cost.title')}</h2>
        <TakeAway of={t('oneBlock.cost.title')} make={async () => (await import('../takeaway/parts/oneBlock')).costPart(store.getState(), block, grown)} />
      </div>
      <p className="note">
        {t(stageWith(manifest.architecture, block).kind === 'inception' ? 'oneBlock.cost.ownModule' : 'oneBlock.cost.own', {
          parameters: formatCount(parameters),
          macs: formatCount(macs),
          share: formatPercent(parameters / (parameters + own.backbone.parameters)),
        })}{' '}
        {withRounding(t, t('oneBlock.cost.note'), manifest.architecture.se)}
      </p>
      <div className="costGrid">
        <Growth label={t('oneBlock.cost.byR')} heads={heads} rows={grown.byR} format={formatCount} own={t('oneBlock.cost.this')} />
        {grown.byC.length > 0 && <Growth label={t('oneBlock.cost.byC')} heads={heads} rows={grown.byC} format={formatCount} own={t('oneBlock.cost.this')} />}
      </div>
    </section>
  );
}
