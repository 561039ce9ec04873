import type { Crop, Preprocessing, Problem, SetFile, SetPicture, SetSummary } from '../../contracts';
import { sha256 } from '../../data/hash';
import type { LabelledImage, LabelledSet } from '../../data/labelled/labelled';
import { openLabelledSet } from '../../data/labelled/set';
import { decodeHere } from '../decodeHere';
import { EngineError, toProblem } from '../problem';
import type { Reply } from '../wire';

/** An image of a set as the network takes it, or why not; `hash` is the first 64 bits of its file's SHA-256. */
export type Decoded = { crop: Crop; hash: bigint } | { problem: Problem; name: string };

/** As a decoder sends it: formats that only a page can draw come as their file. */
export type Sent = Decoded | { draw: Blob; name: string; hash: bigint };

/** The page's way with a picture that only it can draw. */
export type Draw = (file: Blob, name: string) => Promise<Reply<ImageBitmap>>;

export interface OpenedSet extends SetSummary {
  /** Index into `labels` of each image. */
  labelOf: Uint32Array;
  /** One reader should read it in a row. */
  inRow: boolean;
  /** As it was before images were added. */
  before: { hash: string; labels: string[]; images: number }[];
}

/** Reads a set and decodes its images, in a worker of its own. */
export interface Decoder {
  open(files: readonly SetFile[]): Promise<Reply<OpenedSet>>;
  /** In the order of `indices`. A picture that can't be read has its own problem; the reply has one where the set can't be read any more, or what reads pictures is missing. */
  decode(indices: readonly number[], preprocessing: Preprocessing): Promise<Reply<Sent[]>>;
  /** As they lie in the set. */
  files(indices: readonly number[]): Promise<Reply<Pick<SetPicture, 'name' | 'file'>[]>>;
}

type Decode = typeof decodeHere;

/** Whether it is not the picture that is at fault, but code that didn't arrive: later it may. */
export const isPassing = ({ code }: Problem): boolean => code === 'data.part' || code === 'image.reader';

/** Pictures that a decoder has in hand at a time: the browser reads and decodes one on other threads while another is resized. A larger file is alone. */
const TOGETHER = 3;
const SMALL = 2 ** 19;

/** Formats that need a page. */
const DRAWN = ['HEIC', 'SVG'];

const hashOf = async (file: Blob): Promise<bigint> => BigInt(`0x${(await sha256(await file.arrayBuffer())).slice(0, 16)}`);

export class SetDecoder implements Decoder {
  private set: LabelledSet | undefined;

  constructor(private readonly decodeImage: Decode = decodeHere) {}

  async open(files: readonly SetFile[]): Promise<Reply<OpenedSet>> {
    try {
      const set = await openLabelledSet(files);
      this.set = set;
      const { name, hash, labels, labelOf, leftOut, inRow, before } = set;
      const counts = labels.map(() => 0);
      for (const label of labelOf) counts[label]! += 1;
      return { value: { name, hash, labels, counts, images: labelOf.length, leftOut, labelOf, inRow, before: before.map((one) => ({ hash: one.hash, labels: one.labels, images: one.labelOf.length })) } };
    } catch (error) {
      return { problem: toProblem(error) };
    }
  }

  async decode(indices: readonly number[], preprocessing: Preprocessing): Promise<Reply<Sent[]>> {
    const decoding: Promise<Sent>[] = [];
    try {
      for (const index of indices) {
        const image = await this.opened().read(index);
        if (image.bytes.size > SMALL) await Promise.all(decoding);
        else if (decoding.length >= TOGETHER) await decoding[decoding.length - TOGETHER];
        const one = this.one(image, preprocessing);
        one.catch(() => {});
        decoding.push(one);
        if (image.bytes.size > SMALL) await one;
      }
      return { value: await Promise.all(decoding) };
    } catch (error) {
      return { problem: toProblem(error) };
    }
  }

  async files(indices: readonly number[]): Promise<Reply<Pick<SetPicture, 'name' | 'file'>[]>> {
    const found: Pick<SetPicture, 'name' | 'file'>[] = [];
    try {
      for (const index of indices) {
        const { name, bytes } = await this.opened().read(index);
        found.push({ name, file: bytes });
      }
      return { value: found };
    } catch (error) {
      return { problem: toProblem(error) };
    }
  }

  private opened(): LabelledSet {
    if (!this.set) throw new EngineError('engine.closed');
    return this.set;
  }

  private async one({ name, bytes }: LabelledImage, preprocessing: Preprocessing): Promise<Sent> {
    const hashing = hashOf(bytes);
    hashing.catch(() => {});
    try {
      const { crop } = await this.decodeImage(bytes, name, preprocessing);
      return { crop, hash: await hashing };
    } catch (error) {
      const problem = toProblem(error);
      if (isPassing(problem)) throw error;
      const drawn = problem.code === 'image.format' && DRAWN.includes(String(problem.values?.format));
      return drawn ? { draw: bytes, name, hash: await hashing } : { problem, name };
    }
  }
}
