import { useTranslation } from 'react-i18next';
import { outward } from '../../analysis/intervals';
import { MiniInterval } from '../../charts/mini-interval/MiniInterval';
import type { Estimate } from '../../contracts';
import { formatSigned } from '../../locales/format';

/** A change in points with its interval, drawn on a scale that a table shares and in numbers. */
export function ChangeCell({ estimate, domain, width = 110 }: { estimate: Estimate; domain: readonly [number, number]; width?: number }) {
  const { t } = useTranslation();
  const [low, high] = outward(estimate.low, estimate.high, 1);
  return (
    <>
      <MiniInterval estimate={estimate} domain={domain} width={width} />
      <span className="ladderNumbers">
        {formatSigned(estimate.value, 1)} <small>{t('outcome.table.interval', { low: formatSigned(low, 1), high: formatSigned(high, 1) })}</small>
      </span>
    </>
  );
}

/** From the lowest low to the highest high, zero inside. */
export const domainOf = (estimates: readonly Estimate[]): readonly [number, number] => [Math.min(0, ...estimates.map(({ low }) => low)), Math.max(0, ...estimates.map(({ high }) => high))];
