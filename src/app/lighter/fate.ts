import type { BlockId, Plan, Setting } from '../../contracts';
import { takerOf } from '../../network/folding';

/** What becomes of a gate that isn't live: worked into the convolution before it or after it, kept as a product, or gone. */
export type Fate = 'out' | 'in' | 'product' | 'off';

/** The changed blocks by what becomes of their gates, in depth; only what there is. */
export function fates(plan: Plan, setting: Setting): [Fate, BlockId[]][] {
  const fateOf = (block: BlockId): Fate => (setting[block] === 'off' ? 'off' : (takerOf(plan, block)?.side ?? 'product'));
  const changed = plan.se.filter((block) => setting[block]);
  const all = (['out', 'in', 'product', 'off'] as const).map((fate): [Fate, BlockId[]] => [fate, changed.filter((block) => fateOf(block) === fate)]);
  return all.filter(([, blocks]) => blocks.length > 0);
}
