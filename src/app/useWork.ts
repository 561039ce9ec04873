import { useCallback, useEffect, useRef, useState } from 'react';
import type { Problem, Progress } from '../contracts';
import { isCancelled, toProblem } from '../engine/problem';
import type { Stoppable } from './session';

export interface Working {
  busy?: { what: string; progress?: Progress };
  problem?: Problem;
  /** Begins a piece of work, whose result is kept unless the panel is gone by then. */
  start: <T>(what: string, begin: (onProgress: (progress: Progress) => void) => Stoppable<T>, keep: (result: T) => void | Promise<void>) => Promise<void>;
  cancel: () => void;
}

/** One piece of work at a time, which stops with the panel. */
export function useWork(): Working {
  const [busy, setBusy] = useState<Working['busy']>();
  const [problem, setProblem] = useState<Problem>();
  const stop = useRef<() => void>(undefined);
  const gone = useRef(false);
  useEffect(() => {
    gone.current = false;
    return () => {
      gone.current = true;
      stop.current?.();
    };
  }, []);
  const start: Working['start'] = useCallback(async (what, begin, keep) => {
    setProblem(undefined);
    setBusy({ what });
    const { result, cancel } = begin((progress) => !gone.current && setBusy({ what, progress }));
    stop.current = cancel;
    try {
      const found = await result;
      if (!gone.current) await keep(found);
    } catch (error) {
      if (!gone.current && !isCancelled(error)) setProblem(toProblem(error));
    }
    stop.current = undefined;
    if (!gone.current) setBusy(undefined);
  }, []);
  return { busy, problem, start, cancel: () => stop.current?.() };
}
