import type { TFunction } from 'i18next';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { tango, wilson } from '../../analysis/intervals';
import { settingKey } from '../../analysis/outcome';
import { fixedSequence } from '../../analysis/removal';
import { Frontier } from '../../charts/frontier/Frontier';
import { formatCount, formatFixed, formatPercent, formatTick } from '../../locales/format';
import type { Removal } from '../../store/store';
import { useAppState, useAppStore } from '../context';
import { changeText } from '../gates/outcomeText';
import { useChosenSetting } from '../selectors';
import { savedText } from '../lighter/times';
import { Segments } from '../Segments';
import { rangesText } from '../summary';
import { TakeAway } from '../takeaway/TakeAway';
import { countTick, percentTick } from './axes';
import { frontierOf, turnsOf } from './frontier';
import { FrontTimes } from './FrontTimes';
import { type Judged, shortSetting } from './judged';

/** What an axis counts, of a setting: "12,000 SE parameters kept", "3.20 ms an image". */
function costText(t: TFunction, judged: Judged, s: number, cost: Removal['cost'], ms: number): string {
  if (cost === 'time') return t('remove.times.ms', { value: formatFixed(ms, 2) });
  return t('remove.frontier.kept', { kept: formatCount(judged.costs[s]!.se[cost]), unit: t(`remove.frontier.${cost}`) });
}

/** Accuracy over what stays of SE: every setting a point; a click takes its gates. */
export function FrontierPanel({ judged }: { judged: Judged }) {
  const { t } = useTranslation();
  const store = useAppStore();
  const { cost, limit } = useAppState((state) => state.removal);
  const judge = useAppState((state) => state.judge);
  const setSetting = useAppState((state) => state.setSetting);
  const chosen = settingKey(useChosenSetting());
  const [hover, setHover] = useState<string>();
  const times = useAppState((state) => state.times);
  const { points, front } = useMemo(() => frontierOf(judged, cost, times), [judged, cost, times]);
  const { decisions, keys, plan, path, steps } = judged;
  const describe = (key: string) => {
    const s = keys.indexOf(key);
    const { after, n, gained, lost } = judged.drawn.flips[judged.drawn.places.indexOf(s)]!;
    const { value, low, high } = wilson(after, n);
    return t(s === 0 ? 'remove.frontier.pointLive' : 'remove.frontier.point', {
      what: shortSetting(t, decisions.settings[s]!, plan.se),
      cost: costText(t, judged, s, cost, points.find((point) => point.key === key)!.x),
      top1: formatPercent(value),
      low: formatPercent(low),
      high: formatPercent(high),
      change: changeText(t, tango(gained, lost, n)),
    }).concat(cost === 'time' && times[key] ? ` · ${savedText(t, turnsOf(times[key]))}` : '');
  };
  const { passed } = useMemo(() => fixedSequence(steps, limit), [steps, limit]);
  const names = [0, ...(passed === undefined ? [] : [path.steps[passed]!])]
    .map((s) => ({ at: points.findIndex(({ key }) => key === keys[s]), text: shortSetting(t, decisions.settings[s]!, plan.se) }))
    .filter(({ at, text }) => at >= 0 && text.length < 40);
  const title = t('remove.frontier.title');
  const drawn = { points, front, names, x: cost === 'time' ? t('remove.times.x') : t('remove.frontier.x', { unit: t(`remove.frontier.${cost}`) }) };
  return (
    <section className="panel" aria-labelledby="frontier-title" data-testid="frontier">
      <div className="panelHead">
        <h2 id="frontier-title">
          {title} <span className="sub">{t(cost === 'time' ? 'remove.times.sub' : decisions.source === 'set' ? 'remove.frontier.subSet' : 'remove.frontier.sub', { count: judged.drawn.places.length, settings: formatCount(judged.drawn.places.length), n: formatCount(judged.drawn.flips[0]?.n ?? 0) })}</span>
        </h2>
        <TakeAway of={title} make={async () => (await import('../takeaway/parts/remove')).frontierPart(store.getState(), judged, drawn)} />
      </div>
      <Segments label={t('remove.frontier.cost')} value={cost} options={{ parameters: t('remove.frontier.parameters'), macs: t('remove.frontier.macs'), time: t('remove.frontier.time') }} onChange={(by) => judge({ cost: by })} />
      {cost === 'time' && <FrontTimes judged={judged} />}
      {points.length > 0 && (
        <Frontier
          {...drawn}
          label={title}
          summary={rangesText(t, [{ label: t('siblings.top1'), values: points.map(({ y }) => y.value) }], percentTick)}
          chosen={chosen}
          hover={hover}
          height={320}
          format={percentTick}
          formatX={cost === 'time' ? formatTick : countTick}
          describe={describe}
          onHover={setHover}
          onSelect={(key) => setSetting(decisions.settings[keys.indexOf(key)]!)}
        />
      )}
      <p className="readout removeReadout">{hover !== undefined && points.some(({ key }) => key === hover) ? <span aria-hidden>{describe(hover)}</span> : <span className="small">{t('remove.frontier.legend')}</span>}</p>
    </section>
  );
}
