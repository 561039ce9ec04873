import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { outward } from '../../analysis/intervals';
import { type JudgedClaim, judgeClaims } from '../../analysis/paperClaims';
import type { Estimate, PaperClaims, PaperRuns } from '../../contracts';
import { formatSigned, formatTick } from '../../locales/format';
import { useAppStore } from '../context';
import { TakeAway } from '../takeaway/TakeAway';

const marks = { agrees: '✓', disagrees: '✕', unclear: '~' } as const;

function Difference({ points: { value, low, high } }: { points: Estimate }) {
  const { t } = useTranslation();
  if (!Number.isFinite(low)) return <>{t('paper.claims.noInterval', { value: formatSigned(value, 2) })}</>;
  const [from, to] = outward(low, high, 2);
  return <>{t('paper.claims.interval', { value: formatSigned(value, 2), low: formatSigned(from, 2), high: formatSigned(to, 2) })}</>;
}

/** Each claim of the paper as a comparison of rows trained here, with what these runs say of it. */
export function ClaimsPanel({ runs, claims, choice }: { runs: PaperRuns; claims: PaperClaims; choice: ReactNode }) {
  const { t } = useTranslation();
  const store = useAppStore();
  const judged = useMemo(() => judgeClaims(runs, claims), [runs, claims]);
  if (judged.length === 0) return null;
  const name = (row: string) => runs.rows.find(({ id }) => id === row)!.name;
  const sentence = ({ claim: { claim, row, against } }: JudgedClaim) => t(`paper.claims.${claim}`, { row: name(row), against: name(against), margin: formatTick(claims.margin) });
  const where = ({ claim: { table, section } }: JudgedClaim) => (table === undefined ? t('paper.section', { number: section }) : t('paper.table', { number: table }));
  const title = t('paper.claims.title');
  const counted = (wanted: JudgedClaim['verdict']) => formatTick(judged.filter(({ verdict }) => verdict === wanted).length);
  return (
    <section className="panel paperWide" aria-labelledby="paper-claims" data-testid="paper-claims">
      <div className="panelHead">
        <h2 id="paper-claims">{title}</h2>
        <TakeAway of={title} make={async () => (await import('../takeaway/parts/paper')).claimsPart(store.getState(), runs, judged, sentence)} />
      </div>
      {choice}
      <p className="outcome">{t('paper.claims.tally', { all: formatTick(judged.length), agrees: counted('agrees'), disagrees: counted('disagrees'), unclear: counted('unclear') })}</p>
      {/* A region that scrolls must be reached by keyboard. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className="outcomeTable" tabIndex={0} role="region" aria-label={t('paper.claims.table')}>
        <table className="numbers claimTable">
          <thead>
            <tr>
              {(['claim', 'verdict', 'difference', 'where'] as const).map((key) => (
                <th scope="col" key={key}>
                  {t(`paper.claims.${key}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {judged.map((one) => (
              <tr key={one.claim.id}>
                <th scope="row">{sentence(one)}</th>
                <td className="claimVerdict">
                  <span aria-hidden>{marks[one.verdict]}</span> {t(`paper.claims.verdicts.${one.verdict}`)}
                </td>
                <td>
                  <Difference points={one.points} />
                </td>
                <td>{where(one)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="note">{t('paper.claims.note')}</p>
    </section>
  );
}
