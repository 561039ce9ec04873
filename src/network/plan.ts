import type { Activation, Architecture, BlockId, InceptionModule, Operation, Plan, PlanBlock, ResidualStage, Shape, SqueezeExcitation, Stem, ValueName } from '../contracts';
import { checkArchitecture, checkHidden, checkSize, stemWidths } from './architecture';

/** One block before it is written down as operations. */
interface Unit {
  id: BlockId;
  stage: number;
  /** From 1 within the stage. */
  index: number;
  /** Name of its modules in the state dict, timm's for residual units: `layer1.0`. */
  module: string;
  body: { kind: 'residual'; stage: ResidualStage; stride: number } | { kind: 'inception'; module: InceptionModule };
  /** What its slot holds. */
  slot?: { kind: 'module' | 'constant'; se: SqueezeExcitation };
  /** Name of the block's output. */
  output: ValueName;
}

/** Operations so far, with the shape of every value, and what the slots gate. */
interface Draft {
  operations: Operation[];
  shapes: Map<ValueName, Shape>;
  slots: Map<BlockId, { gated: ValueName; hidden?: number }>;
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
 * (paper table 1; names and layout as timm/models/resnet.py: a bottleneck strides in its 3×3 unless it says otherwise).
 * Throws an ArchitectureError that names the first field which makes no network.
 */
export function buildPlan(architecture: Architecture, size: [number, number]): Plan {
  checkArchitecture(architecture);
  checkSize(size);
  const input = [...size, 3];
  const draft: Draft = { operations: [], shapes: new Map([['input', input]]), slots: new Map() };
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

/** The SE blocks from `entering` on, in depth: those whose gates held-out activations allow to change. */
export function tailBlocks(plan: Plan, entering: BlockId): BlockId[] {
  const from = plan.blocks.findIndex(({ id }) => id === entering);
  return plan.blocks.slice(from).filter(({ id }) => plan.se.includes(id)).map(({ id }) => id);
}

/** What a block's SE module is made of, in order, without what is only to be looked at. */
export function moduleOperations(plan: Plan, block: BlockId): Operation[] {
  return plan.operations.filter((operation) => operation.block === block && operation.part === 'se' && !operation.tap);
}

/** Every pass asks for them. */
const shapesByPlan = new WeakMap<Plan, ReadonlyMap<ValueName, Shape>>();

function unitsOf({ stages, se }: Architecture): Unit[] {
  const units: Unit[] = [];
  for (const stage of stages) {
    const bodies: Unit['body'][] = stage.kind === 'inception'
      ? stage.modules.map((module) => ({ kind: 'inception', module }))
      : Array.from({ length: stage.blocks }, (_, b) => ({ kind: 'residual', stage, stride: b === 0 ? stage.stride : 1 }));
    for (const [b, body] of bodies.entries()) {
      const id: BlockId = `SE_${stage.id}_${b + 1}`;
      const kind = se.blocks.includes(id) ? 'module' : se.constants?.includes(id) ? 'constant' : undefined;
      units.push({ id, stage: stage.id, index: b + 1, module: `layer${stage.id - 1}.${b}`, body, ...(kind && { slot: { kind, se } }), output: 'features' });
    }
  }
  for (let i = 1; i < units.length; i++) units[i - 1].output = `${units[i].id}.input`;
  return units;
}

function addStem(draft: Draft, stem: Stem, output: ValueName): void {
  const widths = stemWidths(stem);
  const { stride, pool } = stem;
  const last = pool ? 'stem' : output;
  const relu = { activation: 'relu' as const };
  if (stem.kind === 'deep') {
    addConvolution(draft, { ...relu, kernel: 3, name: 'conv1.0', norm: 'conv1.1', input: 'input', output: 'stem.0', channels: widths[0], stride });
    addConvolution(draft, { ...relu, kernel: 3, name: 'conv1.3', norm: 'conv1.4', input: 'stem.0', output: 'stem.1', channels: widths[1] });
    addConvolution(draft, { ...relu, kernel: 3, name: 'conv1.6', norm: 'bn1', input: 'stem.1', output: last, channels: widths[2] });
  } else if (stem.kind === 'inception') {
    addConvolution(draft, { ...relu, kernel: 7, name: 'conv1', norm: 'bn1', input: 'input', output: 'stem.0', channels: widths[0], stride });
    if (pool) addStemPool(draft, 'maxpool1', pool, 'stem.0', 'stem.1');
    addConvolution(draft, { ...relu, name: 'conv2', norm: 'bn2', input: pool ? 'stem.1' : 'stem.0', output: 'stem.2', channels: widths[1] });
    addConvolution(draft, { ...relu, kernel: 3, name: 'conv3', norm: 'bn3', input: 'stem.2', output: last, channels: widths[2] });
  } else {
    const kernel = stem.kind === '7x7' ? 7 : 3;
    addConvolution(draft, { ...relu, name: 'conv1', norm: 'bn1', input: 'input', output: last, channels: widths[0], kernel, stride });
  }
  if (pool) addStemPool(draft, 'maxpool', pool, last, output);
}

function addStemPool(draft: Draft, name: string, kind: Stem['pool'], input: ValueName, output: ValueName): void {
  if (kind !== 'conv') return addPool(draft, { name, input, output, mode: 'max', stride: 2, ...(kind === 'ceil' && { padding: 0, ceil: true }) });
  const channels = draft.shapes.get(input)!.at(-1)!;
  addConvolution(draft, { name: `${name}.0`, norm: `${name}.1`, input, output, channels, kernel: 3, stride: 2, activation: 'relu' });
}

function addUnit(draft: Draft, unit: Unit): void {
  const { id, module, body } = unit;
  if (body.kind === 'inception') {
    addInception(draft, unit, body.module);
    addSlot(draft, unit, 'standard', `${id}.U`, unit.output);
    return;
  }
  const entering = addSlot(draft, unit, 'pre', `${id}.input`);
  if (body.stage.kind === 'bottleneck') addBottleneck(draft, unit, entering, body);
  else addBasic(draft, unit, entering, body);
  const branch = addSlot(draft, unit, 'standard', `${id}.U`);
  addShortcut(draft, unit, body);
  const shortcut = addSlot(draft, unit, 'identity', `${id}.shortcut`);
  const post = unit.slot?.se.place === 'post';
  const sum = post ? `${id}.sum` : unit.output;
  add(draft, {
    op: 'add', name: `${module}.add`, inputs: [branch, shortcut], output: sum,
    shape: draft.shapes.get(branch)!, block: id, part: 'backbone', activation: 'relu',
  });
  if (post) addSlot(draft, unit, 'post', sum, unit.output);
}

type ResidualBody = Extract<Unit['body'], { kind: 'residual' }>;

function addBottleneck(draft: Draft, unit: Unit, input: ValueName, { stage, stride }: ResidualBody): void {
  const { id: block, module } = unit;
  const { width, groups, strideIn = '3x3', first = width } = stage;
  const at = (place: typeof strideIn) => (strideIn === place ? stride : 1);
  addConvolution(draft, {
    name: `${module}.conv1`, norm: `${module}.bn1`, input, output: `${block}.conv1`, channels: first, stride: at('1x1'), activation: 'relu', block,
  });
  addConvolution(draft, {
    name: `${module}.conv2`, norm: `${module}.bn2`, input: `${block}.conv1`, output: `${block}.conv2`,
    channels: width, kernel: 3, stride: at('3x3'), groups, activation: 'relu', block,
  });
  const inner = addSlot(draft, unit, '3x3', `${block}.conv2`);
  addConvolution(draft, { name: `${module}.conv3`, norm: `${module}.bn3`, input: inner, output: `${block}.U`, channels: stage.out, activation: 'none', block });
}

function addBasic(draft: Draft, unit: Unit, input: ValueName, { stage, stride }: ResidualBody): void {
  const { id: block, module } = unit;
  addConvolution(draft, {
    kernel: 3, block, name: `${module}.conv1`, norm: `${module}.bn1`, input, output: `${block}.conv1`, channels: stage.width, stride, activation: 'relu',
  });
  const inner = addSlot(draft, unit, '3x3', `${block}.conv1`);
  addConvolution(draft, {
    kernel: 3, block, name: `${module}.conv2`, norm: `${module}.bn2`, input: inner, output: `${block}.U`, channels: stage.out, activation: 'none',
  });
}

/** Four branches, concatenated to U in this order: 1×1, 3×3, double 3×3, pool. */
function addInception(draft: Draft, { id: block, module }: Unit, { one, three, twice, pool, stride }: InceptionModule): void {
  const entering = `${block}.input`;
  const branches: ValueName[] = [];
  const branch = (name: string, input: ValueName, layers: { channels: number; kernel?: number; stride?: number }[]) => {
    let value = input;
    for (const [i, layer] of layers.entries()) {
      const output = `${block}.${name}${i + 1 < layers.length ? `.${i + 1}` : ''}`;
      addConvolution(draft, { ...layer, name: `${module}.${name}.conv${i + 1}`, norm: `${module}.${name}.bn${i + 1}`, input: value, output, activation: 'relu', block });
      value = output;
    }
    branches.push(value);
  };
  if (one > 0) branch('one', entering, [{ channels: one }]);
  branch('three', entering, [{ channels: three[0] }, { channels: three[1], kernel: 3, stride }]);
  branch('twice', entering, [{ channels: twice[0] }, { channels: twice[1], kernel: 3 }, { channels: twice[2], kernel: 3, stride }]);
  const pooled = `${block}.pooled`;
  addPool(draft, { name: `${module}.pool`, input: entering, output: pooled, mode: pool.mode, stride, block });
  branch('pool', pooled, pool.width > 0 ? [{ channels: pool.width }] : []);
  const shapes = branches.map((value) => draft.shapes.get(value)!);
  const shape = [...shapes[0].slice(0, 2), shapes.reduce((sum, [, , channels]) => sum + channels, 0)];
  add(draft, { op: 'concat', name: `${module}.concat`, inputs: branches, output: `${block}.U`, shape, block, part: 'backbone' });
}

/** Puts what the unit's slot holds on `value`, if `place` is where it stands. @returns the name of what goes on from there */
function addSlot(draft: Draft, unit: Unit, place: SqueezeExcitation['place'], value: ValueName, output: ValueName = `${unit.id}.scaled`): ValueName {
  const { id: block, module, slot } = unit;
  const shape = draft.shapes.get(value)!;
  if (slot?.se.place !== place) {
    if (output !== unit.output) return value;
    add(draft, { op: 'identity', name: `${module}.output`, inputs: [value], output, shape, block, part: 'backbone' });
    return output;
  }
  if (slot.kind === 'constant') {
    const gate = `${block}.gate`;
    add(draft, { op: 'parameter', name: `${module}.se.constant`, weight: `${module}.se.constant`, inputs: [], output: gate, shape: shape.slice(-1), block, part: 'backbone' });
    add(draft, { op: 'scale', name: `${module}.se.scale`, inputs: [value, gate], output, shape, block, part: 'backbone' });
  } else {
    const gate = addSqueezeExcitation(draft, unit, slot.se, value);
    add(draft, { op: 'scale', name: `${module}.se.scale`, inputs: [value, gate], output, shape, block, part: 'se' });
  }
  return output;
}

/** Squeeze, the two fully connected layers and the gate on a map. @returns the name of the gate that multiplies it */
function addSqueezeExcitation(draft: Draft, { id: block, module }: Unit, se: SqueezeExcitation, value: ValueName): ValueName {
  const map = draft.shapes.get(value)!;
  const channels = map.at(-1)!;
  const hidden = checkHidden(channels, se);
  draft.slots.set(block, { gated: value, hidden });
  const common = { block, part: 'se' as const };
  const name = `${module}.se`;
  const spread = se.squeeze === 'none';
  const [excitation, gate] = spread ? [`${block}.excitationMap`, `${block}.gateMap`] : [`${block}.excitation`, `${block}.gate`];
  const squeeze = spread ? value : `${block}.squeeze`;
  if (se.squeeze !== 'none') {
    add(draft, { ...common, op: 'globalPool', mode: se.squeeze, name: `${name}.squeeze`, inputs: [value], output: squeeze, shape: [channels] });
  }
  addConvolution(draft, { ...common, name: `${name}.fc1`, bias: `${name}.fc1.bias`, input: squeeze, output: `${block}.hidden`, channels: hidden, activation: 'relu' });
  addConvolution(draft, { ...common, name: `${name}.fc2`, bias: `${name}.fc2.bias`, input: `${block}.hidden`, output: excitation, channels, activation: se.excitation });
  add(draft, { ...common, op: 'gate', name: `${name}.gate`, inputs: [excitation], output: gate, shape: spread ? map : [channels] });
  if (spread) {
    for (const [seen, mean] of [[excitation, `${block}.excitation`], [gate, `${block}.gate`]]) {
      add(draft, { ...common, op: 'globalPool', mode: 'average', name: `${mean}.mean`, inputs: [seen], output: mean, shape: [channels], tap: true });
    }
  }
  return gate;
}

function addShortcut(draft: Draft, { id, module }: Unit, { stage, stride }: ResidualBody): void {
  const input = `${id}.input`;
  const output = `${id}.shortcut`;
  const shape = draft.shapes.get(input)!;
  if (stride === 1 && shape.at(-1) === stage.out) {
    add(draft, { op: 'identity', name: `${module}.shortcut`, inputs: [input], output, shape, block: id, part: 'backbone' });
    return;
  }
  const common = { output, channels: stage.out, activation: 'none' as const, block: id };
  if (stage.shortcut === 'pool') {
    const pooled = stride > 1 ? `${id}.downsampled` : input;
    if (stride > 1) addPool(draft, { name: `${module}.downsample.0`, input, output: pooled, mode: 'average', kernel: 2, stride, padding: 0, ceil: true, block: id });
    addConvolution(draft, { ...common, name: `${module}.downsample.1`, norm: `${module}.downsample.2`, input: pooled });
  } else {
    const kernel = stage.shortcut === '3x3' && stride > 1 ? 3 : 1;
    addConvolution(draft, { ...common, name: `${module}.downsample.0`, norm: `${module}.downsample.1`, input, kernel, stride });
  }
}

function addHead(draft: Draft, classes: number): void {
  const channels = draft.shapes.get('features')!.at(-1)!;
  add(draft, { op: 'globalPool', mode: 'average', name: 'global_pool', inputs: ['features'], output: 'pooled', shape: [channels], part: 'backbone' });
  add(draft, {
    op: 'linear', name: 'fc', inputs: ['pooled'], output: 'logits', shape: [classes], part: 'backbone',
    weight: 'fc.weight', bias: 'fc.bias', inFeatures: channels, outFeatures: classes,
  });
}

interface PoolSpec {
  name: string;
  input: ValueName;
  output: ValueName;
  mode: 'max' | 'average';
  kernel?: number;
  stride: number;
  /** On each side. */
  padding?: number;
  /** A last window reaches over the edge rather than leave a row out (PyTorch's ceil_mode). */
  ceil?: boolean;
  block?: BlockId;
}

/** 3×3 with a padding of 1 unless it says otherwise. */
function addPool(draft: Draft, { name, input, output, mode, kernel = 3, stride, padding = 1, ceil = false, block }: PoolSpec): void {
  const [height, width, channels] = draft.shapes.get(input)!;
  const windows = (n: number) => (ceil ? Math.ceil : Math.floor)((n + 2 * padding - kernel) / stride) + 1;
  const after = (n: number) => (ceil ? Math.max(0, (windows(n) - 1) * stride + kernel - n - padding) : padding);
  add(draft, {
    op: 'pool', name, inputs: [input], output, shape: [windows(height), windows(width), channels], ...(block && { block }), part: 'backbone',
    mode, kernel, stride, padding: [padding, padding, after(height), after(width)],
  });
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

function planBlock(draft: Draft, unit: Unit): PlanBlock {
  const { id, stage, index } = unit;
  const { gated = `${id}.U`, hidden } = draft.slots.get(id) ?? {};
  const [height, width, channels] = draft.shapes.get(gated)!;
  return {
    id, stage, index, gated, channels, size: [height, width], ...(hidden !== undefined && { hidden }),
    resume: resumeFrom(unit, gated), input: draft.shapes.get(`${id}.input`)!,
  };
}

function resumeFrom({ id, body, slot }: Unit, gated: ValueName): ValueName[] {
  if (body.kind === 'inception') return [`${id}.U`];
  if (slot?.kind !== 'module') return [`${id}.U`, `${id}.shortcut`];
  const { place } = slot.se;
  if (place === 'pre') return [`${id}.input`];
  return place === '3x3' ? [gated, `${id}.shortcut`] : [`${id}.U`, `${id}.shortcut`];
}
