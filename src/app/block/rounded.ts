import type { TFunction } from 'i18next';
import type { SqueezeExcitation } from '../../contracts';

/** `said` of a network's costs, and how the widths of its hidden layers depart from C / r where it has some and they do. */
export function withRounding(t: TFunction, said: string, se: SqueezeExcitation | undefined): string {
  if (!se || se.blocks.length === 0) return said;
  const { divisor, min } = se.rounding;
  if (divisor > 1) return `${said} ${t('oneBlock.cost.multiples', { divisor, min })}`;
  return min > 1 ? `${said} ${t('oneBlock.cost.least', { min })}` : said;
}
