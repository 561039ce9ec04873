import type { StoreApi } from 'zustand/vanilla';
import { settingKey } from '../analysis/outcome';
import type { EngineApi, Problem, Setting } from '../contracts';
import { toProblem } from '../engine/problem';
import type { State } from '../store/store';

/** Runs many settings on the held-out activations, one after another; results and progress arrive in the store. */
export interface SettingsRun {
  start(settings: readonly Setting[]): Promise<void>;
  cancel(): void;
}

export function startSettingsRun(store: StoreApi<State>, engine: Pick<EngineApi, 'checkLive' | 'cancel'>, newId: () => number, tell: (problem: Problem) => void): SettingsRun {
  const get = store.getState;
  let current: { id: number } | undefined;

  const isDone = (setting: Setting): boolean => get().liveChecks[settingKey(setting)]?.complete ?? false;

  async function start(settings: readonly Setting[]) {
    if (current) return;
    const run = { id: newId() };
    current = run;
    const finished = settings.filter(isDone).length;
    const since = Date.now();
    const show = (done: number) => current === run && get().put({ settingsRun: { done, total: settings.length, from: finished, elapsed: Date.now() - since } });
    show(finished);
    let done = finished;
    try {
      for (const setting of settings) {
        if (isDone(setting)) continue;
        const key = settingKey(setting);
        const check = await engine.checkLive(run.id, setting, (estimate, progress) => {
          if (current !== run) return;
          get().putLiveCheck(key, estimate);
          show(done + progress.done / Math.max(1, progress.total));
        });
        if (current !== run) return;
        get().putLiveCheck(key, check);
        show(++done);
      }
    } catch (error) {
      const problem = toProblem(error);
      if (problem.code !== 'cancelled' && current === run) tell(problem);
    } finally {
      if (current === run) stop();
    }
  }

  function stop() {
    current = undefined;
    get().put({ settingsRun: undefined });
  }

  return {
    start,
    cancel: () => {
      if (!current) return;
      engine.cancel(current.id);
      stop();
    },
  };
}
