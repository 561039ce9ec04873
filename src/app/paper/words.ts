import type { TFunction } from 'i18next';
import type { PaperRuns } from '../../contracts';
import { formatCount } from '../../locales/format';
import type { en } from '../../locales/en';
import { scheduleText } from '../schedule';

type KnownRow = keyof (typeof en)['paper']['ablations']['rows'];

/** The runs with their rows called as the reader's language has it; a row that it doesn't know keeps the file's name. */
export const worded = (t: TFunction, runs: PaperRuns): PaperRuns => ({
  ...runs,
  rows: runs.rows.map((row) => ({ ...row, name: t(`paper.ablations.rows.${row.id as KnownRow}`, { defaultValue: row.name }) })),
});

/** On what and how the runs were trained. */
export const runsSource = (t: TFunction, { data: { name, train, dev, test }, schedule }: PaperRuns): string =>
  t('paper.ablations.source', { name, train: formatCount(train), dev: formatCount(dev), test: formatCount(test), schedule: scheduleText(t, schedule) });
