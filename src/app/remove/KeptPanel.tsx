import { Button, Checkbox, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { outward, tango, wilson } from '../../analysis/intervals';
import { settingKey } from '../../analysis/outcome';
import { flipsBetween } from '../../analysis/settingDecisions';
import type { Plan } from '../../contracts';
import { formatCount, formatPercent, formatSigned } from '../../locales/format';
import { cost } from '../../network/cost';
import { type KeptSetting, longestName, mostKept } from '../../store/store';
import { useAppState, useAppStore } from '../context';
import { changeText } from '../gates/outcomeText';
import { useChosenSetting, usePlan } from '../selectors';
import { TakeAway } from '../takeaway/TakeAway';
import { type Judged, shortSetting } from './judged';

const placeOf = (judged: Judged | undefined, { setting }: KeptSetting): number => judged?.keys.indexOf(settingKey(setting)) ?? -1;

interface RowProps {
  kept: KeptSetting;
  plan: Plan;
  judged: Judged | undefined;
  ticked: boolean;
  onTick: () => void;
}

function Row({ kept, plan, judged, ticked, onTick }: RowProps) {
  const { t } = useTranslation();
  const setSetting = useAppState((state) => state.setSetting);
  const drop = useAppState((state) => state.dropSetting);
  const { total } = cost(plan, kept.setting);
  const at = placeOf(judged, kept);
  const flips = at < 0 ? undefined : judged!.flips[at]!;
  const top1 = flips && wilson(flips.after, flips.n);
  const change = flips && at > 0 ? tango(flips.gained, flips.lost, flips.n) : undefined;
  const [low, high] = change ? outward(100 * change.low, 100 * change.high, 1) : [0, 0];
  return (
    <tr>
      <th scope="row">
        <div className="keptName">
          <Checkbox size="xs" checked={ticked} onChange={onTick} aria-label={t('remove.kept.tick', { name: kept.name })} />
          <button type="button" className="link" title={t('remove.kept.return')} onClick={() => setSetting(kept.setting)}>
            {kept.name}
          </button>
          <small>{shortSetting(t, kept.setting, plan.se)}</small>
        </div>
      </th>
      <td>{formatCount(total.parameters)}</td>
      <td>{formatCount(total.macs)}</td>
      {top1 ? (
        <td>
          {formatPercent(top1.value)} <small>{t('outcome.table.interval', { low: formatPercent(top1.low), high: formatPercent(top1.high) })}</small>
        </td>
      ) : (
        <td>
          – <small>{t('remove.kept.unjudged')}</small>
        </td>
      )}
      <td>
        {change ? (
          <>
            {formatSigned(100 * change.value, 1)} <small>{t('outcome.table.interval', { low: formatSigned(low, 1), high: formatSigned(high, 1) })}</small>
          </>
        ) : (
          '–'
        )}
      </td>
      <td>{flips ? formatCount(flips.n) : '–'}</td>
      <td>
        <button type="button" className="link" aria-label={t('remove.kept.drop', { name: kept.name })} onClick={() => drop(kept)}>
          ×
        </button>
      </td>
    </tr>
  );
}

/** Two kept settings on the same images. */
function Compared({ a, b, plan, judged }: { a: KeptSetting; b: KeptSetting; plan: Plan; judged: Judged | undefined }) {
  const { t } = useTranslation();
  const [was, is] = [a, b].map(({ setting }) => cost(plan, setting).total) as [ReturnType<typeof cost>['total'], ReturnType<typeof cost>['total']];
  const [from, to] = [placeOf(judged, a), placeOf(judged, b)];
  const flips = judged && from >= 0 && to >= 0 ? flipsBetween(judged.decisions, from, to) : undefined;
  return (
    <p className="note" role="status" data-testid="kept-compared">
      {t('remove.kept.compared', { a: a.name, b: b.name, parameters: formatSigned(is.parameters - was.parameters, 0), macs: formatSigned(is.macs - was.macs, 0) })}{' '}
      {flips
        ? t('remove.kept.change', { change: changeText(t, tango(flips.gained, flips.lost, flips.n)), lost: formatCount(flips.lost), gained: formatCount(flips.gained), n: formatCount(flips.n) })
        : t('remove.kept.noChange')}
    </p>
  );
}

/** Settings that the person kept by name: their numbers, the way back to each, and two of them compared. */
export function KeptPanel({ judged }: { judged: Judged | undefined }) {
  const { t } = useTranslation();
  const store = useAppStore();
  const plan = usePlan();
  const model = useAppState((state) => state.manifest?.id);
  const all = useAppState((state) => state.keptSettings);
  const keep = useAppState((state) => state.keepSettings);
  const setting = useChosenSetting();
  const [name, setName] = useState('');
  const [ticked, setTicked] = useState<readonly KeptSetting[]>([]);
  if (!plan || model === undefined) return null;
  const kept = all.filter((one) => one.model === model);
  const shown = ticked.filter((one) => kept.includes(one));
  const proposed = shortSetting(t, setting, plan.se).slice(0, longestName);
  const full = all.length >= mostKept;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    keep([{ model, name: name.trim() || proposed, setting }]);
    setName('');
  };
  const tick = (one: KeptSetting) => setTicked(shown.includes(one) ? shown.filter((other) => other !== one) : [...shown, one].slice(-2));
  const title = t('remove.kept.title');
  return (
    <section className="panel" aria-labelledby="kept-title" data-testid="kept-settings">
      <div className="panelHead">
        <h2 id="kept-title">{title}</h2>
        <TakeAway of={title} make={async () => (await import('../takeaway/parts/remove')).keptPart(store.getState(), kept, judged)} />
      </div>
      <form className="keepForm" onSubmit={submit}>
        <TextInput size="xs" aria-label={t('remove.kept.name')} placeholder={proposed} maxLength={longestName} value={name} disabled={full} onChange={(event) => setName(event.currentTarget.value)} />
        <Button type="submit" size="compact-sm" variant="default" disabled={full}>
          {t('remove.kept.keep')}
        </Button>
      </form>
      {full && <p className="note">{t('remove.kept.full', { value: formatCount(mostKept) })}</p>}
      {kept.length === 0 ? (
        <p className="note">{t('remove.kept.none')}</p>
      ) : (
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a wide table is scrolled by keyboard too
        <div className="outcomeTable keptScroll" tabIndex={0} role="region" aria-label={t('remove.kept.table')}>
          <table className="numbers keptTable">
            <thead>
              <tr>
                <th scope="col">{t('remove.kept.setting')}</th>
                {(['parameters', 'macs', 'top1', 'change', 'images'] as const).map((key) => (
                  <th scope="col" key={key}>
                    {t(`remove.kept.columns.${key}`)}
                  </th>
                ))}
                <th scope="col">
                  <span className="visuallyHidden">{t('remove.kept.remove')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {kept.map((one) => (
                <Row key={`${one.name} ${settingKey(one.setting)}`} kept={one} plan={plan} judged={judged} ticked={shown.includes(one)} onTick={() => tick(one)} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {shown.length === 2 && <Compared a={shown[0]!} b={shown[1]!} plan={plan} judged={judged} />}
      {kept.length > 1 && shown.length < 2 && <p className="note">{t('remove.kept.pick')}</p>}
    </section>
  );
}
