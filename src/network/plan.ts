import type { Activation, Architecture, BlockId, Operation, Plan, PlanBlock, Shape, Stage, Stem, ValueName } from '../contracts';
import { checkArchitecture, checkSize, hiddenWidth, stemWidths } from './architecture';

/** One residual unit before it is written down as operations. */
interface Unit {
  id: BlockId;
  /** timm's name of it: `layer1.0`. */
  module: string;
  stage: Stage;
  index: number;
  stride: number;
  inChannels: number;
  /** Undefined without an SE module. */
  hidden?: number;
  /** Name of the unit's output. */
  output: ValueName;
}

/** Operations so far, with the shape of every value. */
interface Draft {
  operations: Operation[];
  shapes: Map<ValueName, Shape>;
}

interface ConvolutionSpec {
  name: string;
  norm?: string;
  bias?: string;
  input: ValueName;
  output: ValueName;
  channels: number;
  kernel?: number;
  stride?: number;
  groups?: number;
  activation: Activation;
  block?: BlockId;
  part?: 'backbone' | 'se';
}

/**
 * Writes an architecture down as operations in order of execution, for images of [height, width]
 * (paper table 1; names and layout as timm/models/resnet.py: a bottleneck strides in its 3×3).
 * Throws an ArchitectureError that names the first field which makes no network.
 */
export function buildPlan(architecture: Architecture, size: [number, number]): Plan {
  checkArchitecture(architecture);
  checkSize(size);
  const input = [...size, 3];
  const draft: Draft = { operations: [], shapes: new Map([['input', input]]) };
  const units = unitsOf(architecture);
  addStem(draft, architecture.stem, `${units[0].id}.input`);
  for (const unit of units) addUnit(draft, unit);
  addHead(draft, architecture.classes);
  const blocks = units.map((unit) => planBlock(draft, unit));
  const se = blocks.filter((block) => block.hidden !== undefined).map((block) => block.id);
  return { architecture, input, operations: draft.operations, blocks, se, classes: architecture.classes };
}

/** Shapes of all values of a plan by name, without the batch. */
export function valueShapes(plan: Plan): ReadonlyMap<ValueName, Shape> {
  const known = shapesByPlan.get(plan);
  if (known) return known;
  const shapes = new Map([['input', plan.input], ...plan.operations.map((o): [ValueName, Shape] => [o.output, o.shape])]);
  shapesByPlan.set(plan, shapes);
  return shapes;
}

/** Every pass asks for them. */
const shapesByPlan = new WeakMap<Plan, ReadonlyMap<ValueName, Shape>>();

function unitsOf({ stem, stages, se }: Architecture): Unit[] {
  const units: Unit[] = [];
  let inChannels = stemWidths(stem).at(-1)!;
  for (const stage of stages) {
    for (let b = 0; b < stage.blocks; b++) {
      const id: BlockId = `SE_${stage.id}_${b + 1}`;
      const hidden = se.blocks.includes(id) ? hiddenWidth(stage.out, se) : undefined;
      units.push({
        id, module: `layer${stage.id - 1}.${b}`, stage, index: b + 1, stride: b === 0 ? stage.stride : 1,
        inChannels, hidden, output: 'features',
      });
      inChannels = stage.out;
    }
  }
  for (let i = 1; i < units.length; i++) units[i - 1].output = `${units[i].id}.input`;
  return units;
}

function addStem(draft: Draft, stem: Stem, output: ValueName): void {
  const widths = stemWidths(stem);
  const last = stem.pool ? 'stem' : output;
  if (stem.kind === 'deep') {
    const common = { kernel: 3, activation: 'relu' as const };
    addConvolution(draft, { ...common, name: 'conv1.0', norm: 'conv1.1', input: 'input', output: 'stem.0', channels: widths[0], stride: stem.stride });
    addConvolution(draft, { ...common, name: 'conv1.3', norm: 'conv1.4', input: 'stem.0', output: 'stem.1', channels: widths[1] });
    addConvolution(draft, { ...common, name: 'conv1.6', norm: 'bn1', input: 'stem.1', output: last, channels: widths[2] });
  } else {
    const kernel = stem.kind === '7x7' ? 7 : 3;
    addConvolution(draft, {
      name: 'conv1', norm: 'bn1', input: 'input', output: last, channels: widths[0], kernel, stride: stem.stride, activation: 'relu',
    });
  }
  if (stem.pool) addPool(draft, last, output);
}

function addUnit(draft: Draft, unit: Unit): void {
  const { id, stage } = unit;
  if (stage.kind === 'bottleneck') addBottleneck(draft, unit);
  else addBasic(draft, unit);
  const branch = unit.hidden === undefined ? `${id}.U` : addSqueezeExcitation(draft, unit, unit.hidden);
  addShortcut(draft, unit);
  add(draft, {
    op: 'add', name: `${unit.module}.add`, inputs: [branch, `${id}.shortcut`], output: unit.output,
    shape: draft.shapes.get(branch)!, block: id, part: 'backbone', activation: 'relu',
  });
}

function addBottleneck(draft: Draft, { id, module, stage, stride }: Unit): void {
  const { width, groups } = stage;
  addConvolution(draft, { name: `${module}.conv1`, norm: `${module}.bn1`, input: `${id}.input`, output: `${id}.conv1`, channels: width, activation: 'relu', block: id });
  addConvolution(draft, {
    name: `${module}.conv2`, norm: `${module}.bn2`, input: `${id}.conv1`, output: `${id}.conv2`,
    channels: width, kernel: 3, stride, groups, activation: 'relu', block: id,
  });
  addConvolution(draft, { name: `${module}.conv3`, norm: `${module}.bn3`, input: `${id}.conv2`, output: `${id}.U`, channels: stage.out, activation: 'none', block: id });
}

function addBasic(draft: Draft, { id, module, stage, stride }: Unit): void {
  const common = { kernel: 3, block: id };
  addConvolution(draft, {
    ...common, name: `${module}.conv1`, norm: `${module}.bn1`, input: `${id}.input`, output: `${id}.conv1`, channels: stage.width, stride, activation: 'relu',
  });
  addConvolution(draft, {
    ...common, name: `${module}.conv2`, norm: `${module}.bn2`, input: `${id}.conv1`, output: `${id}.U`, channels: stage.out, activation: 'none',
  });
}

function addSqueezeExcitation(draft: Draft, { id, module, stage }: Unit, hidden: number): ValueName {
  const common = { block: id, part: 'se' as const };
  const name = `${module}.se`;
  const shape = [stage.out];
  add(draft, { ...common, op: 'globalAverage', name: `${name}.squeeze`, inputs: [`${id}.U`], output: `${id}.squeeze`, shape });
  addConvolution(draft, { ...common, name: `${name}.fc1`, bias: `${name}.fc1.bias`, input: `${id}.squeeze`, output: `${id}.hidden`, channels: hidden, activation: 'relu' });
  addConvolution(draft, { ...common, name: `${name}.fc2`, bias: `${name}.fc2.bias`, input: `${id}.hidden`, output: `${id}.excitation`, channels: stage.out, activation: 'sigmoid' });
  add(draft, { ...common, op: 'gate', name: `${name}.gate`, inputs: [`${id}.excitation`], output: `${id}.gate`, shape });
  const scaled = `${id}.scaled`;
  add(draft, { ...common, op: 'scale', name: `${name}.scale`, inputs: [`${id}.U`, `${id}.gate`], output: scaled, shape: draft.shapes.get(`${id}.U`)! });
  return scaled;
}

function addShortcut(draft: Draft, { id, module, stage, stride, inChannels }: Unit): void {
  const input = `${id}.input`;
  const output = `${id}.shortcut`;
  if (stride === 1 && inChannels === stage.out) {
    add(draft, { op: 'identity', name: `${module}.shortcut`, inputs: [input], output, shape: draft.shapes.get(input)!, block: id, part: 'backbone' });
  } else {
    addConvolution(draft, {
      name: `${module}.downsample.0`, norm: `${module}.downsample.1`, input, output, channels: stage.out, stride, activation: 'none', block: id,
    });
  }
}

function addHead(draft: Draft, classes: number): void {
  const channels = draft.shapes.get('features')!.at(-1)!;
  add(draft, { op: 'globalAverage', name: 'global_pool', inputs: ['features'], output: 'pooled', shape: [channels], part: 'backbone' });
  add(draft, {
    op: 'linear', name: 'fc', inputs: ['pooled'], output: 'logits', shape: [classes], part: 'backbone',
    weight: 'fc.weight', bias: 'fc.bias', inFeatures: channels, outFeatures: classes,
  });
}

function addPool(draft: Draft, input: ValueName, output: ValueName): void {
  const [height, width, channels] = draft.shapes.get(input)!;
  const shape = [outputSize(height, 3, 2), outputSize(width, 3, 2), channels];
  add(draft, { op: 'pool', name: 'maxpool', inputs: [input], output, shape, part: 'backbone', mode: 'max', kernel: 3, stride: 2, padding: 1 });
}

/** Padding keeps the size at stride 1, as every convolution of timm's ResNets. */
function addConvolution(draft: Draft, spec: ConvolutionSpec): void {
  const { name, norm, bias, channels, kernel = 1, stride = 1, groups = 1, activation, block, part = 'backbone' } = spec;
  const from = draft.shapes.get(spec.input)!;
  const shape = [...from.slice(0, -1).map((n) => outputSize(n, kernel, stride)), channels];
  add(draft, {
    op: 'convolution', name, inputs: [spec.input], output: spec.output, shape, ...(block && { block }), part,
    weight: `${name}.weight`, ...(bias && { bias }), ...(norm && { norm }), kernel: [kernel, kernel], stride,
    padding: (kernel - 1) / 2, groups, inChannels: from.at(-1)!, outChannels: channels, activation,
  });
}

function add(draft: Draft, operation: Operation): void {
  draft.operations.push(operation);
  draft.shapes.set(operation.output, operation.shape);
}

function outputSize(size: number, kernel: number, stride: number): number {
  return Math.floor((size + 2 * ((kernel - 1) / 2) - kernel) / stride) + 1;
}

function planBlock(draft: Draft, { id, stage, index, hidden }: Unit): PlanBlock {
  const [height, width, channels] = draft.shapes.get(`${id}.U`)!;
  const input = draft.shapes.get(`${id}.input`)!;
  return { id, stage: stage.id, index, channels, size: [height, width], ...(hidden !== undefined && { hidden }), input };
}
