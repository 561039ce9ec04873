import type { StoreApi } from 'zustand/vanilla';
import { settingKey } from '../analysis/outcome';
import type { EngineApi, Problem, Setting } from '../contracts';
import type { State } from '../store/store';
import { oneRun } from './oneRun';

/** Runs many settings on the held-out activations, one after another; results and progress arrive in the store. */
export interface SettingsRun {
  start(settings: readonly Setting[]): Promise<void>;
  cancel(): void;
}

export function startSettingsRun(store: StoreApi<State>, engine: Pick<EngineApi, 'checkLive' | 'cancel'>, newId: () => number, tell: (problem: Problem) => void): SettingsRun {
  const get = store.getState;
  const run = oneRun({ engine, newId, tell, ended: () => get().put({ settingsRun: undefined }) });
  const isDone = (setting: Setting): boolean => get().liveChecks[settingKey(setting)]?.complete ?? false;

  async function start(settings: readonly Setting[]) {
    if (run.busy()) return;
    const from = settings.filter(isDone).length;
    const since = Date.now();
    const show = (done: number) => get().put({ settingsRun: { done, total: settings.length, from, elapsed: Date.now() - since } });
    show(from);
    let done = from;
    await run.start(async (id, wanted) => {
      for (const setting of settings) {
        if (isDone(setting)) continue;
        const key = settingKey(setting);
        const check = await engine.checkLive(id, setting, (estimate, progress) => {
          if (!wanted()) return;
          get().putLiveCheck(key, estimate);
          show(done + progress.done / Math.max(1, progress.total));
        });
        if (!wanted()) return;
        get().putLiveCheck(key, check);
        show(++done);
      }
    });
  }

  return { start, cancel: run.cancel };
}
