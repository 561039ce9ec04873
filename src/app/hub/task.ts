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
  /** One thing at a time: another that is under way is stopped. What goes wrong stands in the state; nothing rejects. */
  run(repo: string, work: (signal: AbortSignal) => Promise<void>): Promise<void>;
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

export function startTask<S extends TaskState>({ setState }: StoreApi<S>, { ended, seen }: Options): Task {
  let stop: AbortController | undefined;
  let late: ReturnType<typeof setTimeout> | undefined;
  const put = (patch: TaskState): void => setState(patch as Partial<S>);
  return {
    run: async (repo, work) => {
      stop?.abort();
      const mine = new AbortController();
      stop = mine;
      clearTimeout(late);
      put({ problem: undefined, asking: undefined, fetching: undefined });
      try {
        await work(mine.signal);
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
