import type { BlockId } from '../../contracts';
import { useChosenSetting, usePlan } from '../selectors';

/** Class curves hold for all gates live, so they no longer do behind the first changed block. */
export function useFaded(block: BlockId): boolean {
  const plan = usePlan();
  const setting = useChosenSetting();
  if (!plan) return false;
  const first = plan.se.findIndex((id) => setting[id]);
  return first >= 0 && plan.se.indexOf(block) > first;
}
