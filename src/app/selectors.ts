import { useMemo } from 'react';
import { recordedOutcome, singleBlockOutcomes, paired } from '../analysis/outcome';
import type { BlockId, Cost, Estimate, Manifest, Outcome, Plan, Setting } from '../contracts';
import { cost } from '../network/cost';
import { buildPlan } from '../network/plan';
import type { ImageEntry } from '../store/store';
import { useAppState } from './context';

/** The plan of the shown network; the page reads it for costs and block shapes only. */
export function usePlan(): Plan | undefined {
  const manifest = useAppState((state) => state.manifest);
  return manifest && planOf(manifest);
}

const plans = new WeakMap<Manifest, Plan>();

function planOf(manifest: Manifest): Plan {
  const plan = plans.get(manifest) ?? buildPlan(manifest.architecture, manifest.preprocessing.size);
  plans.set(manifest, plan);
  return plan;
}

/** Parameters and work with all gates live, and with the chosen ones. */
export function useCosts(): { before: Cost; after: Cost } | undefined {
  const plan = usePlan();
  const setting = useAppState((state) => state.history.setting);
  return useMemo(() => plan && { before: cost(plan), after: cost(plan, setting) }, [plan, setting]);
}

export function useRecordedOutcome(setting: Setting): Outcome | undefined {
  const record = useAppState((state) => state.record);
  return useMemo(() => record && recordedOutcome(record, setting), [record, setting]);
}

/** Blocks that may differ from live while the held-out activations still hold: the tail. */
function tailOf(plan: Plan): readonly BlockId[] {
  return plan.se.slice(-3);
}

/** Whether the chosen setting leaves every block before the tail live. */
export function useHeldOutHolds(): boolean {
  const plan = usePlan();
  const setting = useAppState((state) => state.history.setting);
  const shipped = useAppState((state) => state.manifest?.files['heldout.safetensors']);
  if (!plan || !shipped) return false;
  const tail = tailOf(plan);
  return (Object.keys(setting) as BlockId[]).every((block) => tail.includes(block));
}

/** Change of top-1 in points when one block alone is changed, for every recorded block, and the scale that holds them all. */
export function useSingleBlocks(mode: 'frozen' | 'off'): Map<BlockId, Estimate> | undefined {
  const record = useAppState((state) => state.record);
  const plan = usePlan();
  return useMemo(() => {
    if (!record || !plan) return undefined;
    const changes = new Map<BlockId, Estimate>();
    const outcomes = singleBlockOutcomes(record, plan.se, mode);
    for (const block of plan.se) {
      const outcome = outcomes[block];
      if (!outcome) continue;
      const { value, low, high } = paired(outcome).change.top1;
      changes.set(block, { value: value * 100, low: low * 100, high: high * 100 });
    }
    return changes;
  }, [record, plan, mode]);
}

export function useFrozenAlone(): { changes: Map<BlockId, Estimate>; domain: [number, number] } | undefined {
  const changes = useSingleBlocks('frozen');
  return useMemo(() => {
    if (!changes || changes.size === 0) return undefined;
    const estimates = [...changes.values()];
    return { changes, domain: [Math.min(0, ...estimates.map(({ low }) => low)), Math.max(0, ...estimates.map(({ high }) => high))] };
  }, [changes]);
}

export function useSelectedImage(): ImageEntry | undefined {
  const images = useAppState((state) => state.images);
  const selected = useAppState((state) => state.selected);
  return images.find((image) => image.id === selected);
}
