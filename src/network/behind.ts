import type { BlockId, Plan } from '../contracts';
import { cost } from './cost';

/**
 * What share of a whole pass's multiply-adds lies behind what each SE block resumes from, by block: what a changed gate takes to run again where all
 * before it is stored.
 */
export function sharesBehind(plan: Plan): Map<BlockId, number> {
  const { total, blocks } = cost(plan);
  const head = plan.operations.findLast(({ op }) => op === 'linear');
  let behind = head?.op === 'linear' ? head.inFeatures * head.outFeatures : 0;
  const shares = new Map<BlockId, number>();
  for (const { id, backbone, se } of blocks.toReversed()) {
    behind += se.macs;
    if (plan.se.includes(id)) shares.set(id, behind / total.macs);
    behind += backbone.macs;
  }
  return shares;
}
