import type { Architecture, BlockId, SqueezeExcitation, Stage, Stem } from '../contracts';
import { DataError } from './error';
import { asBoolean, asInteger, asList, asNumber, asObject, asOneOf, asText } from './fields';

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
  const stages = asList(fields.stages, 'architecture.stages', 100).map(parseStage);
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
  const kind = asOneOf(fields.kind, 'architecture.stem.kind', ['7x7', '3x3', 'deep'] as const);
  const stride = asOneOf(fields.stride, 'architecture.stem.stride', [1, 2] as const);
  const pool = asBoolean(fields.pool, 'architecture.stem.pool');
  return { kind, stride, pool, width: kind === 'deep' ? deepWidths(fields.width) : width(fields.width, 'architecture.stem.width') };
}

function deepWidths(value: unknown): [number, number, number] {
  const field = 'architecture.stem.width';
  const widths = asList(value, field);
  if (widths.length !== 3) throw new DataError('manifest.length', { field, length: widths.length, expected: 3 });
  const [first, second, third] = widths.map((item, i) => width(item, `${field}[${i}]`));
  return [first, second, third];
}

function parseStage(value: unknown, index: number): Stage {
  const field = `architecture.stages[${index}]`;
  const fields = asObject(value, field);
  const stage: Stage = {
    id: asInteger(fields.id, `${field}.id`, index + 2, index + 2),
    kind: asOneOf(fields.kind, `${field}.kind`, ['bottleneck', 'basic'] as const),
    blocks: asInteger(fields.blocks, `${field}.blocks`, 1, MOST_BLOCKS),
    width: width(fields.width, `${field}.width`),
    out: width(fields.out, `${field}.out`),
    stride: asOneOf(fields.stride, `${field}.stride`, [1, 2] as const),
    groups: asInteger(fields.groups, `${field}.groups`, 1, WIDEST),
    shortcut: asOneOf(fields.shortcut, `${field}.shortcut`, ['conv'] as const),
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
    squeeze: asOneOf(fields.squeeze, `${field}.squeeze`, ['average'] as const),
    excitation: asOneOf(fields.excitation, `${field}.excitation`, ['sigmoid'] as const),
    place: asOneOf(fields.place, `${field}.place`, ['standard'] as const),
  };
}

function parseBlocks(value: unknown, field: string, stages: readonly Stage[]): BlockId[] {
  const known = new Set(stages.flatMap(({ id, blocks }) => Array.from({ length: blocks }, (_, i): BlockId => `SE_${id}_${i + 1}`)));
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
