import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { tango, wilson } from '../../analysis/intervals';
import { settingKey } from '../../analysis/outcome';
import { fixedSequence, paretoFront } from '../../analysis/removal';
import { Frontier } from '../../charts/frontier/Frontier';
import type { FrontierPoint } from '../../charts/frontier/geometry';
import { formatCompact, formatCount, formatPercent, formatTick } from '../../locales/format';
import type { Removal } from '../../store/store';
import { useAppState, useAppStore } from '../context';
import { changeText } from '../gates/outcomeText';
import { useChosenSetting } from '../selectors';
import { Segments } from '../Segments';
import { rangesText } from '../summary';
import { TakeAway } from '../takeaway/TakeAway';
import { type Judged, shortSetting } from './judged';

const percent = (value: number) => `${formatTick(value)} %`;

/** Every setting at what it keeps of SE, with what it reaches in per cent, and those that no other beats. */
function frontierOf({ drawn, costs, keys, decisions }: Judged, by: Removal['cost']): { points: FrontierPoint[]; front: number[] } {
  const points = drawn.places.map((s, i): FrontierPoint => {
    const { after, n } = drawn.flips[i]!;
    const { value, low, high } = wilson(after, n);
    const off = Object.values(decisions.settings[s]!).includes('off');
    return { key: keys[s]!, x: costs[s]!.se[by], y: { value: 100 * value, low: 100 * low, high: 100 * high }, mark: off ? 'open' : 'filled' };
  });
  return { points, front: paretoFront(points.map(({ x, y }) => ({ cost: x, value: y.value }))) };
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
  const { points, front } = useMemo(() => frontierOf(judged, cost), [judged, cost]);
  const { decisions, keys, costs, plan, path, steps } = judged;
  const describe = (key: string) => {
    const s = keys.indexOf(key);
    const { after, n, gained, lost } = judged.drawn.flips[judged.drawn.places.indexOf(s)]!;
    const { value, low, high } = wilson(after, n);
    return t(s === 0 ? 'remove.frontier.pointLive' : 'remove.frontier.point', {
      what: shortSetting(t, decisions.settings[s]!, plan.se),
      kept: formatCount(costs[s]!.se[cost]),
      unit: t(`remove.frontier.${cost}`),
      top1: formatPercent(value),
      low: formatPercent(low),
      high: formatPercent(high),
      change: changeText(t, tango(gained, lost, n)),
    });
  };
  const { passed } = useMemo(() => fixedSequence(steps, limit), [steps, limit]);
  const names = [
    { at: 0, text: t('gates.quick.live') },
    ...(passed === undefined ? [] : [{ at: judged.drawn.places.indexOf(path.steps[passed]!), text: shortSetting(t, decisions.settings[path.steps[passed]!]!, plan.se) }]),
  ].filter(({ text }) => text.length < 40);
  const title = t('remove.frontier.title');
  const drawn = { points, front, names, x: t('remove.frontier.x', { unit: t(`remove.frontier.${cost}`) }) };
  return (
    <section className="panel" aria-labelledby="frontier-title" data-testid="frontier">
      <div className="panelHead">
        <h2 id="frontier-title">
          {title} <span className="sub">{t(decisions.source === 'set' ? 'remove.frontier.subSet' : 'remove.frontier.sub', { count: points.length, settings: formatCount(points.length), n: formatCount(judged.drawn.flips[0]?.n ?? 0) })}</span>
        </h2>
        <TakeAway of={title} make={async () => (await import('../takeaway/parts/remove')).frontierPart(store.getState(), judged, drawn)} />
      </div>
      <Segments label={t('remove.frontier.cost')} value={cost} options={{ parameters: t('remove.frontier.parameters'), macs: t('remove.frontier.macs') }} onChange={(by) => judge({ cost: by })} />
      <Frontier
        {...drawn}
        label={title}
        summary={rangesText(t, [{ label: t('siblings.top1'), values: points.map(({ y }) => y.value) }], percent)}
        chosen={chosen}
        hover={hover}
        height={320}
        format={percent}
        formatX={formatCompact}
        describe={describe}
        onHover={setHover}
        onSelect={(key) => setSetting(decisions.settings[keys.indexOf(key)]!)}
      />
      <p className="readout removeReadout">{hover !== undefined && points.some(({ key }) => key === hover) ? <span aria-hidden>{describe(hover)}</span> : <span className="small">{t('remove.frontier.legend')}</span>}</p>
    </section>
  );
}
