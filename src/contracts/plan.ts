import type { Architecture, BlockId } from './architecture';

/**
 * A value that flows between operations: `input`, `logits`, and for every block `SE_5_1.input`, `SE_5_1.U`, in residual units
 * `SE_5_1.shortcut`; where it has an SE module also `SE_5_1.squeeze`, `SE_5_1.hidden`, `SE_5_1.excitation`, `SE_5_1.gate`, `SE_5_1.scaled`.
 * Without a squeeze, `SE_5_1.excitationMap` and `SE_5_1.gateMap` are [H, W, C], and `excitation` and `gate` their means over positions.
 */
export type ValueName = string;

/** Of one image, without the batch: [H, W, C] or [C]. */
export type Shape = number[];

export type Activation = 'none' | 'relu' | 'sigmoid' | 'tanh';

interface Step {
  /** The module's name in the state dict (`layer1.0.conv1`), or a name made for an operation without weights. */
  name: string;
  inputs: ValueName[];
  output: ValueName;
  shape: Shape;
  /** The residual unit that it belongs to. */
  block?: BlockId;
  /** `se`: counts as the SE module's parameters and work, and goes with it when its gate is a constant. */
  part: 'backbone' | 'se';
  /** Only to be looked at: nothing reads it, so neither cost nor an export has it. */
  tap?: true;
}

/** 2-d convolution over [H, W, C] (or [C], a 1×1 convolution on a squeezed vector), weights [out, in / groups, k, k]; `norm` is the batch norm that folds into it. */
export interface Convolution extends Step {
  op: 'convolution';
  weight: string;
  bias?: string;
  norm?: string;
  kernel: [number, number];
  stride: number;
  padding: number;
  groups: number;
  inChannels: number;
  outChannels: number;
  activation: Activation;
}

export interface Pool extends Step {
  op: 'pool';
  /** An average leaves padding out of its count. */
  mode: 'max' | 'average';
  kernel: number;
  stride: number;
  /** Rows and columns added before and after: [top, left, bottom, right]. */
  padding: [number, number, number, number];
}

/** Average or maximum over height and width: [H, W, C] to [C]. */
export interface GlobalPool extends Step {
  op: 'globalPool';
  mode: 'average' | 'max';
}

/** Fully connected layer, weight [out, in]. */
export interface Linear extends Step {
  op: 'linear';
  weight: string;
  bias: string;
  inFeatures: number;
  outFeatures: number;
}

/** Where a gate is chosen: live passes the excitation on, anything else replaces it. Output [C], or [H, W, C] without a squeeze. */
export interface GateSlot extends Step {
  op: 'gate';
  block: BlockId;
}

/** A constant [C] from the state dict. */
export interface Parameter extends Step {
  op: 'parameter';
  weight: string;
}

/** A map [H, W, C] times the gate. */
export interface Scale extends Step {
  op: 'scale';
}

/** Sum of two values of one shape, then the activation. */
export interface Add extends Step {
  op: 'add';
  activation: Activation;
}

/** Maps of one size side by side, along the channels. */
export interface Concat extends Step {
  op: 'concat';
}

/** Passes its input on under another name: the shortcut of a unit that keeps its shape. */
export interface Identity extends Step {
  op: 'identity';
}

export type Operation = Convolution | Pool | GlobalPool | Linear | GateSlot | Parameter | Scale | Add | Concat | Identity;

/** One function for each kind of operation: a kind that a reader of the plan forgot does not compile. */
export type Readers<Extra extends unknown[], Result> = {
  [Kind in Operation['op']]: (operation: Extract<Operation, { op: Kind }>, ...extra: Extra) => Result;
};

/** One residual unit or Inception module, in depth order. */
export interface PlanBlock {
  id: BlockId;
  stage: number;
  /** From 1 within the stage. */
  index: number;
  /** What the gate multiplies; U where the block has no SE module. */
  gated: ValueName;
  /** Of `gated`. */
  channels: number;
  /** Height and width of `gated`. */
  size: [number, number];
  /** Values that, with this block's gate and those behind it, lead to the logits without the blocks before. */
  resume: ValueName[];
  /** Hidden width of the SE module, undefined where the block has none. */
  hidden?: number;
  /** Shape of the unit's input. */
  input: Shape;
}

/** The network as one list of named operations in order of execution; everything else reads this list. */
export interface Plan {
  architecture: Architecture;
  /** [H, W, 3] */
  input: Shape;
  operations: Operation[];
  /** All blocks in depth, with SE or without. */
  blocks: PlanBlock[];
  /** Ids of the blocks with an SE module, in depth. */
  se: BlockId[];
  classes: number;
}

/** What running a part of the network takes, for one image. */
export interface Work {
  /** Weights and biases, those of batch norms included, running statistics not (as timm counts). */
  parameters: number;
  /** Multiply-adds of convolutions and fully connected layers only. */
  macs: number;
  /** One for each element that is multiplied by a gate, added to the shortcut, activated or averaged; k² for each output of a k × k pool. */
  elementwise: number;
}

/** `backbone` is what stays when the SE modules go. */
export interface BlockCost {
  id: BlockId;
  backbone: Work;
  se: Work;
}

/** Of a whole network under one setting; `total` = `backbone` + `se`, stem and head included. */
export interface Cost {
  total: Work;
  backbone: Work;
  se: Work;
  /** All blocks in depth. */
  blocks: BlockCost[];
}
