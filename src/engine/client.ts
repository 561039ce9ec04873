import type { Remote } from 'comlink';
import { proxy, releaseProxy, wrap } from 'comlink';
import type { BackendChoice, EngineApi, EngineEvent } from '../contracts';
import { EngineError } from './problem';
import type { Reply, Wire } from './wire';

/** The engine as the page has it. */
export interface EngineClient extends EngineApi {
  /** Ends the worker; whatever is pending rejects with `engine.closed`. */
  close(): void;
}

/** Without a model opened in between, this many workers may die before no other is started. */
const MOST_DEATHS = 3;

/**
 * Starts the engine in a worker. When that dies, all that is pending rejects with `engine.died`, another is started,
 * and a model that was open is opened again.
 */
export function createEngine(makeWorker: () => Worker = startWorker): EngineClient {
  return new Client(makeWorker);
}

function startWorker(): Worker {
  return new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'engine' });
}

class Client implements EngineClient {
  private worker: Worker | undefined;
  private wire: Remote<Wire> | undefined;
  private readonly pending = new Set<(error: EngineError) => void>();
  private model: Parameters<EngineApi['open']> | undefined;
  private deaths = 0;

  constructor(private readonly makeWorker: () => Worker) {
    this.begin();
  }

  open: EngineApi['open'] = async (base, choice, onEvent) => {
    this.model = undefined;
    await this.call((wire) => wire.open(base, choice, proxy((event: EngineEvent) => onEvent(event))));
    this.model = [base, choice, onEvent];
    this.deaths = 0;
  };

  chooseBackend: EngineApi['chooseBackend'] = async (choice: BackendChoice) => {
    await this.call((wire) => wire.chooseBackend(choice));
    if (this.model) this.model[1] = choice;
  };

  decode: EngineApi['decode'] = (file, name) => this.call((wire) => wire.decode(file, name));

  run: EngineApi['run'] = (id, crops, setting, onResult) => this.call((wire) => wire.run(id, crops, setting, proxy(onResult)));

  record: EngineApi['record'] = () => this.call((wire) => wire.record());

  evolution: EngineApi['evolution'] = () => this.call((wire) => wire.evolution());

  siblings: EngineApi['siblings'] = () => this.call((wire) => wire.siblings());

  card: EngineApi['card'] = () => this.call((wire) => wire.card());

  checkLive: EngineApi['checkLive'] = (id, setting, onEstimate) => this.call((wire) => wire.checkLive(id, setting, proxy(onEstimate)));

  cancel: EngineApi['cancel'] = (id) => void this.wire?.cancel(id).catch(() => {});

  memory: EngineApi['memory'] = () => this.call((wire) => wire.memory());

  close(): void {
    this.deaths = MOST_DEATHS;
    this.end(new EngineError('engine.closed'));
  }

  private call<T>(ask: (wire: Remote<Wire>) => Promise<Reply<T>>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (!this.wire) {
        reject(new EngineError('engine.died'));
        return;
      }
      this.pending.add(reject);
      ask(this.wire)
        .then((reply) => ('value' in reply ? resolve(reply.value) : reject(new EngineError(reply.problem.code, reply.problem.values))), reject)
        .finally(() => this.pending.delete(reject));
    });
  }

  private begin(): void {
    const worker = this.makeWorker();
    const die = (): void => this.die(worker);
    worker.addEventListener('error', die);
    worker.addEventListener('messageerror', die);
    this.worker = worker;
    this.wire = wrap<Wire>(worker);
  }

  private die(worker: Worker): void {
    if (worker !== this.worker) return;
    this.end(new EngineError('engine.died'));
    this.deaths += 1;
    if (this.deaths >= MOST_DEATHS) return;
    this.begin();
    if (!this.model) return;
    const [base, choice, onEvent] = this.model;
    this.open(base, choice, onEvent).catch((error: EngineError) => onEvent({ kind: 'problem', problem: error.problem }));
  }

  private end(error: EngineError): void {
    this.wire?.[releaseProxy]();
    this.worker?.terminate();
    this.wire = undefined;
    this.worker = undefined;
    for (const reject of this.pending) reject(error);
    this.pending.clear();
  }
}
