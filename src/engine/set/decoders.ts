import { wrap } from 'comlink';
import type { Preprocessing, SetFile, SetPicture } from '../../contracts';
import { decodeHere } from '../decodeHere';
import { EngineError, toProblem } from '../problem';
import type { Reply } from '../wire';
import { type Decoded, type Decoder, type Draw, isPassing, type OpenedSet, type Sent } from './decoder';
import { Ending } from './ending';
import { mortal } from './mortal';

/** A decoder with its end. Its calls reject with `engine.died` when it ends by itself. */
export interface RunningDecoder extends Decoder {
  close(): void;
}

export type StartDecoder = () => RunningDecoder;

/** Images of one request to a decoder, and requests that are ahead of the network at each. */
const AHEAD = 2;
const MOST_DECODERS = 4;

/** In a worker of its own, beside the one that runs the network. */
function startDecoder(): RunningDecoder {
  const worker = new Worker(new URL('./decoderWorker.ts', import.meta.url), { type: 'module', name: 'decoder' });
  const wire = wrap<Decoder>(worker);
  const alive = mortal(worker);
  return {
    open: (files) => alive<Reply<OpenedSet>>(wire.open(files)),
    decode: (indices, preprocessing) => alive<Reply<Sent[]>>(wire.decode(indices, preprocessing)),
    files: (indices) => alive<Reply<Pick<SetPicture, 'name' | 'file'>[]>>(wire.files(indices)),
    close: () => worker.terminate(),
  };
}

function valueOf<T>(reply: Reply<T>): T {
  if ('value' in reply) return reply.value;
  throw new EngineError(reply.problem.code, reply.problem.values);
}

/** The decoders of one set. */
export class Decoders {
  private readonly running: (Promise<RunningDecoder> | undefined)[];
  private readonly ending = new Ending();
  private closed = false;

  private constructor(
    private readonly files: readonly SetFile[],
    private readonly start: StartDecoder,
    readonly set: OpenedSet,
    first: RunningDecoder,
    count: number,
    private readonly draw: Draw | undefined,
  ) {
    this.running = [Promise.resolve(first), ...Array.from({ length: count - 1 }, () => undefined)];
  }

  /** @throws EngineError with the problem of `openLabelledSet` */
  static async open(files: readonly SetFile[], start: StartDecoder = startDecoder, draw?: Draw): Promise<Decoders> {
    const first = start();
    try {
      const set = valueOf(await first.open(files));
      const cores = globalThis.navigator?.hardwareConcurrency ?? 2;
      return new Decoders(files, start, set, first, set.inRow ? 1 : Math.min(MOST_DECODERS, Math.max(1, Math.floor(cores / 2))), draw);
    } catch (error) {
      first.close();
      throw error;
    }
  }

  /** Images of `indices` in blocks of `size`, in order; a few blocks ahead of whoever takes them, and no more. */
  async *blocks(indices: Uint32Array, size: number, preprocessing: Preprocessing): AsyncGenerator<Decoded[]> {
    const ahead: Promise<Decoded[]>[] = [];
    let next = 0;
    for (let block = 0; ; block++) {
      for (; ahead.length < AHEAD * this.running.length && next < indices.length; next += size) {
        const wanted = this.decode(Math.floor(next / size) % this.running.length, [...indices.subarray(next, next + size)], preprocessing);
        wanted.catch(() => {});
        ahead.push(wanted);
      }
      const first = ahead.shift();
      if (!first) return;
      yield await first;
    }
  }

  /** Some images with their files, to be looked at; `place` is the index. Those that can't be read are left out. */
  async pictures(indices: readonly number[], preprocessing: Preprocessing): Promise<SetPicture[]> {
    const decoded = await this.decode(0, indices, preprocessing);
    const files = valueOf(await this.ending.before((this.running[0] ??= this.another()).then((decoder) => decoder.files(indices))));
    return decoded.flatMap((one, i) => ('crop' in one ? [{ place: indices[i]!, crop: one.crop, ...files[i]! }] : []));
  }

  /** What is under way rejects with `cancelled`. */
  close(): void {
    this.closed = true;
    this.ending.end(new EngineError('cancelled'));
    for (const decoder of this.running) void decoder?.then((one) => one.close(), () => {});
  }

  private decode(at: number, indices: readonly number[], preprocessing: Preprocessing): Promise<Decoded[]> {
    return this.ending.before(this.ask(at, indices, preprocessing));
  }

  private async ask(at: number, indices: readonly number[], preprocessing: Preprocessing): Promise<Decoded[]> {
    const decoder = (this.running[at] ??= this.another());
    try {
      return await this.drawn(valueOf(await (await decoder).decode(indices, preprocessing)), preprocessing);
    } catch (error) {
      if (!this.hasDied(error)) throw error;
      if (this.running[at] === decoder) this.running[at] = undefined;
      return this.alone(indices, preprocessing);
    }
  }

  /** One by one, by a decoder that nobody else asks: which of them ends it is then known, and left out. */
  private async alone(indices: readonly number[], preprocessing: Preprocessing): Promise<Decoded[]> {
    const found: Decoded[] = [];
    let decoder: RunningDecoder | undefined;
    try {
      for (const index of indices) {
        try {
          decoder ??= await this.another();
          found.push(...(await this.drawn(valueOf(await decoder.decode([index], preprocessing)), preprocessing)));
        } catch (error) {
          if (!this.hasDied(error)) throw error;
          decoder = undefined;
          found.push({ problem: { code: 'engine.died' }, name: `${this.set.name} ${index + 1}` });
        }
      }
      return found;
    } finally {
      decoder?.close();
    }
  }

  /** What only the page can draw is drawn there, one after another. */
  private async drawn(sent: readonly Sent[], preprocessing: Preprocessing): Promise<Decoded[]> {
    const decoded: Decoded[] = [];
    for (const one of sent) decoded.push('draw' in one ? await this.drawOne(one, preprocessing) : one);
    return decoded;
  }

  private async drawOne({ draw: file, name, hash }: Extract<Sent, { draw: Blob }>, preprocessing: Preprocessing): Promise<Decoded> {
    try {
      const picture = this.draw ? valueOf(await this.draw(file, name)) : file;
      return { crop: (await decodeHere(picture, name, preprocessing)).crop, hash };
    } catch (error) {
      const problem = toProblem(error);
      if (isPassing(problem)) throw error;
      return { problem, name };
    }
  }

  private hasDied(error: unknown): boolean {
    return !this.closed && (error as Partial<EngineError> | null)?.problem?.code === 'engine.died';
  }

  private async another(): Promise<RunningDecoder> {
    if (this.closed) throw new EngineError('cancelled');
    const decoder = this.start();
    try {
      valueOf(await decoder.open(this.files));
      return decoder;
    } catch (error) {
      decoder.close();
      throw error;
    }
  }
}
