import { useMemo } from 'react';
import { type ClassPairs, pairClasses } from '../../analysis/pairClasses';
import { type BlockPairs, pairBlocks } from '../../analysis/pairBlocks';
import type { AblationRecord, Cost, ImageResult, Manifest, Plan, ProfileSet } from '../../contracts';
import { cost } from '../../network/cost';
import type { SecondNetwork, SecondSet, State } from '../../store/store';
import { useAppState } from '../context';
import { planOf } from '../selectors';

/** One of the two networks, with what is known of it; all gates live. */
export interface Side {
  key: 'a' | 'b';
  /** Unlike the other's. */
  label: string;
  manifest: Manifest;
  plan: Plan;
  cost: Cost;
  profile?: Pick<ProfileSet, 'profile' | 'statistics'>;
  record?: AblationRecord;
  resultOf: (image: number) => ImageResult | undefined;
}

export interface Two {
  a: Side;
  b: Side;
  classes: ClassPairs;
  blocks: BlockPairs;
}

let lastPairs: { a: Manifest; b: Manifest; pairs: ClassPairs } | undefined;

/** Kept for the pair that was last asked for: both the view and a run over a labelled set need it. */
export function pairOfClasses(a: Manifest, b: Manifest): ClassPairs {
  if (lastPairs?.a !== a || lastPairs.b !== b) lastPairs = { a, b, pairs: pairClasses(a.classes, b.classes) };
  return lastPairs.pairs;
}

/** Names that tell them apart, also where both have one name. */
export function labelsOf(a: Pick<Manifest, 'id' | 'name'>, b: Pick<Manifest, 'id' | 'name'>): [string, string] {
  if (a.name !== b.name) return [a.name, b.name];
  if (a.id !== b.id) return [`${a.name} (${a.id})`, `${b.name} (${b.id})`];
  return [`${a.name} (1)`, `${b.name} (2)`];
}

/** What the second network gave on the labelled set, where that is still the one that the first is measured on. */
export const secondSetOf = ({ dataset, second }: Pick<State, 'dataset' | 'second'>): SecondSet | undefined =>
  second?.set && second.set.hash === dataset?.summary.hash && second.set.classes === dataset.classes ? second.set : undefined;

/** On the labelled set where the first network is shown on it and the second was measured on it too, else as recorded. */
function profileOfSecond(state: State): ProfileSet | undefined {
  const measured = secondSetOf(state)?.measured;
  const { second, ofDataset } = state;
  return (ofDataset || !second?.recorded ? (measured ?? second?.recorded) : second.recorded);
}

const nothing: SecondNetwork['results'] = {};

/** Both networks, once there are two. */
export function useTwo(): Two | undefined {
  const first = useAppState((state) => state.manifest);
  const profile = useAppState((state) => state.profile);
  const statistics = useAppState((state) => state.statistics);
  const record = useAppState((state) => state.record);
  const results = useAppState((state) => state.imageResults);
  const second = useAppState((state) => state.second?.manifest);
  const secondRecord = useAppState((state) => state.second?.record);
  const secondProfile = useAppState(profileOfSecond);
  const secondResults = useAppState((state) => state.second?.results ?? nothing);
  const fixed = useMemo(() => {
    if (!first || !second) return undefined;
    const [plan, other] = [planOf(first), planOf(second)];
    const [label, otherLabel] = labelsOf(first, second);
    return {
      a: { key: 'a' as const, label, manifest: first, plan, cost: cost(plan) },
      b: { key: 'b' as const, label: otherLabel, manifest: second, plan: other, cost: cost(other) },
      classes: pairOfClasses(first, second),
      blocks: pairBlocks(plan.blocks, other.blocks),
    };
  }, [first, second]);
  return useMemo(
    () =>
      fixed && {
        ...fixed,
        a: { ...fixed.a, record, profile: profile && statistics && { profile, statistics }, resultOf: (id) => results[id]?.live },
        b: { ...fixed.b, record: secondRecord, profile: secondProfile, resultOf: (id) => secondResults[id] },
      },
    [fixed, record, profile, statistics, results, secondRecord, secondProfile, secondResults],
  );
}
