import { type ReactNode, useEffect, useState } from 'react';

const waiting: (() => void)[] = [];

function next(): void {
  waiting.shift()?.();
  if (waiting.length > 0) setTimeout(next);
}

/** Does jobs one by one, each in a task of its own, so that many panels never draw in one long task. @returns what takes the job back */
function enqueue(job: () => void): () => void {
  waiting.push(job);
  if (waiting.length === 1) setTimeout(next);
  return () => {
    const at = waiting.indexOf(job);
    if (at > 0) waiting.splice(at, 1);
    else if (at === 0) waiting[0] = () => {};
  };
}

interface InTurnProps<T> {
  /** Keep its identity where nothing changes. */
  value: T;
  /** Shown until its turn comes for the first time. */
  empty?: ReactNode;
  children: (value: T) => ReactNode;
}

/** Draws with a value when its turn has come; until then with the one before. */
export function InTurn<T extends object>({ value, empty = null, children }: InTurnProps<T>) {
  const [shown, setShown] = useState<T>();
  useEffect(() => enqueue(() => setShown(value)), [value]);
  return shown === undefined ? empty : children(shown);
}
