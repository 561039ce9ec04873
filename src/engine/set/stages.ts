import type { BlockId, Plan, Setting } from '../../contracts';
import type { KeptPasses } from '../../data/labelled/keptPasses';
import { NOT_RUN } from '../../analysis/settingDecisions';
import { tailBlocks } from '../../network/plan';
import { changedBlocks } from '../setting';
import type { Fed, Pass, PassState } from './pass';

/** Of one set: what is more isn't kept. */
const MOST_BYTES = 256e6;
/** Of one piece. */
const PIECE_BYTES = 4e6;

/** What enters the last stage, kept of some images in a row of a set, all gates live. */
export interface StagePiece {
  key: string;
  /** The first, and the one behind the last. */
  from: number;
  to: number;
}

/** What enters the last stage of a network: `entering` names its first block, `length` counts the values of one image. */
export interface Stage {
  entering: BlockId;
  length: number;
}

/** Undefined where there is one stage only. */
export function lastStage({ blocks }: Plan): Stage | undefined {
  const at = blocks.findIndex(({ stage }) => stage === blocks.at(-1)?.stage);
  return at > 0 ? { entering: blocks[at]!.id, length: blocks[at]!.input.reduce((a, b) => a * b, 1) } : undefined;
}

/** Whether every changed gate of a setting is of the last stage. */
export function isBehind(plan: Plan, { entering }: Stage, setting: Setting): boolean {
  const tail = tailBlocks(plan, entering);
  return changedBlocks(setting).every((block) => tail.includes(block));
}

/** Whether the values of so many images have room in the browser. */
export const hasRoom = (images: number, { length }: Stage): boolean => 4 * images * length <= MOST_BYTES;

/** Whether pieces hold every image up to the one at `to`. */
export function holds(pieces: readonly StagePiece[], to: number): boolean {
  let at = 0;
  for (const piece of pieces) if (piece.from <= at) at = Math.max(at, piece.to);
  return at >= to;
}

/** Keeps what enters the last stage, in pieces, as a pass comes by. Where the browser takes no more it stops, and what is there stays. */
export class StageKeeper {
  private values: Float32Array[] = [];
  private full = false;

  /** @param from the image that comes first */
  constructor(private readonly kept: KeptPasses, private readonly key: string, readonly pieces: StagePiece[], private readonly length: number, private from: number) {}

  /** The next image's; of one that doesn't count there is none. */
  add(values: Float32Array | undefined): void {
    if (!this.full) this.values.push(values ?? new Float32Array());
  }

  get isDue(): boolean {
    return 4 * this.values.length * this.length >= PIECE_BYTES;
  }

  async flush(): Promise<void> {
    if (this.full || this.values.length === 0) return;
    const { values, from, length } = this;
    const all = new Float32Array(values.length * length);
    values.forEach((own, i) => all.set(own, i * length));
    this.values = [];
    this.from += values.length;
    // With both ends: another page's pass over the same set may lie in other pieces.
    const key = `${this.key} from ${from} to ${this.from}`;
    try {
      await this.kept.put(key, { values: all });
      this.pieces.push({ key, from, to: this.from });
    } catch {
      this.full = true;
    }
  }
}

/** What was kept of these images, one after another in rising order; throws RangeError where a piece has gone. */
export async function* stageValues(kept: KeptPasses, pieces: readonly StagePiece[], { length }: Stage, images: Iterable<number>): AsyncGenerator<Float32Array> {
  let piece: StagePiece | undefined;
  let values = new Float32Array();
  for (const image of images) {
    if (!piece || image < piece.from || image >= piece.to) {
      piece = pieces.find(({ from, to }) => image >= from && image < to);
      values = ((await kept.get(piece?.key ?? '')) as { values?: Float32Array<ArrayBuffer> } | undefined)?.values ?? new Float32Array();
      if (!piece || values.length !== (piece.to - piece.from) * length) throw new RangeError(`image ${image} isn’t kept`);
    }
    yield values.subarray((image - piece.from) * length, (image - piece.from + 1) * length);
  }
}

/** Images of a pass as they enter the last stage, in blocks of `size`; those that don't count are left out. */
export interface StoredStage {
  from: BlockId;
  blocks: (images: Iterable<number>, size: number) => AsyncGenerator<Fed[]>;
}

/** Undefined where what enters the last stage isn't kept of each image up to the one at `to`, or where a setting changes an earlier gate. */
export async function storedStage(plan: Plan, { stages = [], top1 }: PassState, to: number, settings: readonly Setting[], kept: KeptPasses | undefined): Promise<StoredStage | undefined> {
  const stage = lastStage(plan);
  if (!kept || !stage || !holds(stages, to) || !settings.every((setting) => isBehind(plan, stage, setting))) return undefined;
  const keys = new Set(await kept.keys().catch(() => []));
  if (!stages.every(({ key }) => keys.has(key))) return undefined;
  return {
    from: stage.entering,
    async *blocks(images, size) {
      const wanted = [...images];
      const values = stageValues(kept, stages, stage, wanted);
      for (let at = 0; at < wanted.length; at += size) {
        const block: Fed[] = [];
        for (const image of wanted.slice(at, at + size)) {
          const { value } = await values.next();
          block.push(top1[image] === NOT_RUN ? 'left out' : { entering: value as Float32Array });
        }
        yield block;
      }
    },
  };
}

/** What a pass with all gates live hands the inputs of the last stage to; nothing where they have no room. */
export function stageKeeper(plan: Plan, state: PassState, images: number, key: string, kept: KeptPasses | undefined): Pick<Pass, 'stages'> {
  const stage = lastStage(plan);
  if (!kept || !stage || !hasRoom(images, stage)) return {};
  return { stages: { entering: stage.entering, keeper: new StageKeeper(kept, `${key} stage`, (state.stages ??= []), stage.length, state.next) } };
}
