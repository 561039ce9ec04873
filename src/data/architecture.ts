import type { Architecture, BlockId, InceptionModule, ResidualStage, SqueezeExcitation, Stage, Stem } from '../contracts';
import { DataError } from './error';
import { asInteger, asList, asNumber, asObject, asOneOf, asText } from './fields';

const WIDEST = 65_536;
const MOST_BLOCKS = 1000;
/** Labels and predictions are held in 16 bits. */
const MOST_CLASSES = 65_536;

/**
 * `architecture` of a model.json, checked so that the plan can be built from it.
 * @throws DataError `manifest.…`
 */
export function parseArchitecture(value: unknown): Architecture {
  const fields = asObject(value, 'architecture');
  const rows = asList(fields.stages, 'architecture.stages', 100);
  const first = asObject(rows[0] ?? {}, 'architecture.stages[0]').id === 3 ? 3 : 2;
  const stages = rows.map((row, i) => parseStage(row, i, i + first));
  if (stages.length === 0) throw new DataError('manifest.empty', { field: 'architecture.stages' });
  return {
    stem: parseStem(fields.stem),
    eps: asNumber(fields.eps, 'architecture.eps', 0, 1),
    stages,
    se: parseSqueezeExcitation(fields.se, stages),
    classes: asInteger(fields.classes, 'architecture.classes', 1, MOST_CLASSES),
  };
}

function parseStem(value: unknown): Stem {
  const fields = asObject(value, 'architecture.stem');
  const kind = asOneOf(fields.kind, 'architecture.stem.kind', ['7x7', '3x3', 'deep', 'inception'] as const);
  const stride = asOneOf(fields.stride, 'architecture.stem.stride', [1, 2] as const);
  const pool = asOneOf(fields.pool, 'architecture.stem.pool', [true, false, 'ceil', 'conv'] as const);
  return { kind, stride, pool, width: kind === 'deep' || kind === 'inception' ? widthsOf(fields.width, 'architecture.stem.width', 3) : width(fields.width, 'architecture.stem.width') };
}

type Widths<N extends 2 | 3> = N extends 2 ? [number, number] : [number, number, number];

function widthsOf<N extends 2 | 3>(value: unknown, field: string, expected: N): Widths<N> {
  const list = asList(value, field);
  if (list.length !== expected) throw new DataError('manifest.length', { field, length: list.length, expected });
  return list.map((item, i) => width(item, `${field}[${i}]`)) as Widths<N>;
}

function parseStage(value: unknown, index: number, id: number): Stage {
  const field = `architecture.stages[${index}]`;
  const fields = asObject(value, field);
  asInteger(fields.id, `${field}.id`, id, id);
  const kind = asOneOf(fields.kind, `${field}.kind`, ['bottleneck', 'basic', 'inception'] as const);
  if (kind !== 'inception') return parseResidual(fields, field, id, kind);
  const modules = asList(fields.modules, `${field}.modules`, MOST_BLOCKS).map((module, i) => parseModule(module, `${field}.modules[${i}]`));
  if (modules.length === 0) throw new DataError('manifest.empty', { field: `${field}.modules` });
  return { id, kind, modules };
}

function parseModule(value: unknown, field: string): InceptionModule {
  const fields = asObject(value, field);
  const pool = asObject(fields.pool, `${field}.pool`);
  return {
    one: asInteger(fields.one, `${field}.one`, 0, WIDEST),
    three: widthsOf(fields.three, `${field}.three`, 2),
    twice: widthsOf(fields.twice, `${field}.twice`, 3),
    pool: { mode: asOneOf(pool.mode, `${field}.pool.mode`, ['average', 'max'] as const), width: asInteger(pool.width, `${field}.pool.width`, 0, WIDEST) },
    stride: asOneOf(fields.stride, `${field}.stride`, [1, 2] as const),
  };
}

function parseResidual(fields: Record<string, unknown>, field: string, id: number, kind: ResidualStage['kind']): ResidualStage {
  const stage: ResidualStage = {
    id,
    kind,
    blocks: asInteger(fields.blocks, `${field}.blocks`, 1, MOST_BLOCKS),
    width: width(fields.width, `${field}.width`),
    out: width(fields.out, `${field}.out`),
    stride: asOneOf(fields.stride, `${field}.stride`, [1, 2] as const),
    groups: asInteger(fields.groups, `${field}.groups`, 1, WIDEST),
    shortcut: asOneOf(fields.shortcut, `${field}.shortcut`, ['conv', 'pool', '3x3'] as const),
    ...(fields.strideIn !== undefined && { strideIn: asOneOf(fields.strideIn, `${field}.strideIn`, ['1x1', '3x3'] as const) }),
    ...(fields.first !== undefined && { first: width(fields.first, `${field}.first`) }),
  };
  if (stage.width % stage.groups !== 0) throw new DataError('manifest.groups', { field, width: stage.width, groups: stage.groups });
  if (stage.kind === 'basic' && stage.width !== stage.out) throw new DataError('manifest.basicWidth', { field, width: stage.width, out: stage.out });
  return stage;
}

function parseSqueezeExcitation(value: unknown, stages: readonly Stage[]): SqueezeExcitation {
  const field = 'architecture.se';
  const fields = asObject(value, field);
  const rounding = asObject(fields.rounding, `${field}.rounding`);
  return {
    blocks: parseBlocks(fields.blocks, `${field}.blocks`, stages),
    r: asNumber(fields.r, `${field}.r`, 1, WIDEST),
    rounding: {
      divisor: asInteger(rounding.divisor, `${field}.rounding.divisor`, 1, WIDEST),
      min: asInteger(rounding.min, `${field}.rounding.min`, 1, WIDEST),
    },
    squeeze: asOneOf(fields.squeeze, `${field}.squeeze`, ['average', 'max', 'none'] as const),
    excitation: asOneOf(fields.excitation, `${field}.excitation`, ['sigmoid', 'tanh', 'relu'] as const),
    place: asOneOf(fields.place, `${field}.place`, ['standard', 'pre', 'post', 'identity', '3x3'] as const),
    ...(fields.constants !== undefined && { constants: parseBlocks(fields.constants, `${field}.constants`, stages) }),
  };
}

function parseBlocks(value: unknown, field: string, stages: readonly Stage[]): BlockId[] {
  const counts = stages.map((stage): [number, number] => [stage.id, stage.kind === 'inception' ? stage.modules.length : stage.blocks]);
  const known = new Set(counts.flatMap(([id, blocks]) => Array.from({ length: blocks }, (_, i): BlockId => `SE_${id}_${i + 1}`)));
  const seen = new Set<BlockId>();
  for (const [i, item] of asList(value, field).entries()) {
    const block = asText(item, `${field}[${i}]`) as BlockId;
    if (!known.has(block)) throw new DataError('manifest.block', { field: `${field}[${i}]`, block: block.slice(0, 40) });
    if (seen.has(block)) throw new DataError('manifest.duplicate', { field, value: block });
    seen.add(block);
  }
  return [...seen];
}

function width(value: unknown, field: string): number {
  return asInteger(value, field, 1, WIDEST);
}
