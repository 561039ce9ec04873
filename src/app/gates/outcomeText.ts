import type { TFunction } from 'i18next';
import { outward } from '../../analysis/intervals';
import type { BlockId, Estimate, Setting } from '../../contracts';
import { formatFixed } from '../../locales/format';

/** Two or more names as one phrase: "SE_5_1, SE_5_2 and SE_5_3". */
function join(names: readonly string[], and: string): string {
  return names.length < 2 ? names.join('') : names.slice(0, -1).join(', ') + and + names.at(-1)!;
}

/** "SE_5_2 frozen and SE_5_3 off" */
export function settingText(t: TFunction, setting: Setting, order: readonly BlockId[]): string {
  const parts = (['frozen', 'off'] as const).flatMap((mode) => {
    const blocks = order.filter((block) => setting[block] === mode);
    return blocks.length > 0 ? [t(`outcome.${mode}`, { blocks: join(blocks, t('outcome.and')) })] : [];
  });
  return join(parts, t('outcome.and'));
}

/** Percentage points with one decimal and no sign. */
const points = (share: number): string => formatFixed(Math.abs(share * 100), 1);

/** "plausibly 0.7 lost to 0.1 gained", ends rounded outward; which side of zero they lie on is that of the exact ones. */
function intervalText(t: TFunction, change: Estimate): string {
  const [low, high] = outward(change.low * 100, change.high * 100, 1);
  const text = (value: number) => formatFixed(Math.abs(value), 1);
  const kind = change.high < 0 ? 'lostLost' : change.low > 0 ? 'gainedGained' : 'lostGained';
  return t(`outcome.plausibly.${kind}`, { low: text(low), high: text(high) });
}

/** "lost 0.3 points (plausibly 0.7 lost to 0.1 gained)" */
export function changeText(t: TFunction, change: Estimate): string {
  const interval = intervalText(t, change);
  const shown = Math.abs(change.value) < 0.0005 ? 'same' : change.value < 0 ? 'lost' : 'gained';
  return t(`outcome.${shown}`, { points: points(change.value), interval });
}
