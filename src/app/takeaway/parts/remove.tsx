import i18next from 'i18next';
import type { ClassLosses as Losses } from '../../../analysis/classLosses';
import { tango, wilson } from '../../../analysis/intervals';
import { mcnemar } from '../../../analysis/mcnemar';
import { settingKey } from '../../../analysis/outcome';
import { fixedSequence, imagesNeeded } from '../../../analysis/removal';
import type { Flips } from '../../../analysis/settingDecisions';
import { ClassLosses } from '../../../charts/class-losses/ClassLosses';
import type { LossBins } from '../../../charts/class-losses/geometry';
import { DepthDrawing } from '../../../charts/depth-rows/DepthDrawing';
import type { DepthBlock, DepthRow } from '../../../charts/depth-rows/geometry';
import { Frontier } from '../../../charts/frontier/Frontier';
import type { FrontierPoint } from '../../../charts/frontier/geometry';
import type { BlockStatistics, Cost, Estimate, LadderCheck } from '../../../contracts';
import type { Cell, Column, Table } from '../../../export/table';
import { formatCount, formatFixed } from '../../../locales/format';
import { countTick, percentTick } from '../../remove/axes';
import { cost } from '../../../network/cost';
import type { KeptSetting, State } from '../../../store/store';
import { rungSteps } from '../../remove/rungSteps';
import { type Judged, placesAlone } from '../../remove/judged';
import { howText } from '../../remove/LimitPanel';
import { planOf } from '../../selectors';
import type { FigureOffer, Part } from '../offers';
import { drawn } from '../render';
import { profileLine, recordLine, sourceOf } from '../source';
import { classNames, wordnetOf } from './names';

const t = i18next.t;
const images = (...names: string[]): Column[] => names.map((name) => ({ name, unit: 'images' }));
const three = (name: string, unit: string): Column[] => ['', '_low', '_high'].map((end) => ({ name: name + end, unit }));
const ends = ({ value, low, high }: Estimate, times = 1): Cell[] => [value * times, low * times, high * times];

/** What the numbers were counted on. */
function imagesLine(state: State, { decisions }: Pick<Judged, 'decisions'>): string {
  if (decisions.source === 'recorded') return recordLine(state);
  return t(decisions.source === 'set' ? 'takeaway.source.accuracySet' : 'takeaway.source.accuracyLive', { n: formatCount(decisions.labels.length) });
}

const changeColumns = (prefix = ''): Column[] => [...three(`${prefix}top1_change`, 'points'), ...images(`${prefix}lost`, `${prefix}gained`), { name: `${prefix}p`, source: 'McNemar’s exact test' }];
const changeCells = ({ gained, lost, n }: Flips): Cell[] => [...ends(tango(gained, lost, n), 100), lost, gained, mcnemar(gained, lost)];
const nothing = (columns: readonly Column[]): Cell[] => columns.map(() => undefined);

const costColumns: Column[] = ['parameters', 'macs', 'se_parameters', 'se_macs'].map((name) => ({ name }));
const costCells = ({ total, se }: Cost): Cell[] => [total.parameters, total.macs, se.parameters, se.macs];

/** Each block frozen and off alone. */
export function alonePart(state: State, judged: Judged, { blocks, rows, statistics }: { blocks: readonly DepthBlock[]; rows: readonly DepthRow[]; statistics: readonly BlockStatistics[] | undefined }): Part {
  const title = t('takeaway.remove.alone');
  const source = sourceOf(state, profileLine({ ...state, profile: (judged.decisions.source === 'set' ? state.dataset?.measured : state.recorded)?.profile ?? state.profile }), imagesLine(state, judged));
  const make = () => ({
    name: 'each block alone',
    title,
    legend: [],
    axes: t('takeaway.remove.aloneAxes'),
    charts: [{ ...drawn(<DepthDrawing blocks={blocks} rows={rows} stageLabel={(stage) => t('rows.stage', { stage })} rowHeight={90} />, 780), x: 0, y: 0 }],
    source,
  });
  const modes = ['frozen', 'off'] as const;
  const columns = [{ name: 'block' }, { name: 'class_spread', unit: 'excitation' }, { name: 'image_spread', unit: 'excitation' }, ...modes.flatMap((mode) => changeColumns(`${mode}_`)), ...images('n')];
  const table: Table = {
    name: 'each block alone',
    title,
    source,
    columns,
    rows: () => {
      const places = modes.map((mode) => placesAlone(judged, mode));
      return judged.plan.se.map((block, i): Cell[] => {
        const spread = statistics?.find((one) => one.block === block);
        return [block, spread?.spread.value, spread?.imageSpread, ...places.flatMap((place) => (place[i] === undefined ? nothing(changeColumns()) : changeCells(judged.flips[place[i]]!))), places[0]![i] === undefined ? judged.decisions.labels.length : judged.flips[places[0]![i]!]!.n];
      });
    },
  };
  return { figures: [{ name: 'each block alone', title, make }], tables: [table] };
}

interface DrawnFrontier {
  points: readonly FrontierPoint[];
  front: readonly number[];
  names: readonly { at: number; text: string }[];
  x: string;
}

/** Every judged setting with what it costs and reaches. */
export function frontierPart(state: State, judged: Judged, { points, front, names, x }: DrawnFrontier): Part {
  const title = t('takeaway.remove.frontier');
  const source = sourceOf(state, imagesLine(state, judged));
  const figure: FigureOffer = {
    name: 'frontier',
    title,
    make: () => ({
      name: 'frontier',
      title,
      legend: [],
      axes: t('takeaway.remove.frontierAxes', { x }),
      charts: [{ ...drawn(<Frontier label={title} points={points} front={front} names={names} x={x} height={360} format={percentTick} formatX={countTick} describe={String} />, 760), x: 0, y: 0 }],
      source,
    }),
  };
  const table: Table = {
    name: 'settings',
    title: t('takeaway.remove.settings'),
    source,
    columns: [{ name: 'gates' }, ...costColumns, ...images('n', 'right'), ...three('top1', 'share'), ...changeColumns(), { name: 'on_front' }],
    rows: () =>
      judged.drawn.places.map((s, i): Cell[] => {
        const flips = judged.drawn.flips[i]!;
        return [judged.keys[s] || 'live', ...costCells(judged.costs[s]!), flips.n, flips.after, ...ends(wilson(flips.after, flips.n)), ...changeCells(flips), front.some((at) => points[at]!.key === judged.keys[s])];
      }),
  };
  return { figures: [figure], tables: [table] };
}

/** The path and what each step does to the images that it is tested on. */
export function limitPart(state: State, judged: Judged): Part {
  const { limit } = state.removal;
  const { passed = -1, failed } = fixedSequence(judged.steps, limit);
  const table: Table = {
    name: 'path',
    title: t('takeaway.remove.path', { limit: formatFixed(limit, 1) }),
    source: sourceOf(state, imagesLine(state, judged), howText(t, judged)),
    columns: [{ name: 'step' }, { name: 'gates' }, ...costColumns, ...images('n'), ...changeColumns(), { name: 'verdict' }, ...images('needed')],
    rows: () =>
      judged.path.steps.map((s, i): Cell[] => {
        const flips = judged.steps[i]!;
        // What lies behind the first that failed was not looked at, so that it can't be chosen by its luck.
        const tested = i <= (failed ?? passed);
        return [i + 1, judged.keys[s], ...costCells(judged.costs[s]!), flips.n, ...(tested ? changeCells(flips) : nothing(changeColumns())), i <= passed ? 'passed' : i === failed ? 'failed' : 'not tested', i === failed ? imagesNeeded(flips, limit) : undefined];
      }),
  };
  return { figures: [], tables: [table] };
}

interface DrawnLosses {
  at: number;
  what: string;
  losses: Losses;
  drawn: LossBins & { x: string; y: string; format: (points: number) => string };
}

/** What one setting does to each class. */
export function harmedPart(state: State, judged: Pick<Judged, 'decisions' | 'keys'>, { at, what, losses, drawn: shown }: DrawnLosses): Part {
  const title = t('takeaway.remove.harmed', { what });
  const source = sourceOf(state, imagesLine(state, judged));
  const name = classNames(state.manifest);
  const figure: FigureOffer = {
    name: 'classes harmed',
    title,
    make: () => ({
      name: 'classes harmed',
      title,
      legend: [],
      charts: [{ ...drawn(<ClassLosses {...shown} label={title} legend={[t('remove.harmed.seen'), t('remove.harmed.chance')]} describe={String} />, 640), x: 0, y: 0 }],
      source,
    }),
  };
  const table: Table = {
    name: 'classes harmed',
    title,
    source,
    columns: [{ name: 'gates' }, { name: 'class' }, { name: 'wordnet' }, ...images('n', 'lost', 'gained'), { name: 'p', source: 'flips spread over all images whatever their class, one-sided' }, { name: 'p_holm', source: 'Holm 1979' }],
    rows: () => losses.classes.map(({ id, n, lost, gained, p, adjusted }): Cell[] => [judged.keys[at], name(id), wordnetOf(state.manifest, id), n, lost, gained, p, adjusted]),
  };
  return { figures: [figure], tables: [table] };
}

/** One block's gate replaced rung by rung. */
export function ladderPart(state: State, ladder: LadderCheck, ofSet: boolean): Part {
  const { block, labels, top1 } = ladder;
  const steps = rungSteps(ladder);
  const table: Table = {
    name: `ladder ${block}`,
    title: t('takeaway.remove.ladder', { block }),
    source: sourceOf(state, t(ofSet ? 'takeaway.source.accuracySet' : 'takeaway.source.accuracyLive', { n: formatCount(labels.length) }), profileLine({ ...state, profile: state.recorded?.profile ?? state.profile })),
    columns: [{ name: 'block' }, { name: 'gate' }, ...images('n', 'right'), ...three('top1', 'share'), ...changeColumns(), ...changeColumns('step_')],
    rows: () =>
      steps.map(({ rung, flips, step }): Cell[] => {
        const right = top1[rung].reduce((sum, predicted, i) => sum + Number(predicted === labels[i]), 0);
        return [block, rung, labels.length, right, ...ends(wilson(right, labels.length)), ...(rung === 'live' ? nothing(changeColumns()) : changeCells(flips)), ...(step ? changeCells(step) : nothing(changeColumns()))];
      }),
  };
  return { figures: [], tables: [table] };
}

/** Settings that were kept by name. */
export function keptPart(state: State, kept: readonly KeptSetting[], judged: Judged | undefined): Part {
  const { manifest } = state;
  if (!manifest || kept.length === 0) return { figures: [], tables: [] };
  const plan = planOf(manifest);
  const numbers = [...images('n', 'right'), ...three('top1', 'share'), ...changeColumns()];
  const table: Table = {
    name: 'kept settings',
    title: t('remove.kept.title'),
    source: sourceOf(state, judged ? imagesLine(state, judged) : ''),
    columns: [{ name: 'name' }, { name: 'gates' }, ...costColumns, ...numbers],
    rows: () =>
      kept.map(({ name, setting }): Cell[] => {
        const flips = judged?.flips[judged.keys.indexOf(settingKey(setting))];
        return [name, settingKey(setting) || 'live', ...costCells(cost(plan, setting)), ...(flips ? [flips.n, flips.after, ...ends(wilson(flips.after, flips.n)), ...changeCells(flips)] : nothing(numbers))];
      }),
  };
  return { figures: [], tables: [table] };
}
