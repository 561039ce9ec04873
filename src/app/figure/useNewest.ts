import { useEffect, useRef, useState } from 'react';
import { toProblem } from '../../engine/problem';
import { reportProblem } from '../report';

/** The latest answer to a question that keeps changing: one is asked at a time, and of those that wait only the newest. Undefined: nothing is asked. */
export function useNewest<Q, A>(question: Q | undefined, ask: (question: Q) => Promise<A>): A | undefined {
  const [answer, setAnswer] = useState<A>();
  const wanted = useRef<Q>(undefined);
  const busy = useRef(false);
  useEffect(() => {
    wanted.current = question;
    if (busy.current || question === undefined) return;
    const follow = async () => {
      busy.current = true;
      try {
        for (let asked = wanted.current; asked !== undefined; ) {
          const found = await ask(asked);
          const next = wanted.current;
          if (next !== undefined) setAnswer(() => found);
          asked = next === asked ? undefined : next;
        }
      } catch (error) {
        reportProblem(toProblem(error));
      } finally {
        busy.current = false;
      }
    };
    void follow();
  }, [question, ask]);
  useEffect(() => () => void (wanted.current = undefined), []);
  return question === undefined ? undefined : answer;
}
