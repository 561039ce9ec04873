import type { BlockId, Setting } from '../../contracts';

export type QuickChoice =
  | { kind: 'lateFrozen' | 'lateOff' | 'live'; setting: Setting }
  | { kind: 'stageFrozen' | 'stageOff'; stage: string; setting: Setting };

const all = (blocks: readonly BlockId[], mode: 'frozen' | 'off'): Setting => Object.fromEntries(blocks.map((block) => [block, mode]));

export const stageOf = (block: BlockId): string => block.split('_')[1]!;

/** The settings one click away: the paper's two late blocks where the network has them, its last stage with SE, and all live. */
export function quickChoices(se: readonly BlockId[]): QuickChoice[] {
  const choices: QuickChoice[] = [];
  const late: BlockId[] = ['SE_5_2', 'SE_5_3'];
  if (late.every((block) => se.includes(block))) {
    choices.push({ kind: 'lateFrozen', setting: all(late, 'frozen') }, { kind: 'lateOff', setting: all(late, 'off') });
  }
  const last = se.at(-1);
  if (last) {
    const stage = stageOf(last);
    const blocks = se.filter((block) => stageOf(block) === stage);
    choices.push({ kind: 'stageFrozen', stage, setting: all(blocks, 'frozen') }, { kind: 'stageOff', stage, setting: all(blocks, 'off') });
  }
  return [...choices, { kind: 'live', setting: {} }];
}
