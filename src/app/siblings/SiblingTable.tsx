import { useTranslation } from 'react-i18next';
import { seedMean } from '../../analysis/seeds';
import { fullRow, removedAfter, withoutBlocks } from '../../analysis/siblingRows';
import { outward } from '../../analysis/intervals';
import type { Siblings } from '../../contracts';
import { formatCount, formatFixed } from '../../locales/format';
import { siblingName, siblingRecipe } from './words';

interface Line {
  key: string;
  name: string;
  parameters: number;
  macs: number;
  top1: number[];
  top5?: number[];
}

function useLines({ rows }: Siblings): Line[] {
  const { t } = useTranslation();
  const full = fullRow(rows);
  return rows.flatMap((row): Line[] => {
    const { id, parameters, macs, runs } = row;
    const name = siblingName(t, rows, row);
    const trained: Line = { key: id, name, parameters, macs, top1: runs.map(({ top1 }) => top1), top5: runs.map(({ top5 }) => top5) };
    if (!full || row === full) return [trained];
    const blocks = withoutBlocks(full, row);
    const removed = (['frozen', 'off'] as const).flatMap((mode) => {
      const top1 = removedAfter(full, blocks, mode);
      const label = t(mode === 'frozen' ? 'siblings.removedFrozen' : 'siblings.removedOff', { blocks: blocks.join(', ') });
      return top1 ? [{ key: `${id} ${mode}`, name: label, parameters, macs, top1 }] : [];
    });
    return [trained, ...removed];
  });
}

function Accuracy({ values }: { values: readonly number[] | undefined }) {
  const { t } = useTranslation();
  if (!values) return <td>–</td>;
  const { value, low, high } = seedMean(values.map((share) => 100 * share));
  const [from, to] = outward(low, high, 1);
  const text = formatFixed(value, 1);
  return <td>{Number.isFinite(low) ? t('siblings.interval', { value: text, low: formatFixed(from, 1), high: formatFixed(to, 1) }) : text}</td>;
}

/** Means over seeds with their intervals, trained rows and the same blocks removed after training. */
export function SiblingTable({ siblings }: { siblings: Siblings }) {
  const { t } = useTranslation();
  const lines = useLines(siblings);
  const n = siblings.rows[0]!.runs[0]!.n;
  return (
    <>
      {/* A region that scrolls must be reached by keyboard. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className="outcomeTable" tabIndex={0} role="region" aria-label={t('siblings.table')}>
        <table className="numbers siblingTable">
          <thead>
            <tr>
              {(['network', 'count', 'top1', 'top5', 'parameters', 'macs'] as const).map((key) => (
                <th scope="col" key={key}>
                  {t(`siblings.${key}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lines.map(({ key, name, top1, top5, parameters, macs }) => (
              <tr key={key} data-part={top5 ? undefined : ''}>
                <th scope="row">{name}</th>
                <td>{top1.length}</td>
                <Accuracy values={top1} />
                <Accuracy values={top5} />
                <td>{formatCount(parameters)}</td>
                <td>{formatCount(macs)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="note">{t('siblings.small', { n: formatCount(n), recipe: siblingRecipe(t, siblings) })}</p>
    </>
  );
}
