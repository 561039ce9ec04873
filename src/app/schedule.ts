import type { TFunction } from 'i18next';
import type { Schedule } from '../contracts';
import { formatTick } from '../locales/format';

/** "6 epochs (5 at 32 px, 1 at 64 px)" */
export function scheduleText(t: TFunction, { epochs, sizes }: Schedule): string {
  const parts = sizes.map(([until, px], i) => t('training.epochsAt', { epochs: formatTick(until - (sizes[i - 1]?.[0] ?? 0)), px }));
  return t('training.epochs', { count: epochs, epochs: formatTick(epochs), parts: parts.join(', ') });
}
