import { createContext, type ReactNode, useContext, useEffect, useMemo } from 'react';
import type { BlockId, Manifest, Plan } from '../../contracts';
import { type Explained, useExplained } from '../block/useExplained';
import { useAppState, useAppStore, useSession } from '../context';
import { paperSix } from '../figure/curves';
import { usePlan } from '../selectors';

/** What the page's own figures are made of: one block, and the chosen image in it once the network has answered. */
export interface Live {
  manifest?: Manifest;
  plan?: Plan;
  block?: BlockId;
  /** The network is known, and has no SE block to show. */
  withoutSe: boolean;
  shown?: Explained;
  stale: boolean;
}

const LiveContext = createContext<Live>({ stale: false, withoutSe: false });

export const useLive = (): Live => useContext(LiveContext);

/** The first sample, where the person has no image when the network is ready; once a visit. */
function useFirstSample() {
  const session = useSession();
  const store = useAppStore();
  const ready = useAppState((state) => state.ready);
  const busy = useAppState((state) => state.reading !== undefined);
  const rests = ready && !busy;
  useEffect(() => {
    if (!rests || store.getState().images.length > 0) return;
    let current = true;
    const add = async () => {
      const [first] = await session.samples();
      if (current && first && store.getState().images.length === 0) await session.addSample(first, `sample ${first.file}`);
    };
    add().catch(() => undefined);
    return () => {
      current = false;
    };
    // Not again when the person has taken it away: `rests` changes only while something is read.
  }, [rests, session, store]);
}

/** The block that a person studies, else the first of the paper's figure: its maps are large enough to be seen. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const plan = usePlan();
  const manifest = useAppState((state) => state.manifest);
  const studied = useAppState((state) => state.studied);
  const block = studied && plan?.se.includes(studied) ? studied : plan && paperSix(plan.se)[0];
  const { shown, busy } = useExplained(block);
  useFirstSample();
  const live = useMemo(() => ({ manifest, plan, block, withoutSe: plan?.se.length === 0, shown: shown?.explained.block === block ? shown : undefined, stale: busy }), [manifest, plan, block, shown, busy]);
  return <LiveContext.Provider value={live}>{children}</LiveContext.Provider>;
}
