import type { StoreApi } from 'zustand/vanilla';
import { settingKey } from '../../analysis/outcome';
import { nextRound, roundsAhead, type SearchRound, testRound } from '../../analysis/removalSearch';
import type { EngineApi, Plan, Problem, SetRequest, Setting, SettingsPart } from '../../contracts';
import { toProblem } from '../../engine/problem';
import type { State, Study, StudyRun } from '../../store/store';
import { oneRun } from '../oneRun';
import { planOf } from '../selectors';
import { aloneRound, aloneSettings, likelyOrder, searchState, withDecisions, withParts, workOf } from './studyState';
import { watchSet } from './watchSet';

/** Many settings over the person's labelled set; results and progress arrive in the store. */
export interface StudyRunner {
  /** Finds what earlier runs have kept. */
  load(): Promise<void>;
  /** Each block alone; the search for the lightest network; the path that was found so far on the images that didn't find it. Goes on where it ended. */
  start(what: StudyRun['what']): Promise<void>;
  cancel(): void;
}

interface Options {
  store: StoreApi<State>;
  engine: Pick<EngineApi, 'setDecisions' | 'runSettings' | 'cancel'>;
  request: () => SetRequest | undefined;
  newId: () => number;
  tell: (problem: Problem) => void;
}

type Round = Pick<SearchRound, 'settings' | 'images' | 'step'> & { stage: StudyRun['stage'] };

/** Between two states of the store while a round runs, ms: each is judged anew. */
const SHOW_EVERY = 1_000;

export function startStudy({ store, engine, request, newId, tell }: Options): StudyRunner {
  const get = store.getState;
  const run = oneRun({ engine, newId, tell, ended: () => get().put({ studying: undefined }) });
  /** Settings of which the engine was asked what it has kept. */
  let asked = new Set<string>();
  let era = 0;

  const follows: Record<StudyRun['what'], (plan: Plan, study: Study) => Round | undefined> = {
    alone: (plan, study) => {
      const round = aloneRound(plan, study);
      return round && { stage: 'alone', ...round };
    },
    search: (plan, study) => nextRound(searchState(plan, study)),
    test: (plan, study) => testRound(searchState(plan, study)),
  };

  /** Asks what is kept of settings; whether something was found that wasn't known. */
  async function know(of: SetRequest, settings: readonly Setting[]): Promise<boolean> {
    const fresh = settings.filter((setting) => !asked.has(settingKey(setting)));
    if (fresh.length === 0) return false;
    const mine = era;
    const decisions = await engine.setDecisions(of, fresh);
    if (mine !== era) return false;
    for (const setting of fresh) asked.add(settingKey(setting));
    get().put({ study: withDecisions(get().study, fresh, decisions) });
    return true;
  }

  /** The first round of which something is missing, here and in what was kept. */
  async function next(what: StudyRun['what'], of: SetRequest, plan: Plan): Promise<Round | undefined> {
    for (;;) {
      const { study } = get();
      const round = study && follows[what](plan, study);
      if (!round || !(await know(of, round.settings))) return round;
    }
  }

  /** All live first, since everything is compared with it. */
  async function load() {
    const { manifest, dataset } = get();
    const of = request();
    if (!manifest || !of || !dataset?.estimate || dataset.running) return;
    const plan = planOf(manifest);
    await know(of, [{}]);
    await know(of, aloneSettings(plan));
    await next('search', of, plan);
    await next('test', of, plan);
  }

  async function start(what: StudyRun['what']) {
    const of = request();
    const { manifest } = get();
    if (run.busy() || !of || !manifest) return;
    const plan = planOf(manifest);
    await run.start(async (id, wanted) => {
      await load();
      let done = 0;
      const since = performance.now();
      for (let round = await next(what, of, plan); round && wanted(); round = await next(what, of, plan)) {
        done += await follow(id, wanted, of, plan, { what, round, done, since });
      }
    });
    await load();
  }

  /** Runs a round. @returns what it took, in whole passes over one image */
  async function follow(id: number, wanted: () => boolean, of: SetRequest, plan: Plan, { what, round, done, since }: { what: StudyRun['what']; round: Round; done: number; since: number }): Promise<number> {
    const { settings, images, stage, step } = round;
    const work = workOf(plan, [round]);
    const ahead = what === 'search' ? Math.max(work, workOf(plan, roundsAhead(searchState(plan, get().study!), likelyOrder(plan, get().study!)))) : work;
    let parts: SettingsPart[] = [];
    let shown = performance.now();
    let begun: number | undefined;
    const show = () => {
      if (parts.length > 0) get().put({ study: withParts(get().study!, settings, parts) });
      parts = [];
      shown = performance.now();
    };
    try {
      await engine.runSettings(id, of, { settings, images, more: what === 'search' && stage !== 'test' }, (part) => {
        if (!wanted()) return;
        begun ??= part.done;
        if (part.images.length > 0) parts.push(part);
        const ran = done + (work * (part.done - begun)) / Math.max(1, part.total);
        const elapsed = performance.now() - since;
        get().put({ studying: { what, stage, step, done: ran, total: done + ahead - (work * begun) / Math.max(1, part.total), elapsed }, ...(ran > 0 && elapsed > SHOW_EVERY && { pace: elapsed / ran }) });
        if (performance.now() > shown + SHOW_EVERY) show();
      });
    } finally {
      // A cancelled run has kept more than it told.
      for (const setting of settings) asked.delete(settingKey(setting));
      if (get().study) show();
    }
    return work * (1 - (begun ?? 0) / Math.max(1, images.length));
  }

  watchSet(store, () => {
    era += 1;
    asked = new Set();
    run.cancel();
    if (get().study) get().put({ study: undefined });
  });

  return {
    load: () => load().catch((error: unknown) => tell(toProblem(error))),
    start: (what) => start(what).catch((error: unknown) => tell(toProblem(error))),
    cancel: run.cancel,
  };
}
