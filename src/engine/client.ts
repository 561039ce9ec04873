import type { Remote } from 'comlink';
import { proxy, releaseProxy, transfer, wrap } from 'comlink';
import type { BackendChoice, EngineApi, EngineEvent, ImageResult, Manifest, SetEstimate } from '../contracts';
import { onDeath } from './lifeline';
import { afterPatience } from './patience';
import { EngineError, toProblem } from './problem';
import type { Reply, Wire } from './wire';

/** The engine as the page has it. */
export interface EngineClient extends EngineApi {
  /** Ends the worker; whatever is pending rejects with `engine.closed`. */
  close(): void;
}

/** Without a model opened in between, this many workers may die before no other is started. */
const MOST_DEATHS = 3;
/** One question may take this many workers with it. */
const MOST_ATTEMPTS = 3;
/** A worker that has been asked something and doesn't even say that it is there. Shaders of a slow driver compile for a minute in one go. */
const SILENCE_MS = 120_000;

interface Question {
  id: number | undefined;
  /** Goes before all others, which need it. */
  opens: boolean;
  attempts: number;
  cancelled?: boolean;
  ask: (wire: Remote<Wire>) => void;
  reject: (error: EngineError) => void;
}

/**
 * Starts the engine in a worker. When that dies or falls silent another is started, with a `restarted` event, the model is opened again and
 * whatever was asked is asked again: nobody who waits need know. A question that ends one worker after another rejects with `engine.died`.
 * Where no worker lives long enough to open the model, all that is pending rejects with `engine.gaveUp`; `open` tries anew.
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
  private unwatch = () => {};
  private stopWaiting: (() => void) | undefined;
  private readonly questions = new Set<Question>();
  private model: Parameters<EngineApi['open']> | undefined;
  private manifest: Manifest | undefined;
  private constants: Parameters<EngineApi['freezeTo']>[0] | undefined;
  private deaths = 0;
  private closed = false;

  constructor(private readonly makeWorker: () => Worker) {
    this.begin();
  }

  open: EngineApi['open'] = async (folder, choice, onEvent) => {
    const { model: before, constants } = this;
    const again = before !== undefined && isSame(before[0], folder);
    let known = false;
    this.model = [
      folder,
      choice,
      (event) => {
        if (event.kind === 'manifest' && !known && !again) this.constants = undefined;
        known ||= event.kind === 'manifest';
        onEvent(event);
      },
    ];
    // Another network's are none of this one's.
    if (!again) this.constants = undefined;
    this.deaths = 0;
    if (!this.worker && !this.closed) this.begin();
    const { model } = this;
    try {
      await this.openModel();
    } catch (error) {
      if (!known && before && this.model === model) {
        this.model = before;
        this.constants = constants;
      }
      throw error;
    }
  };

  freezeTo: EngineApi['freezeTo'] = async (constants) => {
    this.constants = constants;
    await this.call((wire) => wire.freezeTo(constants));
  };

  chooseBackend: EngineApi['chooseBackend'] = async (choice: BackendChoice) => {
    await this.call((wire) => wire.chooseBackend(choice));
    if (this.model) this.model[1] = choice;
  };

  /** Workers read no picture where they can't draw (Safari before 16.4): the page does it then. */
  decode: EngineApi['decode'] = async (file, name) => {
    if (workersCannotDraw() && this.manifest) return (await import('./decodeHere')).decodeHere(file, name, this.manifest.preprocessing);
    return this.call((wire) => wire.decode(file instanceof Blob ? file : transfer(file, [file]), name));
  };

  frame: EngineApi['frame'] = async (id, picture, settings) => {
    if (!workersCannotDraw() || !(picture instanceof ImageBitmap)) return this.call((wire) => wire.frame(id, transfer(picture, [picture]), settings), id);
    const decoded = await this.decode(picture, '');
    const results: ImageResult[] = [];
    for (const setting of settings) await this.run(id, [decoded.crop], setting, (_, result) => results.push(result));
    return { ...decoded, results };
  };

  run: EngineApi['run'] = (id, crops, setting, onResult) => this.call((wire) => wire.run(id, crops, setting, proxy(onResult)), id);

  explain: EngineApi['explain'] = (id, crop, setting, block) => this.call((wire) => wire.explain(id, crop, setting, block), id);

  record: EngineApi['record'] = () => this.call((wire) => wire.record());

  evolution: EngineApi['evolution'] = () => this.call((wire) => wire.evolution());

  siblings: EngineApi['siblings'] = () => this.call((wire) => wire.siblings());

  aftermath: EngineApi['aftermath'] = () => this.call((wire) => wire.aftermath());

  card: EngineApi['card'] = () => this.call((wire) => wire.card());

  checkLive: EngineApi['checkLive'] = (id, setting, onEstimate) => this.call((wire) => wire.checkLive(id, setting, proxy(onEstimate)), id);

  lighter: EngineApi['lighter'] = (id, setting, statistics) => this.call((wire) => wire.lighter(id, setting, statistics), id);

  lighterOnnx: EngineApi['lighterOnnx'] = (id, setting, text, statistics) => this.call((wire) => wire.lighterOnnx(id, setting, text, statistics), id);

  repair: EngineApi['repair'] = (id, setting, crops, onProgress) => this.call((wire) => wire.repair(id, setting, crops, proxy(onProgress)), id);

  timeLighter: EngineApi['timeLighter'] = (id, setting, onProgress) => this.call((wire) => wire.timeLighter(id, setting, proxy(onProgress)), id);

  climb: EngineApi['climb'] = (id, block, classMeans, onEstimate) => this.call((wire) => wire.climb(id, block, classMeans, proxy(onEstimate)), id);

  functional: EngineApi['functional'] = (id, block, crops, onProgress) => this.call((wire) => wire.functional(id, block, crops, proxy(onProgress)), id);

  openSet: EngineApi['openSet'] = (files) => this.call((wire) => wire.openSet(files));

  setDone: EngineApi['setDone'] = (request) => this.call((wire) => wire.setDone(request));

  /** Anew once only: another worker goes on from what this one has kept. */
  runSet: EngineApi['runSet'] = (id, request, setting, anew, onEstimate) => {
    let begun = false;
    const hear = (_: number, estimate: SetEstimate): void => {
      begun = true;
      onEstimate(estimate);
    };
    return this.call((wire) => wire.runSet(id, request, setting, anew && !begun, proxy(hear)), id);
  };

  setDecisions: EngineApi['setDecisions'] = (request, settings) => this.call((wire) => wire.setDecisions(request, settings));

  runSettings: EngineApi['runSettings'] = (id, request, wanted, onPart) => this.call((wire) => wire.runSettings(id, request, wanted, proxy((_, part) => onPart(part))), id);

  setPictures: EngineApi['setPictures'] = (request, places) => this.call((wire) => wire.setPictures(request, places));

  climbSet: EngineApi['climbSet'] = (id, request, block, classMeans, onEstimate) => this.call((wire) => wire.climbSet(id, request, block, classMeans, proxy(onEstimate)), id);

  fingerprint: EngineApi['fingerprint'] = () => this.call((wire) => wire.fingerprint());

  readSaved: EngineApi['readSaved'] = (file, name) => this.call((wire) => wire.readSaved(file, name));

  cancel: EngineApi['cancel'] = (id) => {
    for (const question of this.questions) if (question.id === id) question.cancelled = true;
    void this.wire?.cancel(id).catch(() => {});
  };

  memory: EngineApi['memory'] = () => this.call((wire) => wire.memory());

  close(): void {
    this.closed = true;
    this.end();
    this.rejectAll('engine.closed');
  }

  private async openModel(): Promise<void> {
    const [folder, choice, onEvent] = this.model!;
    const hear = (event: EngineEvent): void => {
      if (event.kind === 'manifest') this.manifest = event.manifest;
      onEvent(event);
    };
    const opened = this.call((wire) => wire.open(folder, choice, proxy(hear)), undefined, true);
    const { constants } = this;
    // Before any run that is asked again.
    if (constants) this.call((wire) => wire.freezeTo(constants)).catch(() => {});
    await opened;
    this.deaths = 0;
  }

  /** @param id by which it can be cancelled */
  private call<T>(ask: (wire: Remote<Wire>) => Promise<Reply<T>>, id?: number, opens = false): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (!this.wire) {
        reject(new EngineError(this.closed ? 'engine.closed' : 'engine.gaveUp'));
        return;
      }
      const settle = (end: () => void): void => {
        this.questions.delete(question);
        if (this.questions.size === 0) this.beCalm();
        end();
      };
      const question: Question = {
        id,
        opens,
        attempts: 0,
        reject: (error) => settle(() => reject(error)),
        ask: (wire) => {
          const { worker } = this;
          question.attempts += 1;
          ask(wire).then(
            (reply) => settle(() => ('value' in reply ? resolve(reply.value) : reject(new EngineError(reply.problem.code, reply.problem.values)))),
            // What was given away to a worker that died can't be given again.
            (error: unknown) => worker === this.worker && settle(() => reject(question.attempts > 1 ? new EngineError('engine.died') : error)),
          );
        },
      };
      this.questions.add(question);
      question.ask(this.wire);
      this.listen();
    });
  }

  private begin(): void {
    const worker = this.makeWorker();
    this.unwatch = onDeath(worker, () => this.die(worker));
    this.worker = worker;
    this.wire = wrap<Wire>(worker);
    Promise.resolve(this.wire.drawWith(proxy(drawHere))).catch(() => {});
  }

  /** While something is asked the worker is asked too whether it is there, and another is started when it says nothing. */
  private listen(): void {
    const { worker, wire } = this;
    if (this.stopWaiting || !worker || !wire) return;
    const stop = afterPatience(SILENCE_MS, () => this.die(worker));
    const later = setTimeout(() => {
      const answered = (): void => {
        if (this.stopWaiting !== calm) return;
        this.beCalm();
        if (this.questions.size > 0) this.listen();
      };
      wire.here().then(answered, answered);
    }, 1_000);
    const calm = (): void => {
      clearTimeout(later);
      stop();
    };
    this.stopWaiting = calm;
  }

  private beCalm(): void {
    this.stopWaiting?.();
    this.stopWaiting = undefined;
  }

  private die(worker: Worker): void {
    if (worker !== this.worker) return;
    this.end();
    this.deaths += 1;
    for (const question of this.questions) {
      if (question.cancelled) question.reject(new EngineError('cancelled'));
      else if (question.attempts >= MOST_ATTEMPTS && this.deaths < MOST_DEATHS) question.reject(new EngineError('engine.died'));
    }
    if (this.deaths >= MOST_DEATHS) {
      this.rejectAll('engine.gaveUp');
      this.tell({ kind: 'problem', problem: { code: 'engine.gaveUp' } });
      return;
    }
    this.begin();
    this.tell({ kind: 'restarted', lost: 'worker' });
    const pending = [...this.questions];
    if (!this.model || pending.some(({ opens }) => opens)) pending.sort((a, b) => Number(b.opens) - Number(a.opens));
    else this.openModel().catch(({ problem }: EngineError) => problem.code !== 'engine.gaveUp' && this.tell({ kind: 'problem', problem }));
    for (const question of pending) question.ask(this.wire!);
    if (this.questions.size > 0) this.listen();
  }

  private tell(event: EngineEvent): void {
    this.model?.[2](event);
  }

  private end(): void {
    this.unwatch();
    this.beCalm();
    this.wire?.[releaseProxy]();
    this.worker?.terminate();
    this.wire = undefined;
    this.worker = undefined;
  }

  private rejectAll(code: string): void {
    for (const question of this.questions) question.reject(new EngineError(code));
  }
}

type Folder = Parameters<EngineApi['open']>[0];

function isSame(a: Folder, b: Folder): boolean {
  if (typeof a === 'string' || typeof b === 'string') return a === b;
  return a.length === b.length && a.every((file, i) => file === b[i]);
}

const workersCannotDraw = (): boolean => typeof OffscreenCanvas === 'undefined' && typeof document !== 'undefined';

/** A picture that only a page can draw: SVG, HEIC. */
async function drawHere(file: Blob, name: string): Promise<Reply<ImageBitmap>> {
  try {
    const picture = await (await import('../image/readable')).readable(file, name);
    if (picture instanceof Blob) throw new EngineError('image.unknown', { name });
    return transfer({ value: picture }, [picture]);
  } catch (error) {
    return { problem: toProblem(error) };
  }
}
