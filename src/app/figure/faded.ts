import type { BlockId, Setting } from '../../contracts';
import { useChosenSetting, usePlan } from '../selectors';

/** Class curves hold for all gates live, so they no longer do behind the first changed block. `se` in depth. */
export function isFaded(block: BlockId, setting: Setting, se: readonly BlockId[]): boolean {
  const first = se.findIndex((id) => setting[id]);
  return first >= 0 && se.indexOf(block) > first;
}

export function useFaded(block: BlockId): boolean {
  const plan = usePlan();
  const setting = useChosenSetting();
  return plan !== undefined && isFaded(block, setting, plan.se);
}
