import type { AblationRecord, BlockId, GateMode, LiveCheck, Outcome, PairedChange, Setting } from '../contracts';
import type { Decisions } from './decisions';
import { compareDepth } from './depth';
import { tango, wilson } from './intervals';

/** One text for equal settings: `SE_5_2=frozen,SE_5_3=off` in depth order, live blocks left out; all live is ``. */
export function settingKey(setting: Partial<Record<BlockId, GateMode>>): string {
  return (Object.keys(setting) as BlockId[])
    .filter((block) => setting[block] !== undefined && setting[block] !== 'live')
    .sort(compareDepth)
    .map((block) => `${block}=${setting[block]}`)
    .join(',');
}

/** Where a setting stands in the record, or undefined when it isn't recorded. */
export function recordedIndex(record: AblationRecord, setting: Setting): number | undefined {
  const key = settingKey(setting);
  const index = record.settings.findIndex((recorded) => settingKey(recorded) === key);
  return index < 0 ? undefined : index;
}

/**
 * Compares two decisions on the same images.
 * @param labels the truth; the first n of them count, where n is the length of `after.top1`
 */
function compare(source: Outcome['source'], before: Decisions, after: Decisions, labels: ArrayLike<number>): Outcome {
  const n = after.top1.length;
  const outcome: Outcome = {
    source,
    n,
    before: { top1: 0, top5: 0 },
    after: { top1: 0, top5: 0 },
    lost: 0,
    gained: 0,
    lostTop5: 0,
    gainedTop5: 0,
  };
  for (let i = 0; i < n; i++) {
    const was = before.top1[i] === labels[i];
    const is = after.top1[i] === labels[i];
    const was5 = before.rank[i] < 5;
    const is5 = after.rank[i] < 5;
    outcome.before.top1 += Number(was);
    outcome.before.top5 += Number(was5);
    outcome.after.top1 += Number(is);
    outcome.after.top5 += Number(is5);
    outcome.lost += Number(was && !is);
    outcome.gained += Number(!was && is);
    outcome.lostTop5 += Number(was5 && !is5);
    outcome.gainedTop5 += Number(!was5 && is5);
  }
  return outcome;
}

/** What a setting did to all validation images in training, or undefined when it isn't recorded. */
export function recordedOutcome(record: AblationRecord, setting: Setting): Outcome | undefined {
  const index = recordedIndex(record, setting);
  if (index === undefined) return undefined;
  const row = (s: number): Decisions => ({
    top1: record.top1.subarray(s * record.images, (s + 1) * record.images),
    rank: record.rank.subarray(s * record.images, (s + 1) * record.images),
  });
  return compare('recorded', row(0), row(index), record.labels);
}

/**
 * What a setting does to images run here: all live before, the setting after, on the same first n images.
 * @throws RangeError when `before` or `labels` has fewer images than `after`
 */
export function liveOutcome(before: Decisions, after: Decisions, labels: ArrayLike<number>): Outcome {
  const n = after.top1.length;
  if (before.top1.length < n || labels.length < n) {
    throw new RangeError(`${n} images after, but ${before.top1.length} before and ${labels.length} labels`);
  }
  return compare('live', before, after, labels);
}

/** What is known of a setting: the record where it has it, else what ran here. */
export function outcomeOf({ record, liveChecks }: { record?: AblationRecord; liveChecks: Readonly<Record<string, LiveCheck>> }, setting: Setting): Outcome | undefined {
  return (record && recordedOutcome(record, setting)) ?? liveChecks[settingKey(setting)]?.outcome;
}

/** An outcome's accuracies and changes with their intervals. */
export function paired(outcome: Outcome): PairedChange {
  const { n, before, after } = outcome;
  return {
    n,
    before: { top1: wilson(before.top1, n), top5: wilson(before.top5, n) },
    after: { top1: wilson(after.top1, n), top5: wilson(after.top5, n) },
    change: {
      top1: tango(outcome.gained, outcome.lost, n),
      top5: tango(outcome.gainedTop5, outcome.lostTop5, n),
    },
  };
}

/** The recorded outcome of each of `blocks` frozen (or off) alone; a block without a record is left out. */
export function singleBlockOutcomes(
  record: AblationRecord,
  blocks: readonly BlockId[],
  mode: 'frozen' | 'off',
): Partial<Record<BlockId, Outcome>> {
  const outcomes: Partial<Record<BlockId, Outcome>> = {};
  for (const block of blocks) {
    const outcome = recordedOutcome(record, { [block]: mode });
    if (outcome) outcomes[block] = outcome;
  }
  return outcomes;
}
