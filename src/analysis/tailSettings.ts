import type { BlockId, Setting } from '../contracts';

/** Every choice of live, frozen and off for the blocks, the last one changing fastest. */
export function tailSettings(blocks: readonly BlockId[]): Setting[] {
  return blocks.reduce<Setting[]>(
    (settings, block) => settings.flatMap((setting) => [setting, { ...setting, [block]: 'frozen' }, { ...setting, [block]: 'off' }]),
    [{}],
  );
}
