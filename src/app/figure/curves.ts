import { useMemo } from 'react';
import { classRow, paperOrder, residual, sortedOrder } from '../../analysis/curves';
import type { ClassColour } from '../../charts/palette';
import { palette } from '../../charts/palette';
import type { ClassCurve, ImageCurve, Ribbon } from '../../charts/excitation-panel/paint';
import type { BlockId, BlockProfile, BlockStatistics, Profile, Setting } from '../../contracts';
import { type ChannelOrder, type ImageResults, resultUnder } from '../../store/store';
import { useClassName } from '../classNames';
import { useAppState } from '../context';
import { useChosenSetting, useSelectedResults } from '../selectors';

export interface ChosenClass {
  id: number;
  key: string;
  label: string;
  colour: ClassColour;
}

/** The chosen classes in the order of their colours. */
export function useChosenClasses(): ChosenClass[] {
  const slots = useAppState((state) => state.classSlots);
  const name = useClassName();
  return useMemo(
    () =>
      slots.flatMap((id, slot) => (id === undefined ? [] : [{ id, key: String(id), label: name(id), colour: palette[slot % palette.length]! }])),
    [slots, name],
  );
}

export interface BlockCurves {
  order: Uint32Array;
  ribbon: Ribbon;
  restRibbon: Ribbon;
  classes: ClassCurve[];
  image?: ImageCurve;
}

export interface BlockData {
  profile: BlockProfile;
  statistics: BlockStatistics;
}

/** A block's recorded profile and its statistics. */
export function blockData(profile: Profile, statistics: readonly BlockStatistics[], id: BlockId): BlockData | undefined {
  const at = profile.blocks.findIndex(({ block }) => block === id);
  return at < 0 ? undefined : { profile: profile.blocks[at]!, statistics: statistics[at]! };
}

/** One class's curves in a block; views into the profile, without a copy of mean and sd. */
export function classCurve({ profile, statistics }: BlockData, { id, key, label, colour }: ChosenClass): ClassCurve {
  const mean = classRow(profile.mean, id, profile.channels);
  return {
    key,
    label,
    colour,
    mean,
    sd: classRow(profile.std, id, profile.channels),
    rest: residual(mean, statistics.all, statistics.classScale[id]),
  };
}

/** What an image does in a block: under the chosen gates where that has been computed, else all live. */
export function imageCurve({ statistics: { block, all } }: BlockData, results: ImageResults | undefined, setting: Setting, label: string): ImageCurve | undefined {
  const changed = resultUnder(results, setting);
  const result = changed ?? results?.live;
  const excitation = result?.excitation[block];
  if (!excitation) return undefined;
  return {
    label,
    excitation,
    gate: changed && setting[block] ? changed.gate[block] : undefined,
    rest: residual(excitation, all),
  };
}

function useImageCurve(data: BlockData, label: string): ImageCurve | undefined {
  const results = useSelectedResults();
  const setting = useChosenSetting();
  return useMemo(() => imageCurve(data, results, setting, label), [results, setting, data, label]);
}

/** Channels from left to right. */
export const channelOrder = ({ statistics }: BlockData, order: ChannelOrder): Uint32Array =>
  order === 'sorted' ? sortedOrder(statistics.all) : paperOrder(statistics.channels);

/** Everything that a panel draws of one block; identities change only where the curves do. */
export function useBlockCurves(data: BlockData, chosen: readonly ChosenClass[], order: ChannelOrder, imageLabel: string): BlockCurves {
  const { statistics } = data;
  const channels = useMemo(() => channelOrder(data, order), [data, order]);
  const classes = useMemo(() => chosen.map((entry) => classCurve(data, entry)), [data, chosen]);
  const ribbons = useMemo(
    () => ({
      ribbon: { low: statistics.p10, high: statistics.p90 },
      restRibbon: { low: statistics.restP10, high: statistics.restP90 },
    }),
    [statistics],
  );
  const image = useImageCurve(data, imageLabel);
  return { order: channels, classes, image, ...ribbons };
}

/** The largest departure from a scaled mean among ribbons and chosen classes, for one scale over all panels. */
export function restLimit(blocks: readonly BlockData[], chosen: readonly ChosenClass[]): number {
  let limit = 0.1;
  for (const data of blocks) {
    const { restP10, restP90 } = data.statistics;
    const curves = [restP10, restP90, ...chosen.map((entry) => classCurve(data, entry).rest!)];
    for (const curve of curves) for (const value of curve as Float32Array) limit = Math.max(limit, Math.abs(value));
  }
  return Math.ceil(limit * 10) / 10;
}

/** The blocks of the paper's figure: the last of each stage, and the last three of the last stage. */
export function paperSix(se: readonly BlockId[]): BlockId[] {
  const stage = (block: BlockId) => block.split('_')[1];
  const lastStage = se.length > 0 ? stage(se.at(-1)!) : undefined;
  const late = se.filter((block) => stage(block) === lastStage).slice(-3);
  const ends = se.filter((block, i) => stage(block) !== lastStage && stage(block) !== stage(se[i + 1]!));
  return [...ends, ...late];
}
