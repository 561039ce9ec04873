interface Lifeline {
  lifeline: string;
}

/**
 * For a worker: takes a lock that only its end releases, and tells the page which. A worker that is ended from outside, or for want of memory,
 * sends no event; the lock tells all the same. Where the browser has no locks nothing happens.
 */
export function holdLifeline(): void {
  const lifeline = `${self.name}-${Date.now()}-${Math.random()}`;
  void navigator.locks?.request(lifeline, () => {
    self.postMessage({ lifeline } satisfies Lifeline, {});
    return new Promise<never>(() => {});
  });
}

/** For the page: calls back when the worker has ended, failed to start or thrown what nobody caught. @returns what stops listening */
export function onDeath(worker: Worker, callback: () => void): () => void {
  const stopped = new AbortController();
  const { signal } = stopped;
  worker.addEventListener('error', callback, { signal });
  worker.addEventListener('messageerror', callback, { signal });
  worker.addEventListener(
    'message',
    ({ data }: MessageEvent<Partial<Lifeline> | null>) => {
      if (!data?.lifeline) return;
      navigator.locks.request(data.lifeline, { signal }, callback).catch(() => {});
    },
    { signal },
  );
  return () => stopped.abort();
}
