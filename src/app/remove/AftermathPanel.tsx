import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type Fate, FATES, fatesOf, foretold } from '../../analysis/aftermath';
import { settingKey } from '../../analysis/outcome';
import type { Aftermath } from '../../contracts';
import { formatCount, formatPercent, formatSigned } from '../../locales/format';
import { useAppState, useAppStore, useSession } from '../context';
import { usePlan } from '../selectors';
import { TakeAway } from '../takeaway/TakeAway';
import { ChangeCell, domainOf } from './ChangeCell';
import { shortSetting } from './judged';

/** A loss of more points is drawn at the end of the scale, with an arrow: small ones beside it could not be told apart otherwise. */
const FAR = -5;

function Table({ aftermath }: { aftermath: Aftermath }) {
  const { t } = useTranslation();
  const store = useAppStore();
  const plan = usePlan()!;
  const siblings = useAppState((state) => state.siblings);
  const fates = useMemo(() => fatesOf(aftermath, siblings), [aftermath, siblings]);
  const shown = FATES.filter((fate) => fates.some(({ changes }) => changes[fate]));
  const domain = domainOf(fates.flatMap(({ changes }) => Object.values(changes)).filter(({ low }) => low >= FAR));
  const title = t('remove.aftermath.title');
  const rho = foretold(fates);
  const images = aftermath.rows.find(({ repaired }) => repaired)?.repaired?.images;
  const says: Record<Fate, string> = {
    asItIs: '',
    repaired: images === undefined ? '' : t('remove.aftermath.says.repaired', { images: formatCount(images) }),
    finetuned: t('remove.aftermath.says.finetuned', { count: aftermath.epochs }),
    without: t('remove.aftermath.says.without'),
  };
  return (
    <section className="panel" aria-labelledby="aftermath-title" data-testid="aftermath">
      <div className="panelHead">
        <h2 id="aftermath-title">
          {title} <span className="sub">{t('remove.aftermath.sub', { n: formatCount(aftermath.n) })}</span>
        </h2>
        <TakeAway of={title} make={async () => (await import('../takeaway/parts/aftermath')).aftermathPart(store.getState(), aftermath, fates)} />
      </div>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a wide table is scrolled by keyboard too */}
      <div className="outcomeTable" tabIndex={0} role="region" aria-label={title}>
        <table className="numbers ladderTable fates">
          <thead>
            <tr>
              <th scope="col">{t('remove.aftermath.gates')}</th>
              {shown.map((fate) => (
                <th key={fate} scope="col">
                  {t(`remove.aftermath.fates.${fate}`)}
                  {says[fate] && <small className="ladderKnows">{says[fate]}</small>}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {fates.map(({ setting, changes }) => (
              <tr key={settingKey(setting)}>
                <th scope="row">{shortSetting(t, setting, plan.se)}</th>
                {shown.map((fate) => (
                  <td key={fate}>{changes[fate] ? <ChangeCell estimate={changes[fate]} domain={domain} width={70} /> : '–'}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {fates.length > 2 && Number.isFinite(rho) && (
        <p data-testid="foretold">{t('remove.aftermath.rho', { rho: formatSigned(rho, 2), settings: formatCount(fates.length) })}</p>
      )}
      <p className="note">{t('remove.aftermath.note', { live: formatPercent(aftermath.live / aftermath.n), control: formatPercent(aftermath.control.right / aftermath.n) })} {shown.includes('without') && t('remove.aftermath.without')}</p>
    </section>
  );
}

/** What a removal costs as it is, repaired, trained on, and trained without from the start; where the folder has that. */
export function AftermathPanel() {
  const session = useSession();
  const listed = useAppState((state) => state.manifest?.files['removal.json'] !== undefined);
  const siblings = useAppState((state) => state.manifest?.files['siblings.json'] !== undefined);
  const ready = useAppState((state) => state.ready);
  const aftermath = useAppState((state) => state.aftermath);
  const plan = usePlan();
  useEffect(() => {
    if (!listed || !ready) return;
    session.loadAftermath();
    if (siblings) session.loadSiblings();
  }, [listed, siblings, ready, session]);
  return aftermath && plan && aftermath.rows.length > 0 ? <Table aftermath={aftermath} /> : null;
}
