import i18next from 'i18next';
import { paperOrder, sortedOrder } from '../../../analysis/curves';
import { HeatDrawing } from '../../../charts/class-heatmap/HeatDrawing';
import type { ClassCurve } from '../../../charts/excitation-panel/paint';
import type { Profile } from '../../../contracts';
import { type Drawing, type Figure, inGrid } from '../../../export/figure';
import type { Table } from '../../../export/table';
import { formatCount, formatFixed, formatTick } from '../../../locales/format';
import type { State } from '../../../store/store';
import { keptClasses, type Moment, momentClasses, restLimitOf, trainingShare } from '../../evolution/moment';
import { isFaded } from '../../figure/faded';
import { type BlockData, channelOrder, type ChosenClass, classCurve, imageCurve } from '../../figure/curves';
import { planOf } from '../../selectors';
import type { Part } from '../offers';
import { drawn } from '../render';
import { gatesLine, profileLine, sourceOf } from '../source';
import { channelsTable, type ChannelCurves } from './channels';
import { classNames } from './names';
import { classEntry, otherEntries, panelDrawing } from './panels';

/** As many panels as stand beside one another. */
const across = 3;
const width = 336;

/** The chosen image, where it has a result. */
const shownImage = ({ images, selected, imageResults }: State) => images.find(({ id }) => id === selected && imageResults[id]?.live);

interface Curves extends ChannelCurves {
  data: BlockData;
  order: Uint32Array;
  faded: boolean;
}

/** What a panel draws of a block, at the moment of the click. */
export function curvesOf(state: State, data: BlockData, chosen: readonly ChosenClass[]): Curves {
  const { selected, imageResults, history, manifest } = state;
  const { block } = data.statistics;
  const image = shownImage(state);
  return {
    data,
    block,
    order: channelOrder(data, state.order),
    all: data.statistics.all,
    allSd: data.statistics.allStd,
    ribbon: { low: data.statistics.p10, high: data.statistics.p90 },
    restRibbon: { low: data.statistics.restP10, high: data.statistics.restP90 },
    classes: chosen.map((entry) => classCurve(data, entry)),
    image: image && selected !== undefined ? imageCurve(data, imageResults[selected], history.setting, image.name) : undefined,
    faded: manifest !== undefined && isFaded(block, history.setting, planOf(manifest).se),
  };
}

export interface PanelSizes {
  width: number;
  height?: number;
  extremes?: boolean;
}

/** One block's panel as on the page. */
export function blockDrawing({ sdClass, order }: State, curves: Curves, limit: number, { width, height, extremes }: PanelSizes): Drawing {
  const { block, classes, image, faded } = curves;
  return panelDrawing(
    {
      title: block,
      channelsLabel: i18next.t('figure.channels', { value: formatCount(curves.order.length) }),
      order: curves.order,
      ribbon: curves.ribbon,
      classes,
      bandOf: sdClass === undefined ? undefined : String(sdClass),
      image,
      faded: faded ? i18next.t('figure.faded') : undefined,
      residual: { limit, ribbon: curves.restRibbon, height: height && height / 2 },
      height,
      directLabels: true,
      extremes,
    },
    order,
    width,
  );
}

/** Words around one or more panels. */
export function panelFigure(state: State, chosen: readonly ChosenClass[], { curves, limit }: { curves: readonly Curves[]; limit: number }): Omit<Figure, 'name' | 'title' | 'charts'> {
  const t = i18next.t;
  const image = shownImage(state);
  const sd = chosen.find(({ id }) => id === state.sdClass);
  return {
    subtitle: t(`figure.subtitle.${state.order}`),
    legend: [
      ...chosen.map(classEntry),
      ...(sd ? [{ ...classEntry({ ...sd, label: t('takeaway.figure.band', { name: sd.label }) }), mark: 'pale' as const }] : []),
      ...otherEntries({ image: image?.name, gate: curves.some((block) => block.image?.gate), ribbon: state.profile?.classes }),
    ],
    axes: t('takeaway.figure.limits', { limit: formatFixed(limit, 1) }),
    source: sourceOf(state, profileLine(state), image ? `${t('takeaway.source.image', { name: image.name })} ${gatesLine(state)}` : ''),
  };
}

function heatDrawing(state: State, { profile, statistics: { block } }: BlockData, order: Uint32Array): Drawing {
  const t = i18next.t;
  const words = { legend: t('takeaway.axis.excitation'), xTitle: t(`takeaway.axis.${state.order}`), yTitle: t('takeaway.axis.classes') };
  const classes = Array.from({ length: profile.mean.length / profile.channels }, (_, id) => id);
  return drawn(<HeatDrawing title={block} values={profile.mean} channels={profile.channels} classOrder={classes} channelOrder={order} format={formatTick} {...words} />, width);
}

/** Means of all classes in the drawn blocks, a class a column. */
function allClassesTable(state: State, profile: Profile, curves: readonly Curves[]): Table {
  const name = classNames(state.manifest);
  const ids = Array.from({ length: profile.classes }, (_, id) => id);
  return {
    name: 'means of all classes',
    title: i18next.t('takeaway.figure.allClasses'),
    source: sourceOf(state, profileLine(state)),
    columns: [{ name: 'block' }, { name: 'channel' }, ...ids.map((id) => ({ name: `${id} ${name(id)}`, unit: 'mean excitation' }))],
    rows: function* () {
      for (const { data, block, order } of curves) {
        const { mean, channels } = data.profile;
        for (const channel of order) yield [block, channel, ...ids.map((id) => mean[id * channels + channel])];
      }
    },
  };
}

/** The blocks that are drawn, as lines or as heat maps. */
export function figurePart(state: State, shown: readonly BlockData[], chosen: readonly ChosenClass[], limit: number): Part {
  const title = i18next.t('takeaway.figure.title');
  const curves = shown.map((data) => curvesOf(state, data, chosen));
  const heat = state.view === 'heat';
  const make = (): Figure => {
    const drawings = curves.map((block) => (heat ? heatDrawing(state, block.data, block.order) : blockDrawing(state, block, limit, { width })));
    const words = panelFigure(state, chosen, { curves, limit });
    return { name: 'excitation', title, ...words, ...(heat ? { legend: [], axes: undefined, source: sourceOf(state, profileLine(state)) } : {}), charts: inGrid(drawings, across, 16) };
  };
  const all = heat && state.profile ? [allClassesTable(state, state.profile, curves)] : [];
  return { figures: [{ name: 'excitation', title, make }], tables: [channelsTable(state, curves, i18next.t('takeaway.figure.channels')), ...all] };
}

/** The figure at a point of training. */
export function momentPart(state: State, moment: Moment, drawnClasses: readonly ChosenClass[]): Part {
  const t = i18next.t;
  const { evolution, point } = moment;
  const percent = trainingShare(point.share);
  const kept = keptClasses(evolution, drawnClasses);
  const limit = restLimitOf(moment);
  const title = t('takeaway.training.curves', { percent });
  const curves = evolution.blocks.flatMap((block): (ChannelCurves & { classes: ClassCurve[] })[] => {
    const found = point.curves[block];
    if (!found) return [];
    return [{ block, order: state.order === 'sorted' ? sortedOrder(found.all) : paperOrder(found.all.length), all: found.all, classes: momentClasses(found, kept) }];
  });
  const make = (): Figure => ({
    name: `excitation at ${percent}`,
    title,
    subtitle: t(`figure.subtitle.${state.order}`),
    legend: [...kept.map(classEntry), ...otherEntries({ all: t('training.all') })],
    axes: t('takeaway.figure.limits', { limit: formatFixed(limit, 1) }),
    charts: inGrid(
      curves.map(({ block, order, all, classes }) =>
        panelDrawing({ title: block, channelsLabel: t('figure.channels', { value: formatCount(order.length) }), order, all, classes, residual: { limit } }, state.order, width),
      ),
      across,
      16,
    ),
    source: sourceOf(state, evolution.images),
  });
  return { figures: [{ name: `excitation at ${percent}`, title, make }], tables: [{ ...channelsTable(state, curves, title), source: sourceOf(state, evolution.images) }] };
}
