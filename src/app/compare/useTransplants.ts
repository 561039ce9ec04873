import { useEffect, useMemo, useState } from 'react';
import { type BlockRange, blockRanges } from '../../analysis/transplant';
import type { BlockId, Gate, GateChoices, ImageResult } from '../../contracts';
import { toProblem } from '../../engine/problem';
import type { ImageEntry } from '../../store/store';
import { useAppState, useSession } from '../context';
import { reportProblem } from '../report';
import type { Subject } from './subjects';

/** Answers that are drawn together. */
const TOGETHER = 8;

/** What came of an image with another's gates in a run of blocks. */
export interface Transplanted extends BlockRange {
  result: Pick<ImageResult, 'logits' | 'probabilities'>;
}

export interface Transplants {
  found: readonly Transplanted[];
  total: number;
  /** Single blocks are done, and no range is being run. */
  idle: boolean;
}

function settingOf(ids: readonly BlockId[], gates: readonly Gate[], { from, to }: BlockRange): GateChoices {
  return Object.fromEntries(ids.slice(from, to + 1).map((id, i) => [id, gates[from + i]!]));
}

/**
 * The image with `giver`'s mean gates in each block alone, and where `every` is asked for in each run of blocks; all other gates live.
 * What is no longer asked for stops; what was found of the same image and giver is kept.
 */
export function useTransplants(image: ImageEntry, giver: Subject, ids: readonly BlockId[], every: boolean): Transplants {
  const session = useSession();
  const ready = useAppState((state) => state.ready);
  const asked = useMemo(() => ({ image, giver, ids, results: [] as Transplanted[] }), [image, giver, ids]);
  const [shown, setShown] = useState<{ asked: typeof asked; found: readonly Transplanted[] }>();
  const ranges = useMemo(() => blockRanges(ids.length), [ids]);
  const wanted = every ? ranges.length : ids.length;
  useEffect(() => {
    if (!ready) return;
    let current = true;
    const run = async () => {
      const gates = ids.map((id): Gate => ({ base: { kind: 'constant', values: Float32Array.from(giver.moments(id).mean) } }));
      const { results } = asked;
      while (results.length < wanted) {
        const range = ranges[results.length]!;
        const { logits, probabilities } = await session.runOnce(image.crop, settingOf(ids, gates, range));
        if (!current) return;
        results.push({ ...range, result: { logits, probabilities } });
        if (results.length % TOGETHER === 0 || results.length === wanted) setShown({ asked, found: [...results] });
      }
    };
    run().catch((error: unknown) => current && reportProblem(toProblem(error)));
    return () => {
      current = false;
    };
  }, [session, ready, asked, image, giver, ids, ranges, wanted]);
  const found = shown?.asked === asked ? shown.found : [];
  return { found, total: ranges.length, idle: found.length >= wanted };
}
