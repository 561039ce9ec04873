import { onDeath } from '../lifeline';
import { EngineError } from '../problem';

/** Calls to a worker, which reject with `engine.died` once it has ended by itself. */
export function mortal(worker: Worker): <Call extends Promise<unknown>>(call: Call) => Promise<Awaited<Call>> {
  const died = new Promise<never>((_, reject) => {
    const stop = onDeath(worker, () => {
      stop();
      worker.terminate();
      reject(new EngineError('engine.died'));
    });
  });
  died.catch(() => {});
  return (call) => Promise.race([call, died]);
}
