import type { TFunction } from 'i18next';
import { useMemo } from 'react';
import { changeInPoints } from '../../analysis/intervals';
import { settingKey } from '../../analysis/outcome';
import { pathOnHalf, type RemovalPath, searchHalves } from '../../analysis/removal';
import { foundPath, foundSettings, nextRound } from '../../analysis/removalSearch';
import { type Flips, flipsBetween, flipsOfAll, isRunOn, recordedDecisions, type SettingDecisions } from '../../analysis/settingDecisions';
import { tailSettings } from '../../analysis/tailSettings';
import type { AblationRecord, BlockId, Cost, Estimate, LiveCheck, Manifest, Plan, Setting } from '../../contracts';
import type { State, Study } from '../../store/store';
import { useAppState, useLateAppState } from '../context';
import { settingText } from '../gates/outcomeText';
import { planOf, tailOf } from '../selectors';
import { costOf, searchState } from './studyState';

/** What the view of removal stands on: decisions of one set of images under many settings, and what follows from them. */
export interface Judged {
  plan: Plan;
  decisions: SettingDecisions;
  /** By setting: its key, what it does to the images that it was run on, and what it costs. */
  keys: readonly string[];
  flips: readonly Flips[];
  costs: readonly Cost[];
  /** The settings that are drawn over what they cost, each a place, and what they do to the same images. */
  drawn: { places: readonly number[]; flips: readonly Flips[] };
  path: RemovalPath;
  /** What each step of the path does to the images that it is tested on. */
  steps: readonly Flips[];
  /** Steps behind these that were found and not yet tested. */
  untested: number;
  /** All that is looked for was run; else the path is one among what was run so far. */
  whole: boolean;
}

const recorded = new WeakMap<AblationRecord, Judged>();

/** The recorded settings, judged once. */
function judgeRecord(record: AblationRecord, plan: Plan): Judged {
  const found = recorded.get(record);
  if (found) return found;
  const decisions = recordedDecisions(record);
  const judged = judge(plan, decisions, record.greedy);
  recorded.set(record, judged);
  return judged;
}

function judge(plan: Plan, decisions: SettingDecisions, greedy?: readonly BlockId[]): Judged {
  const keys = decisions.settings.map(settingKey);
  const costs = decisions.settings.map((setting) => costOf(plan, setting));
  const tail = tailOf(plan);
  const ofTail = keys.map((_, s) => s).filter((s) => (Object.keys(decisions.settings[s]!) as BlockId[]).every((block) => tail.includes(block)));
  const path = chosenPath(keys, greedy) ?? pathOnHalf(decisions, costs.map(({ total }) => total.parameters), ofTail);
  const steps = path.steps.map((s) => flipsBetween(decisions, 0, s, path.images));
  const flips = flipsOfAll(decisions);
  return { plan, decisions, keys, costs, path, steps, flips, drawn: { places: keys.map((_, s) => s), flips }, untested: 0, whole: true };
}

const studied = new WeakMap<Study, Judged>();

/** What is known of a labelled set: drawn on the half on which the path is found, tested on the other. */
function judgeStudy(study: Study, plan: Plan): Judged | undefined {
  const found = studied.get(study);
  if (found || study.settings.length < 2) return found;
  const state = searchState(plan, study);
  const { decisions } = state;
  const [half] = searchHalves(decisions);
  const places = foundSettings(decisions);
  const { steps: wanted, ...path } = foundPath(state);
  const untested = wanted.findIndex((s) => !isRunOn(study.top1[s]!, path.images!));
  const steps = untested < 0 ? wanted : wanted.slice(0, untested);
  const judged: Judged = {
    plan,
    decisions,
    keys: decisions.settings.map(settingKey),
    costs: decisions.settings.map((setting) => costOf(plan, setting)),
    flips: flipsOfAll(decisions, decisions.halves?.[1]),
    drawn: { places, flips: places.map((s) => flipsBetween(decisions, 0, s, half)) },
    path: { ...path, steps },
    steps: steps.map((s) => flipsBetween(decisions, 0, s, path.images)),
    untested: wanted.length - steps.length,
    whole: (nextRound(state)?.stage ?? 'test') === 'test',
  };
  studied.set(study, judged);
  return judged;
}

/** The recorded path, as far as every step of it was recorded. */
function chosenPath(keys: readonly string[], greedy: readonly BlockId[] = []): RemovalPath | undefined {
  const steps = greedy.map((_, last) => keys.indexOf(settingKey(Object.fromEntries(greedy.slice(0, last + 1).map((block) => [block, 'frozen'])))));
  const missing = steps.indexOf(-1);
  const there = missing < 0 ? steps : steps.slice(0, missing);
  return there.length > 0 ? { steps: there, how: 'chosen' } : undefined;
}

/** The settings of the tail, as they are run here: all live first, and those with a common beginning behind one another. */
export const settingsHere = (plan: Plan): Setting[] => tailSettings(tailOf(plan));

/** Settings that were run to the end here; undefined without all live, which all others are compared with. */
function liveDecisions(plan: Plan, checks: Record<string, LiveCheck>): SettingDecisions | undefined {
  const done = settingsHere(plan).flatMap((setting) => {
    const decisions = checks[settingKey(setting)]?.decisions;
    return decisions ? [{ setting, decisions }] : [];
  });
  const [first] = done;
  if (!first || Object.keys(first.setting).length > 0) return undefined;
  return { source: 'live', settings: done.map(({ setting }) => setting), top1: done.map(({ decisions }) => decisions.top1), labels: first.decisions.labels };
}

/** Nothing but a finished setting changes what is judged. */
const finished = new WeakMap<Manifest, { count: number; judged: Judged | undefined }>();

function judgeLive(manifest: Manifest, checks: Record<string, LiveCheck>): Judged | undefined {
  const plan = planOf(manifest);
  const count = settingsHere(plan).filter((setting) => checks[settingKey(setting)]?.decisions).length;
  const found = finished.get(manifest);
  if (found?.count === count) return found.judged;
  const decisions = liveDecisions(plan, checks);
  const judged = decisions && judge(plan, decisions);
  finished.set(manifest, { count, judged });
  return judged;
}

/** The images that are judged on: what was chosen; of a network that came with no numbers, the person's own. */
export function imagesJudged({ manifest, removal: { images } }: Pick<State, 'manifest' | 'removal'>): State['removal']['images'] {
  const { files } = manifest ?? {};
  if (!files || images === 'set') return images;
  if (images === 'live' ? files['heldout.safetensors'] : (files['ablation.safetensors'] ?? files['heldout.safetensors'])) return images;
  return files['ablation.safetensors'] ? 'recorded' : 'set';
}

export const judgedOf = (state: State): Judged | undefined => {
  const { manifest, record, liveChecks, study } = state;
  if (!manifest) return undefined;
  const images = imagesJudged(state);
  if (images === 'set') return study && judgeStudy(study, planOf(manifest));
  if (images === 'live') return judgeLive(manifest, liveChecks);
  return record && judgeRecord(record, planOf(manifest));
};

/** What is judged on the images that were chosen; undefined as long as there is nothing. */
export const useJudged = (): Judged | undefined => useLateAppState(judgedOf);

/** Whether this network has activations to run its tail on. */
export const useCanRunHere = (): boolean => useAppState(({ manifest }) => manifest?.files['heldout.safetensors'] !== undefined && manifest.architecture.se.blocks.length > 0);

/** "5·1, 5·3 frozen and 5·2 off"; "every block off" */
export function shortSetting(t: TFunction, setting: Setting, order: readonly BlockId[]): string {
  const modes = new Set(order.map((block) => setting[block]));
  const [only] = modes;
  if (Object.keys(setting).length === 0) return t('gates.quick.live');
  if (modes.size === 1 && only && order.length > 1) return t(`outcome.${only}`, { blocks: t('remove.everyBlock') });
  return settingText(t, setting, order).replaceAll(/SE_(\d+)_(\d+)/g, '$1·$2');
}

/** Place of a setting among those that are judged. */
export function usePlace(judged: Judged | undefined, setting: Setting): number | undefined {
  return useMemo(() => {
    const at = judged?.keys.indexOf(settingKey(setting)) ?? -1;
    return at < 0 ? undefined : at;
  }, [judged, setting]);
}

/** Place of each block's setting alone, frozen or off. */
export function placesAlone({ plan, keys }: Judged, mode: 'frozen' | 'off'): (number | undefined)[] {
  return plan.se.map((block) => {
    const at = keys.indexOf(`${block}=${mode}`);
    return at < 0 ? undefined : at;
  });
}

/** Change of top-1 in points, with Tango's interval. */
export const pointsOf = ({ gained, lost, n }: Flips): Estimate => changeInPoints(gained, lost, n);
