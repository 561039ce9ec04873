import { onDeath } from '../lifeline';
import { EngineError } from '../problem';
import { Ending } from './ending';

/** Calls to a worker, which reject with `engine.died` once it has ended by itself. */
export function mortal(worker: Worker): <T>(call: Promise<T>) => Promise<T> {
  const ending = new Ending();
  const stop = onDeath(worker, () => {
    stop();
    worker.terminate();
    ending.end(new EngineError('engine.died'));
  });
  return (call) => ending.before(call);
}
