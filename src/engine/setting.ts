import type { BlockId, Gate, Gates, Plan, Setting } from '../contracts';
import { EngineError } from './problem';

/** The constant 'all' of the profile by block, [C]. */
export type Constants = Partial<Record<BlockId, Float32Array>>;

/**
 * A person's setting as gates of the forward pass.
 * Throws `setting.block` for a block without SE, `profile.missing` for a frozen block whose constant isn't known.
 */
export function gatesOf(plan: Plan, setting: Setting, constants: Constants): Gates {
  const gates: Gates = {};
  for (const block of changedBlocks(setting)) {
    if (!plan.se.includes(block)) throw new EngineError('setting.block', { block });
    gates[block] = { base: baseOf(block, setting, constants) };
  }
  return gates;
}

/** The blocks that a setting names, in its own order. */
export function changedBlocks(setting: Setting): BlockId[] {
  return (Object.keys(setting) as BlockId[]).filter((block) => setting[block] !== undefined);
}

function baseOf(block: BlockId, setting: Setting, constants: Constants): Gate['base'] {
  if (setting[block] === 'off') return { kind: 'ones' };
  const values = constants[block];
  if (!values) throw new EngineError('profile.missing', { block });
  return { kind: 'constant', values };
}
