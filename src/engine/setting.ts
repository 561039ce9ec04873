import type { BlockId, Gate, GateChoices, GateMode, Gates, Plan } from '../contracts';
import { EngineError } from './problem';

/** The constant 'all' of the profile by block, [C]. */
export type Constants = Partial<Record<BlockId, Float32Array>>;

/**
 * A person's setting, or a script's, as gates of the forward pass.
 * Throws `setting.block` for a block without SE, `profile.missing` for a frozen block whose constant isn't known.
 */
export function gatesOf(plan: Plan, setting: GateChoices, constants: Constants): Gates {
  const gates: Gates = {};
  for (const block of changedBlocks(setting)) {
    if (!plan.se.includes(block)) throw new EngineError('setting.block', { block });
    const choice = setting[block]!;
    gates[block] = typeof choice === 'object' ? choice : { base: baseOf(block, choice, constants) };
  }
  return gates;
}

/** The blocks that a setting names, in its own order. */
export function changedBlocks(setting: GateChoices): BlockId[] {
  return (Object.keys(setting) as BlockId[]).filter((block) => setting[block] !== undefined && setting[block] !== 'live');
}

function baseOf(block: BlockId, mode: GateMode, constants: Constants): Gate['base'] {
  if (mode === 'off') return { kind: 'ones' };
  const values = constants[block];
  if (!values) throw new EngineError('profile.missing', { block });
  return { kind: 'constant', values };
}
