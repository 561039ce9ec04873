import { settingKey } from '../../analysis/outcome';
import type { SearchRound, SearchState } from '../../analysis/removalSearch';
import { isRunOn, NOT_RUN } from '../../analysis/settingDecisions';
import type { BlockId, Cost, Plan, SetDecisions, Setting, SettingsPart } from '../../contracts';
import { scheduleSettings } from '../../engine/set/schedule';
import { sharesBehind } from '../../network/behind';
import { cost } from '../../network/cost';
import type { Study } from '../../store/store';
import { tailOf } from '../selectors';

const costs = new WeakMap<Plan, Map<string, Cost>>();

/** What a setting costs; many are asked for again and again. */
export function costOf(plan: Plan, setting: Setting): Cost {
  const known = costs.get(plan) ?? new Map<string, Cost>();
  costs.set(plan, known);
  const key = settingKey(setting);
  const found = known.get(key) ?? cost(plan, setting);
  known.set(key, found);
  return found;
}

/** Each block frozen and off, alone. */
export const aloneSettings = ({ se }: Plan): Setting[] => se.flatMap((block): Setting[] => [{ [block]: 'frozen' }, { [block]: 'off' }]);

/** A study as the search has it. */
export function searchState(plan: Plan, { labels, settings, top1, halves }: Study): SearchState {
  return { blocks: plan.se, tail: tailOf(plan), decisions: { source: 'set', labels, settings, top1, ...(halves && { halves }) }, costs: settings.map((setting) => costOf(plan, setting).total.parameters) };
}

/** What is found of settings joined to what is known; in one order however it came, since of equal ones the first goes onto a path. */
export function withDecisions(study: Study | undefined, settings: readonly Setting[], { labels, top1, halves }: SetDecisions): Study {
  const known = new Map(study?.settings.map((setting, s) => [settingKey(setting), { setting, top1: study.top1[s]! }]));
  for (const [s, setting] of settings.entries()) if (top1[s]!.some((id) => id !== NOT_RUN)) known.set(settingKey(setting), { setting, top1: top1[s]! });
  const list = [...known].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
  return { labels, settings: list.map(({ setting }) => setting), top1: list.map((one) => one.top1), ...(halves && { halves }) };
}

/** The same for a part of a run; the arrays of what was run are new. */
export function withParts(study: Study, settings: readonly Setting[], parts: readonly SettingsPart[]): Study {
  if (parts.length === 0) return study;
  const known = new Map(study.settings.map((setting, s) => [settingKey(setting), study.top1[s]!]));
  const top1 = settings.map((setting, s) => {
    const own = known.get(settingKey(setting))?.slice() ?? new Uint16Array(study.labels.length).fill(NOT_RUN);
    for (const part of parts) for (const [i, image] of part.images.entries()) own[image] = part.top1[s]![i]!;
    return own;
  });
  return withDecisions(study, settings, { labels: study.labels, top1, ...(study.halves && { halves: study.halves }) });
}

/** What settings take over one image, in whole passes. */
function passesOf(plan: Plan, settings: readonly Setting[]): number {
  const shares = sharesBehind(plan);
  return scheduleSettings(plan.se, settings).reduce((sum, { from }) => sum + (from < 0 ? 1 : shares.get(plan.se[from]!)!), 0);
}

/** What rounds take, in whole passes over one image. */
export const workOf = (plan: Plan, rounds: readonly Pick<SearchRound, 'settings' | 'images'>[]): number => rounds.reduce((sum, { settings, images }) => sum + passesOf(plan, settings) * images.length, 0);

/** In which order blocks go, as far as it can be guessed: those that cost least alone first, else the last ones. */
export function likelyOrder(plan: Plan, { labels, settings, top1 }: Study): BlockId[] {
  const right = new Map(settings.map((setting, s) => [settingKey(setting), top1[s]!.reduce((sum, id, i) => sum + Number(id === labels[i]), 0)]));
  return plan.se.toReversed().sort((a, b) => (right.get(`${b}=frozen`) ?? 0) - (right.get(`${a}=frozen`) ?? 0));
}

/** What is missing of each block alone; on the images that gave no constants, where some did. */
export function aloneRound(plan: Plan, { labels, settings, top1, halves }: Study): { settings: Setting[]; images: Uint32Array } | undefined {
  const images = halves?.[1] ?? Uint32Array.from(labels.keys());
  const done = new Set(settings.flatMap((setting, s) => (isRunOn(top1[s]!, images) ? [settingKey(setting)] : [])));
  const missing = aloneSettings(plan).filter((setting) => !done.has(settingKey(setting)));
  return missing.length > 0 ? { settings: missing, images } : undefined;
}
