import i18next from 'i18next';
import { mcnemar } from '../../../analysis/mcnemar';
import { paired, singleBlockOutcomes } from '../../../analysis/outcome';
import { ChangeInterval } from '../../../charts/change-interval/ChangeInterval';
import type { Estimate, Outcome } from '../../../contracts';
import type { Cell, Column, Table } from '../../../export/table';
import { formatCount, formatFixed } from '../../../locales/format';
import { cost } from '../../../network/cost';
import type { State } from '../../../store/store';
import { changeText, settingText } from '../../gates/outcomeText';
import { planOf } from '../../selectors';
import type { FigureOffer, Part } from '../offers';
import { drawn } from '../render';
import { gatesLine, recordLine, sourceOf } from '../source';

export interface Outcomes {
  recorded?: Outcome;
  live?: Outcome;
}

const three = ['', '_low', '_high'];
const shares = (name: string): Column[] => three.map((end) => ({ name: name + end, unit: 'share' }));
const points = (name: string): Column[] => three.map((end) => ({ name: name + end, unit: 'points' }));
const images = (names: readonly string[]): Column[] => names.map((name) => ({ name, unit: 'images' }));
const ends = ({ value, low, high }: Estimate, times = 1): Cell[] => [value * times, low * times, high * times];

/** Accuracy before and after, the paired change with its interval, flips and the exact test; a row for each source. */
function accuracyTable(state: State, { recorded, live }: Outcomes): Table {
  const places = ['top1', 'top5'] as const;
  return {
    name: 'accuracy',
    title: i18next.t('takeaway.outcome.accuracy'),
    source: sourceOf(state, gatesLine(state), recorded ? recordLine(state) : '', live ? i18next.t('takeaway.source.accuracyLive', { n: formatCount(live.n) }) : ''),
    columns: [
      { name: 'source' },
      ...images(['n']),
      ...places.flatMap((place) => [
        ...images([`${place}_before_right`, `${place}_now_right`]),
        ...shares(`${place}_before`),
        ...shares(`${place}_now`),
        ...points(`${place}_change`),
        ...images([`${place}_lost`, `${place}_gained`]),
        { name: `${place}_p`, source: 'McNemar’s exact test' },
      ]),
    ],
    rows: () =>
      [recorded, live].flatMap((outcome): Cell[][] => {
        if (!outcome) return [];
        const { before, after, change } = paired(outcome);
        const flips = { top1: [outcome.lost, outcome.gained], top5: [outcome.lostTop5, outcome.gainedTop5] } as const;
        const cells = places.flatMap((place): Cell[] => {
          const [lost, gained] = flips[place];
          return [outcome.before[place], outcome.after[place], ...ends(before[place]), ...ends(after[place]), ...ends(change[place], 100), lost, gained, mcnemar(gained, lost)];
        });
        return [[outcome.source, outcome.n, ...cells]];
      }),
  };
}

function costsTable(state: State): Table | undefined {
  const { manifest, history } = state;
  if (!manifest) return undefined;
  const plan = planOf(manifest);
  const [before, after] = [cost(plan), cost(plan, history.setting)];
  const quantities = ['parameters', 'macs', 'elementwise'] as const;
  return {
    name: 'costs',
    title: i18next.t('takeaway.outcome.costs'),
    source: sourceOf(state, gatesLine(state)),
    columns: [{ name: 'quantity' }, { name: 'of' }, { name: 'before' }, { name: 'now' }, { name: 'change' }],
    rows: () => quantities.flatMap((key) => (['total', 'se'] as const).map((of): Cell[] => [key, of, before[of][key], after[of][key], after[of][key] - before[of][key]])),
  };
}

/** Each block's gate, and what changing it alone does. */
function gatesTable(state: State): Table | undefined {
  const { manifest, history, record } = state;
  if (!manifest) return undefined;
  const { se } = planOf(manifest);
  const alone = (['frozen', 'off'] as const).map((mode) => (record ? singleBlockOutcomes(record, se, mode) : {}));
  return {
    name: 'gates',
    title: i18next.t('takeaway.outcome.gates'),
    source: sourceOf(state, recordLine(state)),
    columns: [
      { name: 'block' },
      { name: 'gate' },
      ...['frozen', 'off'].flatMap((mode) => [...points(`${mode}_alone_top1_change`), ...images([`${mode}_alone_lost`, `${mode}_alone_gained`]), { name: `${mode}_alone_p`, source: 'McNemar’s exact test' }]),
      ...images(['n']),
    ],
    rows: () =>
      se.map((block): Cell[] => {
        const cells = alone.flatMap((outcomes): Cell[] => {
          const outcome = outcomes[block];
          if (!outcome) return Array.from<undefined>({ length: 6 });
          return [...ends(paired(outcome).change.top1, 100), outcome.lost, outcome.gained, mcnemar(outcome.gained, outcome.lost)];
        });
        return [block, history.setting[block] ?? 'live', ...cells, record?.images];
      }),
  };
}

function changeFigure(state: State, outcome: Outcome): FigureOffer {
  const t = i18next.t;
  const { value, low, high } = paired(outcome).change.top1;
  const title = t('takeaway.outcome.title', { what: settingText(t, state.history.setting, state.manifest?.architecture.se.blocks ?? []) });
  const make = () => ({
    name: 'change',
    title,
    subtitle: changeText(t, { value, low, high }),
    legend: [],
    axes: t('takeaway.outcome.axes'),
    charts: [
      {
        ...drawn(
          <ChangeInterval
            estimate={{ value: 100 * value, low: 100 * low, high: 100 * high }}
            label={title}
            ends={(limit) => [t('outcome.lostEnd', { points: formatFixed(limit, 1) }), t('outcome.gainedEnd', { points: formatFixed(limit, 1) })]}
            noChange={t('outcome.noChange')}
          />,
          460,
        ),
        x: 0,
        y: 0,
      },
    ],
    source: sourceOf(state, outcome.source === 'recorded' ? recordLine(state) : t('takeaway.source.accuracyLive', { n: formatCount(outcome.n) })),
  });
  return { name: 'change', title, make };
}

/** What the chosen gates cost and save. */
export function outcomePart(state: State, outcomes: Outcomes): Part {
  const outcome = outcomes.recorded ?? outcomes.live;
  const changed = Object.keys(state.history.setting).length > 0;
  const tables = [outcome && accuracyTable(state, outcomes), costsTable(state), gatesTable(state)];
  return { figures: changed && outcome ? [changeFigure(state, outcome)] : [], tables: tables.filter((table) => table !== undefined) };
}
