import { Table } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { outward } from '../../analysis/intervals';
import { paired } from '../../analysis/outcome';
import type { Estimate, Outcome, PairedChange } from '../../contracts';
import { formatCount, formatFixed, formatPercent, formatSigned } from '../../locales/format';
import { resultUnder } from '../../store/store';
import { useClassName } from '../classNames';
import { useAppState } from '../context';
import { useChosenSetting, useCosts } from '../selectors';
import { top } from '../top';

/** The head of a table whose first column names its rows; without `first` only a screen reader hears what that column is. */
function Head({ first, titles }: { first?: string; titles: readonly string[] }) {
  const { t } = useTranslation();
  return (
    <Table.Thead>
      <Table.Tr>
        <Table.Th>{first ?? <span className="visuallyHidden">{t('outcome.table.what')}</span>}</Table.Th>
        {titles.map((title) => (
          <Table.Th key={title}>{title}</Table.Th>
        ))}
      </Table.Tr>
    </Table.Thead>
  );
}

/** Exact parameters and work with the chosen gates, and the change from all live. */
function CostTable() {
  const { t } = useTranslation();
  const costs = useCosts();
  if (!costs) return null;
  const { before, after } = costs;
  const rows = (['parameters', 'macs', 'elementwise'] as const).flatMap((key) => [
    { key, name: t(`outcome.table.${key}`), now: after.total[key], change: after.total[key] - before.total[key] },
    { key: `${key} se`, name: t('outcome.table.se'), now: after.se[key], change: after.se[key] - before.se[key], part: true },
  ]);
  return (
    <Table className="numbers" data-testid="cost">
      <Head titles={[t('outcome.table.after'), t('outcome.table.change')]} />
      <Table.Tbody>
        {rows.map(({ key, name, now, change, part }) => (
          <Table.Tr key={key} data-part={part}>
            <Table.Th>{name}</Table.Th>
            <Table.Td>{formatCount(now)}</Table.Td>
            <Table.Td>{formatSigned(change, 0)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function WithInterval({ value, low, high }: { value: string; low: string; high: string }) {
  const { t } = useTranslation();
  return (
    <>
      {value} <small>{t('outcome.table.interval', { low, high })}</small>
    </>
  );
}

function Share({ value, low, high }: Estimate) {
  return <WithInterval value={formatPercent(value)} low={formatFixed(low * 100, 1)} high={formatFixed(high * 100, 1)} />;
}

function Points({ value, low, high }: Estimate) {
  const [below, above] = outward(low * 100, high * 100, 1);
  return <WithInterval value={formatSigned(value * 100, 1)} low={formatSigned(below, 1)} high={formatSigned(above, 1)} />;
}

interface Column {
  title: string;
  outcome: Outcome;
  shares: PairedChange;
}

/** Accuracy before and after, the paired change and the flips; one column a source. */
function AccuracyTable({ columns }: { columns: Column[] }) {
  const { t } = useTranslation();
  const rows: [string, (column: Column) => ReactNode][] = [
    [t('outcome.table.images'), ({ outcome }) => formatCount(outcome.n)],
    [t('outcome.table.top1Before'), ({ shares }) => <Share {...shares.before.top1} />],
    [t('outcome.table.top1After'), ({ shares }) => <Share {...shares.after.top1} />],
    [t('outcome.table.top1Change'), ({ shares }) => <Points {...shares.change.top1} />],
    [t('outcome.table.lost'), ({ outcome }) => formatCount(outcome.lost)],
    [t('outcome.table.gained'), ({ outcome }) => formatCount(outcome.gained)],
    [t('outcome.table.top5Before'), ({ shares }) => <Share {...shares.before.top5} />],
    [t('outcome.table.top5After'), ({ shares }) => <Share {...shares.after.top5} />],
    [t('outcome.table.top5Change'), ({ shares }) => <Points {...shares.change.top5} />],
  ];
  return (
    <Table className="numbers" data-testid="accuracy">
      <Head titles={columns.map(({ title }) => title)} />
      <Table.Tbody>
        {rows.map(([name, cell]) => (
          <Table.Tr key={name}>
            <Table.Th>{name}</Table.Th>
            {columns.map((column) => (
              <Table.Td key={column.title}>{cell(column)}</Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

/** What the network says of every image of the person's, all live and with the chosen gates. */
function PredictionsTable() {
  const { t } = useTranslation();
  const name = useClassName();
  const images = useAppState((state) => state.images);
  const results = useAppState((state) => state.imageResults);
  const setting = useChosenSetting();
  const first = (probabilities: Float32Array | undefined) => {
    const [best] = probabilities ? top(probabilities, 1) : [];
    return (
      best && (
        <>
          {name(best.index)} <small>{formatPercent(best.value, 0)}</small>
        </>
      )
    );
  };
  return (
    <Table className="numbers words" data-testid="predictions">
      <Head first={t('outcome.table.image')} titles={[t('predictions.before'), t('outcome.table.after')]} />
      <Table.Tbody>
        {images.map((image) => {
          const own = results[image.id];
          return (
            <Table.Tr key={image.id}>
              <Table.Th>{image.name}</Table.Th>
              <Table.Td>{first(own?.live?.probabilities)}</Table.Td>
              <Table.Td>{first(resultUnder(own, setting)?.probabilities)}</Table.Td>
            </Table.Tr>
          );
        })}
      </Table.Tbody>
    </Table>
  );
}

/** Everything behind the outcome sentence. */
export function OutcomeTable({ recorded, live }: { recorded: Outcome | undefined; live: Outcome | undefined }) {
  const { t } = useTranslation();
  const changed = useAppState((state) => Object.keys(state.history.setting).length > 0 && state.images.length > 0);
  const columns = [
    { title: t('outcome.table.recordedColumn'), outcome: recorded },
    { title: t('outcome.table.liveColumn'), outcome: live },
  ].flatMap(({ title, outcome }) => (outcome ? [{ title, outcome, shares: paired(outcome) }] : []));
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls sideways where it is narrow, and only what has the focus scrolls by keyboard
    <div className="outcomeTable" role="region" aria-label={t('outcome.table.title')} tabIndex={0}>
      <CostTable />
      {columns.length > 0 && <AccuracyTable columns={columns} />}
      {columns.length > 0 && <p className="note">{t('outcome.table.paired')}</p>}
      {changed && <PredictionsTable />}
    </div>
  );
}
