import type { TFunction } from 'i18next';
import type { ModuleBox } from '../../charts/module-drawing/geometry';
import type { Architecture, BlockId, Operation, Plan, Readers, Shape, ValueName } from '../../contracts';
import { formatCount, formatFixed } from '../../locales/format';
import { valueShapes } from '../../network/plan';
import { read } from '../../network/readers';
import { EXACT } from '../../network/timm';
import { activationSigns } from '../block/excitations';
import { rangeOf } from '../summary';

/** Module 3a of BN-Inception with SE (the official release's row) behind its stem: enough of the network to be planned. */
export const inception: Architecture = {
  stem: { kind: 'inception', stride: 2, pool: true, width: [64, 64, 192] },
  eps: 1e-5,
  stages: [{ id: 3, kind: 'inception', modules: [{ one: 64, three: [64, 64], twice: [64, 96, 96], pool: { mode: 'average', width: 32 }, stride: 1 }] }],
  se: { ...EXACT, blocks: ['SE_3_1'], squeeze: 'average', excitation: 'sigmoid', place: 'standard' },
  classes: 1000,
};


const titles: Readers<[t: TFunction, input: Shape], string> = {
  convolution: ({ kernel: [kernel], stride, inChannels, outChannels }, t, input) =>
    input.length === 1 ? dense(t, inChannels, outChannels) : t(stride > 1 ? 'learn.place.ops.strided' : 'learn.place.ops.convolution', { kernel, stride }),
  linear: ({ inFeatures, outFeatures }, t) => dense(t, inFeatures, outFeatures),
  globalPool: ({ mode }, t) => t(`learn.place.ops.${mode}`),
  pool: ({ mode }, t) => t(mode === 'max' ? 'learn.place.ops.maxPool' : 'learn.place.ops.averagePool'),
  gate: (_, t) => t('learn.place.ops.gate'),
  parameter: (_, t) => t('learn.place.ops.parameter'),
  scale: (_, t) => t('learn.place.ops.scale'),
  add: (_, t) => t('learn.place.ops.add'),
  concat: (_, t) => t('learn.place.ops.concat'),
  identity: (_, t) => t('learn.place.ops.identity'),
};

const dense = (t: TFunction, from: number, to: number): string => t('learn.place.ops.dense', { from: formatCount(from), to: formatCount(to) });

type Lanes = ModuleBox['lanes'];

const side = (output: ValueName): boolean => output.endsWith('.shortcut') || output.endsWith('.downsampled');

/** Which lanes each value's box stands in: the shortcut at the left and the SE module at the right of a unit, branches side by side in a module. */
function lanesOf(operations: readonly Operation[], entry: ValueName): Map<ValueName, Lanes> {
  const concat = operations.find(({ op }) => op === 'concat');
  const [last, main] = concat ? [concat.inputs.length - 1, 1] : [2, 1];
  const lanes = new Map<ValueName, Lanes>([[entry, concat ? [0, last] : [0, main]]]);
  let branches = 0;
  for (const { op, part, inputs, output } of operations) {
    const before = lanes.get(inputs[0]!);
    const own = before && before[0] === before[1] ? before[0] : main;
    const at = part === 'se' && op !== 'scale' ? last : concat && inputs[0] === entry ? branches++ : side(output) ? 0 : own;
    lanes.set(output, op === 'concat' ? [0, last] : op === 'add' ? [0, main] : [at, at]);
  }
  return lanes;
}

/** One block of a plan as boxes: each operation with its shape, and with the lowest and highest of `values` where there are some. A live gate is the excitation itself. */
export function moduleBoxes(t: TFunction, plan: Plan, block: BlockId, { values, gated = false }: { values?: Record<ValueName, Float32Array>; gated?: boolean } = {}): ModuleBox[] {
  const all = plan.operations.filter((operation) => operation.block === block && !operation.tap);
  const shapes = valueShapes(plan);
  const passed = new Map(all.flatMap(({ op, inputs, output }) => (op === 'gate' && !gated ? [[output, inputs[0]!] as const] : [])));
  const operations = all.filter(({ output }) => !passed.has(output));
  const entry = `${block}.input`;
  const lanes = lanesOf(operations, entry);
  const numbers = (name: ValueName) => {
    const range = values?.[name] && rangeOf(values[name]);
    return range && { numbers: t('learn.place.range', { low: formatFixed(range.low, 2), high: formatFixed(range.high, 2) }) };
  };
  const shape = (own: Shape): string => own.map(formatCount).join(' × ');
  return [
    { id: entry, title: t('learn.place.input'), shape: shape(shapes.get(entry)!), from: [], lanes: lanes.get(entry)!, ...numbers(entry) },
    ...operations.map((operation): ModuleBox => {
      const { op, output, inputs, part } = operation;
      const activation = op === 'convolution' && part === 'se' ? activationSigns[operation.activation] : '';
      return {
        id: output,
        title: read(titles, operation, t, shapes.get(inputs[0]!) ?? []),
        shape: [shape(operation.shape), activation].filter(Boolean).join(', '),
        from: op === 'gate' ? [] : inputs.map((name) => passed.get(name) ?? name),
        lanes: lanes.get(output)!,
        accent: part === 'se',
        ...numbers(output),
      };
    }),
  ];
}

/** The boxes in words. */
export const moduleText = (t: TFunction, boxes: readonly ModuleBox[]): string =>
  boxes.map(({ title, shape, numbers }) => (numbers === undefined ? t('learn.place.box', { title, shape }) : t('learn.place.boxRange', { title, shape, range: numbers }))).join('. ');
