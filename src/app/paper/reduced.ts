import type { Manifest, Work } from '../../contracts';
import { cost } from '../../network/cost';
import { buildPlan } from '../../network/plan';

/** What a network costs with another reduction, from its plan: all of it, and its SE modules. */
export function reducedCost({ architecture, preprocessing: { size } }: Pick<Manifest, 'architecture' | 'preprocessing'>, r: number): { total: Work; se: Work } {
  const { total, se } = cost(buildPlan({ ...architecture, se: { ...architecture.se, r } }, size));
  return { total, se };
}
