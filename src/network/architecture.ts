import type { Architecture, BlockId, InceptionModule, InceptionStage, ResidualStage, Stage, Stem } from '../contracts';

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
  stem: ['7x7', '3x3', 'deep', 'inception'],
  stage: ['bottleneck', 'basic', 'inception'],
  stride: [1, 2],
  stemPool: [true, false, 'ceil', 'conv'],
  shortcut: ['conv', 'pool', '3x3'],
  strideIn: [undefined, '1x1', '3x3'],
  squeeze: ['average', 'max', 'none'],
  excitation: ['sigmoid', 'tanh', 'relu'],
  place: ['standard', 'pre', 'post', 'identity', '3x3'],
  pool: ['average', 'max'],
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
  object('stages[0]', stages[0]);
  const first = stages[0].kind === 'inception' && stages[0].id === 3 ? 3 : 2;
  for (const [i, stage] of stages.entries()) checkStage(`stages[${i}]`, stage, i + first);
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

/** The stage that a block is of. */
export const stageWith = ({ stages }: Pick<Architecture, 'stages'>, block: BlockId): Stage => stages.find(({ id }) => id === Number(block.split('_')[1]))!;

/** Ids of all blocks in depth. */
export function blockIds(stages: readonly Stage[]): BlockId[] {
  return stages.flatMap((stage) => Array.from({ length: blocksOf(stage) }, (_, b): BlockId => `SE_${stage.id}_${b + 1}`));
}

const blocksOf = (stage: Stage): number => (stage.kind === 'inception' ? stage.modules.length : stage.blocks);

function checkStem(stem: Stem): void {
  object('stem', stem);
  oneOf('stem.kind', stem.kind, KNOWN.stem);
  oneOf('stem.stride', stem.stride, KNOWN.stride);
  oneOf('stem.pool', stem.pool, KNOWN.stemPool);
  if (stem.kind !== 'deep' && stem.kind !== 'inception') return count('stem.width', stem.width, MOST.channels);
  widths('stem.width', stem.width, `${stem.kind === 'deep' ? 'a deep' : 'an Inception'} stem lists the widths of its three convolutions`, 3);
}

function checkStage(field: string, stage: Stage, id: number): void {
  object(field, stage);
  if (stage.id !== id) throw new ArchitectureError(`${field}.id`, stage.id, `${id} expected: stages are counted up by one`);
  oneOf(`${field}.kind`, stage.kind, KNOWN.stage);
  if (stage.kind === 'inception') checkInception(field, stage);
  else checkResidual(field, stage);
}

function checkInception(field: string, { modules }: InceptionStage): void {
  if (!Array.isArray(modules) || modules.length === 0 || modules.length > MOST.blocks) {
    throw new ArchitectureError(`${field}.modules`, modules, `a list of 1 to ${MOST.blocks} modules`);
  }
  for (const [i, module] of modules.entries()) checkModule(`${field}.modules[${i}]`, module);
}

function checkModule(field: string, module: InceptionModule): void {
  object(field, module);
  count(`${field}.one`, module.one, MOST.channels, 0);
  widths(`${field}.three`, module.three, 'the widths of its two convolutions', 2);
  widths(`${field}.twice`, module.twice, 'the widths of its three convolutions', 3);
  object(`${field}.pool`, module.pool);
  oneOf(`${field}.pool.mode`, module.pool.mode, KNOWN.pool);
  count(`${field}.pool.width`, module.pool.width, MOST.channels, 0);
  oneOf(`${field}.stride`, module.stride, KNOWN.stride);
  if (module.stride === 2 && (module.one > 0 || module.pool.width > 0)) {
    throw new ArchitectureError(`${field}.stride`, module.stride, 'a module that strides has no 1×1 branch, and its pool passes its input on');
  }
}

function widths(field: string, value: unknown, expected: string, length: number): void {
  if (!Array.isArray(value) || value.length !== length) throw new ArchitectureError(field, value, expected);
  for (const [i, width] of value.entries()) count(`${field}[${i}]`, width, MOST.channels);
}

function checkResidual(field: string, stage: ResidualStage): void {
  count(`${field}.blocks`, stage.blocks, MOST.blocks);
  count(`${field}.width`, stage.width, MOST.channels);
  count(`${field}.out`, stage.out, MOST.channels);
  if (stage.first !== undefined) count(`${field}.first`, stage.first, MOST.channels);
  oneOf(`${field}.stride`, stage.stride, KNOWN.stride);
  oneOf(`${field}.shortcut`, stage.shortcut, KNOWN.shortcut);
  oneOf(`${field}.strideIn`, stage.strideIn, KNOWN.strideIn);
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
  if (se.place !== 'standard' && stages.some(({ kind }) => kind === 'inception')) {
    throw new ArchitectureError('se.place', se.place, 'in Inception modules SE stands after the concatenation: standard');
  }
  if (typeof se.r !== 'number' || !(se.r > 0)) throw new ArchitectureError('se.r', se.r, 'a number above 0');
  object('se.rounding', se.rounding);
  count('se.rounding.divisor', se.rounding.divisor, MOST.channels);
  count('se.rounding.min', se.rounding.min, MOST.channels, 0);
  const known = blockIds(stages);
  const listed = new Set<BlockId>();
  for (const key of ['blocks', 'constants'] as const) {
    const ids = se[key] ?? (key === 'constants' ? [] : undefined);
    if (!Array.isArray(ids)) throw new ArchitectureError(`se.${key}`, ids, 'a list of block ids');
    for (const [i, id] of ids.entries()) {
      oneOf(`se.${key}[${i}]`, id, known);
      if (listed.has(id)) throw new ArchitectureError(`se.${key}[${i}]`, id, 'it is listed twice');
      listed.add(id);
    }
  }
}

/** Throws an ArchitectureError where a module on so many channels would have no hidden unit, or too many. @returns its hidden width */
export function checkHidden(channels: number, se: Architecture['se']): number {
  const hidden = hiddenWidth(channels, se);
  if (hidden < 1 || hidden > MOST.channels) {
    throw new ArchitectureError('se.r', se.r, `${channels} channels would get a hidden width of ${hidden}`);
  }
  return hidden;
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
