import type { BlockId } from './architecture';

/** What multiplies U before edits. A constant's `values` is [C] (one for all images) or [N, C] flat (one for each image). */
export type GateBase =
  | { kind: 'live' }
  | { kind: 'ones' }
  | { kind: 'constant'; values: Float32Array };

/** A change to some channels, applied in order after the base: set to `value`, or multiplied by it. */
export interface GateEdit {
  channels: number[];
  how: 'set' | 'scale';
  value: number;
}

/** What multiplies the residual output U [N, H, W, C] of one block. */
export interface Gate {
  base: GateBase;
  edits?: GateEdit[];
}

/** The gates of one pass; a block that is not named is live. */
export type Gates = Partial<Record<BlockId, Gate>>;

/** frozen: the constant 'all' of the profile. off: ones. */
export type GateMode = 'live' | 'frozen' | 'off';

/** What a script may ask for: a mode, or a gate of its own; a block that is not named is live. */
export type GateChoices = Partial<Record<BlockId, GateMode | Gate>>;

/** A person's choice of gates by mode; a block that is not named is live. As in the record's header. */
export type Setting = Partial<Record<BlockId, 'frozen' | 'off'>>;
