import { useMemo } from 'react';
import { recordedOutcome, singleBlockOutcomes, paired } from '../analysis/outcome';
import type { AblationRecord, BlockId, Cost, Estimate, Manifest, Outcome, Plan, Setting } from '../contracts';
import { cost } from '../network/cost';
import { buildPlan } from '../network/plan';
import type { ImageEntry, ImageResults, State } from '../store/store';
import { useAppState, useLateAppState } from './context';

/** The plan of the shown network; the page reads it for costs and block shapes only. */
export function usePlan(): Plan | undefined {
  const manifest = useAppState((state) => state.manifest);
  return manifest && planOf(manifest);
}

export const planOf = (manifest: Manifest): Plan => once(plans, manifest, () => buildPlan(manifest.architecture, manifest.preprocessing.size));

const plans = new WeakMap<Manifest, Plan>();

/** Parameters and work with all gates live, and with the chosen ones. */
export function useCosts(): { before: Cost; after: Cost } | undefined {
  const plan = useSettledPlan();
  const setting = useChosenSetting();
  return useMemo(() => plan && { before: cost(plan), after: cost(plan, setting) }, [plan, setting]);
}

export function useRecordedOutcome(setting: Setting): Outcome | undefined {
  const record = useAppState((state) => state.record);
  return useMemo(() => record && recordedOutcome(record, setting), [record, setting]);
}

/** Blocks that may differ from live while the held-out activations still hold: the tail. */
export function tailOf(plan: Plan): readonly BlockId[] {
  return plan.se.slice(-3);
}

/** Whether the chosen setting leaves every block before the tail live. */
export function useHeldOutHolds(): boolean {
  const plan = usePlan();
  const setting = useChosenSetting();
  const shipped = useAppState((state) => state.manifest?.files['heldout.safetensors']);
  if (!plan || !shipped) return false;
  const tail = tailOf(plan);
  return (Object.keys(setting) as BlockId[]).every((block) => tail.includes(block));
}

const shownRecord = ({ record }: State): AblationRecord | undefined => record;

/** Change of top-1 in points when one block alone is changed, for every recorded block. */
export function useSingleBlocks(mode: 'frozen' | 'off' | undefined): Map<BlockId, Estimate> | undefined {
  const record = useLateAppState(shownRecord);
  const plan = usePlan();
  return record && plan && mode && once(singleBlocks[mode], record, () => changesAlone(record, plan, mode));
}

/** Frozen alone, with the scale that holds all blocks. */
export function useFrozenAlone(): { changes: Map<BlockId, Estimate>; domain: [number, number] } | undefined {
  const changes = useSingleBlocks('frozen');
  return changes && changes.size > 0 ? once(domains, changes, () => withDomain(changes)) : undefined;
}

/** A row of every block asks for these, and each takes a pass over all recorded decisions. */
const singleBlocks = { frozen: new WeakMap<AblationRecord, Map<BlockId, Estimate>>(), off: new WeakMap<AblationRecord, Map<BlockId, Estimate>>() };
const domains = new WeakMap<Map<BlockId, Estimate>, ReturnType<typeof withDomain>>();

function once<Key extends object, Value>(kept: WeakMap<Key, Value>, key: Key, make: () => Value): Value {
  const value = kept.get(key) ?? make();
  kept.set(key, value);
  return value;
}

function changesAlone(record: AblationRecord, plan: Plan, mode: 'frozen' | 'off'): Map<BlockId, Estimate> {
  const changes = new Map<BlockId, Estimate>();
  const outcomes = singleBlockOutcomes(record, plan.se, mode);
  for (const block of plan.se) {
    const outcome = outcomes[block];
    if (!outcome) continue;
    const { value, low, high } = paired(outcome).change.top1;
    changes.set(block, { value: value * 100, low: low * 100, high: high * 100 });
  }
  return changes;
}

function withDomain(changes: Map<BlockId, Estimate>): { changes: Map<BlockId, Estimate>; domain: [number, number] } {
  const estimates = [...changes.values()];
  return { changes, domain: [Math.min(0, ...estimates.map(({ low }) => low)), Math.max(0, ...estimates.map(({ high }) => high))] };
}

const shownManifest = ({ manifest }: State): Manifest | undefined => manifest;
const selectedResults = ({ selected, imageResults }: State): ImageResults | undefined => (selected === undefined ? undefined : imageResults[selected]);
const chosenSetting = ({ history }: State): Setting => history.setting;
const selectedImage = ({ images, selected }: State): ImageEntry | undefined => images.find(({ id }) => id === selected);

/** What follows from the gates is drawn in slices after the switch itself has moved. */
export function useChosenSetting(): Setting {
  return useLateAppState(chosenSetting);
}

/** The network that the chosen setting is of: another one comes with its own, in the same slice. */
export function useSettledManifest(): Manifest | undefined {
  return useLateAppState(shownManifest);
}

function useSettledPlan(): Plan | undefined {
  const manifest = useSettledManifest();
  return manifest && planOf(manifest);
}

/** What is shown of the selected image follows the choice in slices, together with its results. */
export function useSelectedImage(): ImageEntry | undefined {
  return useLateAppState(selectedImage);
}

export function useSelectedResults(): ImageResults | undefined {
  return useLateAppState(selectedResults);
}
