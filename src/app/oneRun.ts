import type { EngineApi, Problem } from '../contracts';
import { toProblem } from '../engine/problem';

interface OneRunOptions {
  engine: Pick<EngineApi, 'cancel'>;
  newId: () => number;
  tell: (problem: Problem) => void;
  /** After the end, however it came. */
  ended: () => void;
}

export interface OneRun {
  busy(): boolean;
  /** `work` gets the run's id and whether it is still wanted; what goes wrong is told, unless it isn't. */
  start(work: (id: number, wanted: () => boolean) => Promise<void>): Promise<void>;
  cancel(): void;
}

/** Work of the engine in the background, one at a time. */
export function oneRun({ engine, newId, tell, ended }: OneRunOptions): OneRun {
  let current: { id: number } | undefined;

  function stop() {
    current = undefined;
    ended();
  }

  return {
    busy: () => current !== undefined,
    start: async (work) => {
      const run = { id: newId() };
      const wanted = () => current === run;
      current = run;
      try {
        await work(run.id, wanted);
      } catch (error) {
        const problem = toProblem(error);
        if (problem.code !== 'cancelled' && wanted()) tell(problem);
      } finally {
        if (wanted()) stop();
      }
    },
    cancel: () => {
      if (!current) return;
      engine.cancel(current.id);
      stop();
    },
  };
}
