import type { BlockId } from '../../contracts';
import { useLateAppState } from '../context';
import { chosenSetting, usePlan } from '../selectors';

/** Class curves hold for all gates live, so they no longer do behind the first changed block. */
export function useFaded(block: BlockId): boolean {
  const plan = usePlan();
  const setting = useLateAppState(chosenSetting);
  if (!plan) return false;
  const first = plan.se.findIndex((id) => setting[id]);
  return first >= 0 && plan.se.indexOf(block) > first;
}
