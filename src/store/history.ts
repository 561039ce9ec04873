import type { BlockId, GateMode, Setting } from '../contracts';

/** Past and future of the gate setting, for undo and redo. */
export interface SettingHistory {
  past: Setting[];
  setting: Setting;
  future: Setting[];
}

export const allLive: SettingHistory = { past: [], setting: {}, future: [] };

export function sameSetting(a: Setting, b: Setting): boolean {
  const keys = Object.keys(a) as BlockId[];
  return keys.length === Object.keys(b).length && keys.every((key) => a[key] === b[key]);
}

/** The setting with one block's mode changed; live leaves no entry. */
export function withMode(setting: Setting, block: BlockId, mode: GateMode): Setting {
  const { [block]: _, ...rest } = setting;
  return mode === 'live' ? rest : { ...rest, [block]: mode };
}

export function change(history: SettingHistory, next: Setting): SettingHistory {
  if (sameSetting(history.setting, next)) return history;
  return { past: [...history.past, history.setting], setting: next, future: [] };
}

export function undo(history: SettingHistory): SettingHistory {
  const previous = history.past.at(-1);
  if (!previous) return history;
  return { past: history.past.slice(0, -1), setting: previous, future: [history.setting, ...history.future] };
}

export function redo(history: SettingHistory): SettingHistory {
  const [next, ...rest] = history.future;
  if (!next) return history;
  return { past: [...history.past, history.setting], setting: next, future: rest };
}
