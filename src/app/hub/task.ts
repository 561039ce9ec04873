import type { StoreApi } from 'zustand/vanilla';
import type { Problem } from '../../contracts';
import { explain } from '../../engine/explain';
import { toProblem } from '../../engine/problem';
import { reportProblem } from '../report';
import { type Speed, speedometer } from './speed';

export interface Fetching {
  repo: string;
  bytes: number;
  total: number;
  /** Of images that come one by one: `bytes` are those of the images that are here, `total` is estimated. */
  images?: { done: number; total: number };
  speed?: Speed;
}

/** What is going on between the page and the hub. */
export interface TaskState {
  /** Repository that the hub is being asked about. */
  asking?: string;
  fetching?: Fetching;
  /** Repository whose content is being opened. */
  opening?: string;
  /** What went wrong last, and with which repository. */
  problem?: Problem & { repo: string };
}

export interface Task {
  /** One thing at a time: another that is under way is stopped. Only what was fetched, and not stopped, is opened. What goes wrong stands in the state; nothing rejects. */
  run<T>(repo: string, fetch: (signal: AbortSignal) => Promise<T>, open?: (fetched: T) => Promise<void>): Promise<void>;
  cancel(): void;
  /** Tells bytes of a download, with their speed, now and then: the newest of them always, though nothing comes after it. */
  progress(repo: string): (bytes: number, total: number, fetched: number, images?: Fetching['images']) => void;
}

const SHOWN_EVERY_MS = 100;

interface Options {
  /** After each, however it ended. */
  ended(): Promise<void>;
  /** Whether the state is on screen; what goes wrong behind a closed dialog is said in passing. */
  seen(): boolean;
}

interface UnderWay {
  repo: string;
  stop: AbortController;
  ended: Promise<void>;
}

/** What may still write to the browser's storage, of all tasks. */
const underWay = new Set<UnderWay>();

/** Stops fetching from a repository, and settles once nothing of it is written any more. */
export async function stopFetching(repo: string): Promise<void> {
  const its = [...underWay].filter((one) => one.repo === repo);
  for (const { stop } of its) stop.abort();
  await Promise.all(its.map(({ ended }) => ended));
}

function watched<T>(repo: string, stop: AbortController, fetching: Promise<T>): Promise<T> {
  const end = (): void => void underWay.delete(one);
  const one: UnderWay = { repo, stop, ended: fetching.then(end, end) };
  underWay.add(one);
  return fetching;
}

export function startTask<S extends TaskState>({ setState }: StoreApi<S>, { ended, seen }: Options): Task {
  let stop: AbortController | undefined;
  let late: ReturnType<typeof setTimeout> | undefined;
  const put = (patch: TaskState): void => setState(patch as Partial<S>);
  return {
    run: async (repo, fetch, open) => {
      stop?.abort();
      const mine = new AbortController();
      stop = mine;
      clearTimeout(late);
      put({ problem: undefined, asking: undefined, fetching: undefined });
      try {
        const fetched = await watched(repo, mine, fetch(mine.signal));
        if (!mine.signal.aborted) await open?.(fetched);
      } catch (error) {
        const problem = toProblem(explain(error));
        if (stop !== mine || problem.code === 'cancelled') return;
        put({ problem: { ...problem, repo } });
        if (!seen() && problem.code.startsWith('hub.')) reportProblem(problem, repo);
      } finally {
        await ended();
        if (stop === mine) {
          clearTimeout(late);
          put({ asking: undefined, fetching: undefined, opening: undefined });
        }
      }
    },
    cancel: () => stop?.abort(),
    progress: (repo) => {
      const measure = speedometer();
      let shown = -Infinity;
      return (bytes, total, fetched, images) => {
        const show = (): void => {
          shown = performance.now();
          const speed = measure(fetched, total - bytes, shown);
          put({ fetching: { repo, bytes, total, ...(images && { images }), ...(speed && { speed }) } });
        };
        clearTimeout(late);
        const wait = bytes < total ? shown + SHOWN_EVERY_MS - performance.now() : 0;
        if (wait <= 0) show();
        else late = setTimeout(show, wait);
      };
    },
  };
}
