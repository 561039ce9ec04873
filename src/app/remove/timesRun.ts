import type { StoreApi } from 'zustand/vanilla';
import { settingKey } from '../../analysis/outcome';
import type { EngineApi, Problem, Setting } from '../../contracts';
import type { State } from '../../store/store';
import { oneRun } from '../oneRun';

/** Times networks that settings leave, each in turns with the open one; results and progress arrive in the store. */
export interface TimesRun {
  /** Those that were timed on this backend are there already. */
  start(settings: readonly Setting[]): Promise<void>;
  cancel(): void;
}

interface Options {
  store: StoreApi<State>;
  engine: Pick<EngineApi, 'timeLighter' | 'cancel'>;
  newId: () => number;
  tell: (problem: Problem) => void;
}

export function startTimesRun({ store, engine, newId, tell }: Options): TimesRun {
  const get = store.getState;
  const run = oneRun({ engine, newId, tell, ended: () => get().put({ timing: undefined }) });

  /** Of one backend only: others' would not lie on one axis. */
  function known(): State['times'] {
    const { backend, times } = get();
    return Object.fromEntries(Object.entries(times).filter(([, one]) => one.backend === backend?.name && one.threads === backend.threads));
  }

  async function start(settings: readonly Setting[]) {
    if (run.busy()) return;
    get().put({ times: known() });
    const missing = settings.filter((setting) => !get().times[settingKey(setting)]);
    const show = (done: number) => get().put({ timing: { done, total: missing.length } });
    show(0);
    await run.start(async (id, wanted) => {
      for (const [i, setting] of missing.entries()) {
        const timings = await engine.timeLighter(id, setting, ({ done, total }) => wanted() && show(i + done / Math.max(1, total)));
        if (!wanted()) return;
        get().put({ times: { ...known(), [settingKey(setting)]: timings } });
        show(i + 1);
      }
    });
  }

  return { start, cancel: run.cancel };
}
