import { startTransition, useEffect, useMemo, useState } from 'react';
import type { Separation } from '../../analysis/separation';
import type { BlockId, Manifest, Profile } from '../../contracts';
import { type DistanceSet, distanceSet, separateGroups } from '../../engine/comparisonClient';
import { toProblem } from '../../engine/problem';
import { useAppState } from '../context';
import { reportProblem } from '../report';
import type { Pair } from './subjects';

export interface Measured<T> {
  value?: T;
  /** The last answer, also where it was to an earlier question. */
  last?: T;
  failed: boolean;
  again: () => void;
}

/** What a worker computes of `from`; a later question makes an earlier answer stale. */
function useMeasured<From, T>(from: From | undefined, measure: (from: From) => Promise<T>): Measured<T> {
  const [attempt, setAttempt] = useState(1);
  const [answer, setAnswer] = useState<{ question: object; value: T }>();
  const [failure, setFailure] = useState<object>();
  const question = useMemo(() => (from === undefined ? undefined : { from, attempt }), [from, attempt]);
  useEffect(() => {
    if (!question) return;
    let current = true;
    measure(question.from)
      .then((value) => current && startTransition(() => setAnswer({ question, value })))
      .catch((error: unknown) => {
        if (!current) return;
        setFailure(question);
        reportProblem(toProblem(error));
      });
    return () => {
      current = false;
    };
  }, [question, measure]);
  return {
    value: answer?.question === question ? answer?.value : undefined,
    last: answer?.value,
    failed: question !== undefined && failure === question,
    again: () => setAttempt(attempt + 1),
  };
}

export interface Compared {
  /** Of the network that both were compared in. */
  manifest: Manifest | undefined;
  pair: Pair;
  separation: Separation;
}

/** What was compared in another network is no answer here, not even until the next is there. */
export function useCompared(pair: Pair | undefined): Measured<Compared> {
  const manifest = useAppState((state) => state.manifest);
  const profile = useAppState((state) => state.profile);
  const measure = useMemo(
    () => async (asked: Pair) => {
      const pairs = (profile?.blocks ?? []).map(({ block }) => ({ block, a: asked.a.moments(block), b: asked.b.moments(block) }));
      return { manifest, pair: asked, separation: await separateGroups(pairs) };
    },
    [manifest, profile],
  );
  const { value, last, ...rest } = useMeasured(profile && pair, measure);
  return { ...rest, value, last: value ?? (last?.manifest === manifest ? last : undefined) };
}

/** Class × class distances of all blocks; `done` blocks are measured so far. */
export function useDistances(): Measured<DistanceSet> & { done: number } {
  const profile = useAppState((state) => state.profile);
  const [done, setDone] = useState(0);
  const measure = useMemo(() => (asked: Profile) => distanceSet(asked, setDone), []);
  return { ...useMeasured(profile, measure), done };
}

/** The block whose distances are shown: as chosen, else where classes differ most. */
export function useDistanceBlock(): BlockId | undefined {
  const block = useAppState((state) => state.comparison.block);
  const statistics = useAppState((state) => state.statistics);
  return useMemo(() => block ?? statistics?.reduce((most, next) => (next.spread.value > most.spread.value ? next : most)).block, [block, statistics]);
}
