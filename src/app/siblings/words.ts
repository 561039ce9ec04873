import type { TFunction } from 'i18next';
import { fullRow, withoutBlocks } from '../../analysis/siblingRows';
import type { SiblingRow, Siblings } from '../../contracts';
import { formatCount } from '../../locales/format';
import { scheduleText } from '../schedule';

/** What a row is called: by the blocks that it lacks. */
export function siblingName(t: TFunction, rows: readonly SiblingRow[], row: SiblingRow): string {
  if (row.blocks.length === 0) return t('siblings.rows.none');
  const full = fullRow(rows);
  if (!full) return t('siblings.rows.only', { blocks: row.blocks.join(', ') });
  return row === full ? t('siblings.rows.all') : t('siblings.rows.without', { blocks: withoutBlocks(full, row).join(', ') });
}

/** How the rows were trained, a sentence without its full stop. */
export const siblingRecipe = (t: TFunction, { rows, schedule }: Siblings): string =>
  t('siblings.recipe', { parameters: formatCount(Math.max(...rows.map(({ parameters }) => parameters))), schedule: scheduleText(t, schedule) });
