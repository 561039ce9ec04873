import { Button } from '@mantine/core';
import type { TFunction } from 'i18next';
import { useMemo } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import { tango } from '../../analysis/intervals';
import { fixedSequence, imagesNeeded } from '../../analysis/removal';
import type { Flips } from '../../analysis/settingDecisions';
import { formatCount, formatFixed, formatPercent } from '../../locales/format';
import { useAppState, useAppStore } from '../context';
import { changeText } from '../gates/outcomeText';
import { TakeAway } from '../takeaway/TakeAway';
import { type Judged, shortSetting } from './judged';

const one = (value: number) => formatFixed(value, 1);
const change = (t: TFunction, { gained, lost, n }: Flips) => changeText(t, tango(gained, lost, n));

/** Upwards to two digits: a guess is no count. */
function roundedUp(count: number): number {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(count)) - 1);
  return Math.ceil(count / step) * step;
}

/** Which images the path was found on, and which it is judged on. */
export function howText(t: TFunction, { path, decisions, steps, whole }: Judged): string {
  const n = formatCount(steps[0]?.n ?? decisions.labels.length);
  if (path.how === 'chosen') return t('remove.limit.chosen', { n });
  if (decisions.source === 'set') {
    const tested = path.images?.length ?? 0;
    return t(whole ? 'remove.limit.halvesSet' : 'remove.limit.halvesSetSoFar', { n: formatCount(tested), other: formatCount(decisions.labels.length - tested) });
  }
  const other = formatCount(decisions.labels.length - (path.images?.length ?? 0));
  return t(decisions.source === 'live' ? 'remove.limit.halvesLive' : 'remove.limit.halvesRecorded', { n, other });
}

function Offered({ judged, step }: { judged: Judged; step: number }) {
  const { t } = useTranslation();
  const at = judged.path.steps[step]!;
  const [before, after] = [judged.costs[0]!.total.parameters, judged.costs[at]!.total.parameters];
  return (
    <Trans
      i18nKey="remove.limit.offered"
      values={{
        what: shortSetting(t, judged.decisions.settings[at]!, judged.plan.se),
        fewer: t('outcome.fewer', { parameters: formatCount(before - after), percent: formatPercent((before - after) / before) }),
        change: change(t, judged.steps[step]!),
      }}
      components={{ b: <strong /> }}
    />
  );
}

/** Why the path is not followed further. */
function Failed({ judged, step, limit }: { judged: Judged; step: number; limit: number }) {
  const { t } = useTranslation();
  const flips = judged.steps[step]!;
  const needed = imagesNeeded(flips, limit);
  const values = { what: shortSetting(t, judged.decisions.settings[judged.path.steps[step]!]!, judged.plan.se), change: change(t, flips), limit: one(limit), n: formatCount(flips.n) };
  return (
    <p className="note" data-testid="next-step">
      {needed === undefined ? t('remove.limit.failsNever', values) : t('remove.limit.failsYet', { ...values, needed: formatCount(roundedUp(Math.max(needed, flips.n + 1))) })}
    </p>
  );
}

/** Every step of the path, with what became of it. */
function Steps({ judged, passed, failed }: { judged: Judged; passed?: number; failed?: number }) {
  const { t } = useTranslation();
  const { steps, path, decisions, plan, costs } = judged;
  const state = (i: number) => (i <= (passed ?? -1) ? 'passed' : i === failed ? 'failed' : 'untested');
  return (
    <details className="removeSteps">
      <summary>{t('remove.limit.steps', { count: steps.length, value: formatCount(steps.length) })}</summary>
      <ol>
        {steps.map((flips, i) => (
          <li key={path.steps[i]} data-state={state(i)}>
            <span>{shortSetting(t, decisions.settings[path.steps[i]!]!, plan.se)}</span>{' '}
            <span className="small">
              {t('remove.limit.step', {
                parameters: formatCount(costs[0]!.total.parameters - costs[path.steps[i]!]!.total.parameters),
                change: state(i) === 'untested' ? t('remove.limit.untested') : change(t, flips),
              })}{' '}
              {state(i) !== 'untested' && t(`remove.limit.${state(i) === 'passed' ? 'passed' : 'failed'}`)}
            </span>
          </li>
        ))}
      </ol>
    </details>
  );
}

/** How much may be lost, and the lightest network on the path that surely loses less. */
export function LimitPanel({ judged }: { judged: Judged }) {
  const { t } = useTranslation();
  const store = useAppStore();
  const { limit } = useAppState((state) => state.removal);
  const judge = useAppState((state) => state.judge);
  const setSetting = useAppState((state) => state.setSetting);
  const { passed, failed } = useMemo(() => fixedSequence(judged.steps, limit), [judged, limit]);
  const text = t('remove.limit.atMost', { points: one(limit) });
  const title = t('remove.limit.title');
  return (
    <section className="panel" aria-labelledby="limit-title" data-testid="limit">
      <div className="panelHead">
        <h2 id="limit-title">{title}</h2>
        <TakeAway of={title} make={async () => (await import('../takeaway/parts/remove')).limitPart(store.getState(), judged)} />
      </div>
      <label className="removeSlider">
        <input type="range" min={0.1} max={3} step={0.1} value={limit} aria-label={title} aria-valuetext={text} onChange={(event) => judge({ limit: Math.round(event.currentTarget.valueAsNumber * 10) / 10 })} />
        <output className="number">{text}</output>
      </label>
      <div aria-live="polite">
        <p className="outcome" data-testid="offered-setting">
          {passed !== undefined ? <Offered judged={judged} step={passed} /> : judged.decisions.source === 'set' && judged.steps.length === 0 ? t(judged.untested > 0 ? 'remove.limit.found' : 'remove.limit.notFound', { count: judged.untested, steps: formatCount(judged.untested) }) : t('remove.limit.none', { limit: one(limit) })}
        </p>
        {failed === undefined ? judged.steps.length > 0 && <p className="note">{judged.untested > 0 ? t('remove.limit.more', { count: judged.untested, steps: formatCount(judged.untested) }) : t('remove.limit.end')}</p> : <Failed judged={judged} step={failed} limit={limit} />}
      </div>
      {passed !== undefined && (
        <Button className="removeApply" size="compact-sm" variant="light" onClick={() => setSetting(judged.decisions.settings[judged.path.steps[passed]!]!)}>
          {t('remove.limit.apply')}
        </Button>
      )}
      {judged.steps.length > 0 && <Steps judged={judged} passed={passed} failed={failed} />}
      <p className="note removeHow" data-testid="how-chosen">
        {howText(t, judged)} {t('outcome.notRetrained')}
      </p>
    </section>
  );
}
