import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { outward } from '../../analysis/intervals';
import { paired } from '../../analysis/outcome';
import type { Estimate, Outcome } from '../../contracts';
import { formatCount, formatFixed, formatPercent } from '../../locales/format';
import { useCosts } from '../selectors';

/** Exact parameters and work, before and with the chosen gates. */
function CostTable() {
  const { t } = useTranslation();
  const costs = useCosts();
  if (!costs) return null;
  const rows = (['parameters', 'macs', 'elementwise'] as const).flatMap((key) => [
    { name: t(`outcome.table.${key}`), before: costs.before.total[key], after: costs.after.total[key] },
    { name: `… ${t('outcome.table.se')}`, before: costs.before.se[key], after: costs.after.se[key] },
  ]);
  return (
    <Table className="numbers" data-testid="cost">
      <Table.Thead>
        <Table.Tr>
          <Table.Th />
          <Table.Th>{t('outcome.table.before')}</Table.Th>
          <Table.Th>{t('outcome.table.after')}</Table.Th>
          <Table.Th>{t('outcome.table.change')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map(({ name, before, after }, index) => (
          <Table.Tr key={index}>
            <Table.Th>{name}</Table.Th>
            <Table.Td>{formatCount(before)}</Table.Td>
            <Table.Td>{formatCount(after)}</Table.Td>
            <Table.Td>{formatCount(after - before)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function AccuracyTable({ title, outcome }: { title: string; outcome: Outcome }) {
  const { t } = useTranslation();
  const { before, after, change } = paired(outcome);
  const share = ({ value, low, high }: Estimate) =>
    t('outcome.table.wilson', { value: formatPercent(value), low: formatPercent(low), high: formatPercent(high) });
  const points = (estimate: Estimate) => {
    const [low, high] = outward(estimate.low * 100, estimate.high * 100, 1);
    return t('outcome.table.points', { value: formatFixed(estimate.value * 100, 1), low: formatFixed(low, 1), high: formatFixed(high, 1) });
  };
  const rows: [string, string][] = [
    [t('outcome.table.images'), formatCount(outcome.n)],
    [`${t('outcome.table.top1')}, ${t('outcome.table.before')}`, share(before.top1)],
    [`${t('outcome.table.top1')}, ${t('outcome.table.after')}`, share(after.top1)],
    [`${t('outcome.table.top5')}, ${t('outcome.table.before')}`, share(before.top5)],
    [`${t('outcome.table.top5')}, ${t('outcome.table.after')}`, share(after.top5)],
    [t('outcome.table.change1'), points(change.top1)],
    [t('outcome.table.change5'), points(change.top5)],
    [t('outcome.table.lost'), formatCount(outcome.lost)],
    [t('outcome.table.gained'), formatCount(outcome.gained)],
  ];
  return (
    <>
      <h3>{title}</h3>
      <Table className="numbers">
        <Table.Tbody>
          {rows.map(([name, value]) => (
            <Table.Tr key={name}>
              <Table.Th>{name}</Table.Th>
              <Table.Td>{value}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </>
  );
}

/** Everything behind the outcome sentence. */
export function OutcomeTable({ recorded, live }: { recorded: Outcome | undefined; live: Outcome | undefined }) {
  const { t } = useTranslation();
  return (
    <div className="outcomeTable">
      <CostTable />
      {recorded && <AccuracyTable title={t('outcome.table.recordedColumn')} outcome={recorded} />}
      {live && <AccuracyTable title={t('outcome.table.liveColumn')} outcome={live} />}
      {(recorded || live) && <p className="note">{t('outcome.table.paired')}</p>}
    </div>
  );
}
