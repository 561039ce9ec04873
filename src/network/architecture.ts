import type { Architecture, BlockId, Stage, Stem } from '../contracts';

/** An architecture that no plan can be built from: which field, what stands there, and what may. */
export class ArchitectureError extends Error {
  override readonly name = 'ArchitectureError';

  constructor(
    readonly field: string,
    readonly found: unknown,
    /** What would be right, as a phrase: `known: bottleneck, basic`. */
    readonly expected: string,
  ) {
    super(`${field} is ${show(found)}; ${expected}`);
  }
}

const KNOWN = {
  stem: ['7x7', '3x3', 'deep'],
  stage: ['bottleneck', 'basic'],
  stride: [1, 2],
  shortcut: ['conv'],
  squeeze: ['average'],
  excitation: ['sigmoid'],
  place: ['standard'],
};

/** Far above any known network: a file that asks for more is broken, and building its plan would never end. */
const MOST = { stages: 16, blocks: 1000, channels: 1 << 16, classes: 1 << 20, pixels: 8192 };

/** Throws an ArchitectureError for the first field that no plan can be built from; fields that it does not know are ignored. */
export function checkArchitecture(architecture: Architecture): void {
  object('architecture', architecture);
  checkStem(architecture.stem);
  const { eps, stages } = architecture;
  if (typeof eps !== 'number' || !(eps > 0 && eps < 1)) throw new ArchitectureError('eps', eps, 'a number between 0 and 1');
  if (!Array.isArray(stages) || stages.length === 0 || stages.length > MOST.stages) {
    throw new ArchitectureError('stages', stages, `a list of 1 to ${MOST.stages} stages`);
  }
  for (const [i, stage] of stages.entries()) checkStage(`stages[${i}]`, stage, i + 2);
  count('classes', architecture.classes, MOST.classes);
  checkSqueezeExcitation(architecture);
}

/** Throws an ArchitectureError unless `size` is [height, width] in whole pixels. */
export function checkSize(size: readonly number[]): void {
  if (!Array.isArray(size) || size.length !== 2) throw new ArchitectureError('size', size, '[height, width] expected');
  for (const [i, pixels] of size.entries()) count(`size[${i}]`, pixels, MOST.pixels);
}

/** Output channels of the stem's convolutions in order. */
export function stemWidths(stem: Stem): number[] {
  return typeof stem.width === 'number' ? [stem.width] : stem.width;
}

/** Width between fc1 and fc2 of an SE module on `channels` channels: timm's make_divisible with round_limit 0 (timm/layers/helpers.py). */
export function hiddenWidth(channels: number, se: Pick<Architecture['se'], 'r' | 'rounding'>): number {
  const { divisor, min } = se.rounding;
  return Math.max(min, Math.floor(Math.floor(channels / se.r + divisor / 2) / divisor) * divisor);
}

/** Ids of all residual units in depth. */
export function blockIds(stages: readonly Pick<Stage, 'id' | 'blocks'>[]): BlockId[] {
  return stages.flatMap((stage) => Array.from({ length: stage.blocks }, (_, b): BlockId => `SE_${stage.id}_${b + 1}`));
}

function checkStem(stem: Stem): void {
  object('stem', stem);
  oneOf('stem.kind', stem.kind, KNOWN.stem);
  oneOf('stem.stride', stem.stride, KNOWN.stride);
  oneOf('stem.pool', stem.pool, [true, false]);
  if (stem.kind !== 'deep') return count('stem.width', stem.width, MOST.channels);
  if (!Array.isArray(stem.width) || stem.width.length !== 3) {
    throw new ArchitectureError('stem.width', stem.width, 'a deep stem lists the widths of its three convolutions');
  }
  for (const [i, width] of stem.width.entries()) count(`stem.width[${i}]`, width, MOST.channels);
}

function checkStage(field: string, stage: Stage, id: number): void {
  object(field, stage);
  if (stage.id !== id) throw new ArchitectureError(`${field}.id`, stage.id, `${id} expected: stages are counted from 2`);
  oneOf(`${field}.kind`, stage.kind, KNOWN.stage);
  count(`${field}.blocks`, stage.blocks, MOST.blocks);
  count(`${field}.width`, stage.width, MOST.channels);
  count(`${field}.out`, stage.out, MOST.channels);
  oneOf(`${field}.stride`, stage.stride, KNOWN.stride);
  oneOf(`${field}.shortcut`, stage.shortcut, KNOWN.shortcut);
  count(`${field}.groups`, stage.groups, MOST.channels);
  if (stage.kind === 'basic' && stage.groups !== 1) {
    throw new ArchitectureError(`${field}.groups`, stage.groups, 'a basic block has 1 group');
  }
  if (stage.width % stage.groups !== 0) {
    throw new ArchitectureError(`${field}.groups`, stage.groups, `it must divide the width ${stage.width}`);
  }
}

function checkSqueezeExcitation({ se, stages }: Architecture): void {
  object('se', se);
  oneOf('se.squeeze', se.squeeze, KNOWN.squeeze);
  oneOf('se.excitation', se.excitation, KNOWN.excitation);
  oneOf('se.place', se.place, KNOWN.place);
  if (typeof se.r !== 'number' || !(se.r > 0)) throw new ArchitectureError('se.r', se.r, 'a number above 0');
  object('se.rounding', se.rounding);
  count('se.rounding.divisor', se.rounding.divisor, MOST.channels);
  count('se.rounding.min', se.rounding.min, MOST.channels, 0);
  if (!Array.isArray(se.blocks)) throw new ArchitectureError('se.blocks', se.blocks, 'a list of block ids');
  const known = blockIds(stages);
  for (const [i, id] of se.blocks.entries()) {
    oneOf(`se.blocks[${i}]`, id, known);
    if (se.blocks.indexOf(id) !== i) throw new ArchitectureError(`se.blocks[${i}]`, id, 'it is listed twice');
    checkHidden(`se.r`, stages[Number(id.split('_')[1]) - 2].out, se);
  }
}

function checkHidden(field: string, channels: number, se: Architecture['se']): void {
  const hidden = hiddenWidth(channels, se);
  if (hidden < 1 || hidden > MOST.channels) {
    throw new ArchitectureError(field, se.r, `${channels} channels would get a hidden width of ${hidden}`);
  }
}

function object(field: string, value: unknown): void {
  if (typeof value !== 'object' || value === null) throw new ArchitectureError(field, value, 'an object expected');
}

function count(field: string, value: unknown, most: number, least = 1): void {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < least || value > most) {
    throw new ArchitectureError(field, value, `a whole number from ${least} to ${most} expected`);
  }
}

function oneOf(field: string, value: unknown, known: readonly unknown[]): void {
  if (known.includes(value)) return;
  const listed = known.length > 24 ? [...known.slice(0, 3), '…', ...known.slice(-3)] : known;
  throw new ArchitectureError(field, value, `known: ${listed.join(', ')}`);
}

function show(value: unknown): string {
  if (value === undefined) return 'missing';
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
