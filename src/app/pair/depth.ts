import type { TFunction } from 'i18next';
import { paired, singleBlockOutcomes } from '../../analysis/outcome';
import type { DepthBlock, DepthRow, DepthSeries } from '../../charts/depth-rows/geometry';
import type { BlockId, BlockStatistics, Estimate } from '../../contracts';
import { formatFixed } from '../../locales/format';
import type { Side, Two } from './sides';

const two = (value: number) => formatFixed(value, 2);
const one = (value: number) => formatFixed(value, 1);

/** The columns of the chart: as many in each stage as the deeper network has blocks there. */
export function columnsOf({ blocks: { pairs } }: Two): DepthBlock[] {
  const counts = new Map<number, number>();
  return pairs.map(({ stage }) => {
    const index = (counts.get(stage) ?? 0) + 1;
    counts.set(stage, index);
    return { id: `SE_${stage}_${index}`, stage, label: `${stage}·${index}` };
  });
}

type Value = Estimate | number;

/** What a question is answered with, by block; a network without a profile, or a record, has none. */
type Answer = (side: Side) => Map<BlockId, Value> | undefined;

const ofStatistics = (pick: (statistics: BlockStatistics) => Value): Answer => ({ profile }) => profile && new Map(profile.statistics.map((entry) => [entry.block, pick(entry)]));

function frozenAlone({ record, plan }: Side): Map<BlockId, Value> | undefined {
  if (!record || record.settings.length < 2) return undefined;
  const outcomes = Object.entries(singleBlockOutcomes(record, plan.se, 'frozen'));
  return new Map(
    outcomes.map(([block, outcome]) => {
      const { value, low, high } = paired(outcome!).change.top1;
      return [block as BlockId, { value: 100 * value, low: 100 * low, high: 100 * high }];
    }),
  );
}

interface Question {
  key: 'classes' | 'images' | 'matters';
  answer: Answer;
  scale?: string;
  format: (value: number) => string;
}

const questions: readonly Question[] = [
  { key: 'classes', answer: ofStatistics(({ spread }) => spread), scale: 'spread', format: two },
  { key: 'images', answer: ofStatistics(({ imageSpread }) => imageSpread), scale: 'spread', format: two },
  { key: 'matters', answer: frozenAlone, format: one },
];

const notes = { classes: 'rows.classesUnit', images: 'rows.imagesUnit', matters: 'rows.mattersUnit' } as const;

function seriesOf(side: Side, places: ReadonlyMap<BlockId, number>, values: Map<BlockId, Value>): DepthSeries {
  const known = [...places].filter(([block]) => values.has(block));
  return {
    key: side.key,
    label: side.label,
    values: known.map(([block]) => values.get(block)),
    at: known.map(([, place]) => place),
    ...(side.key === 'a' ? { points: 'circle' } : { points: 'square', dash: '5 3' }),
  };
}

/** One question over the depth of both networks. */
export interface DepthAnswer {
  row: DepthRow;
  a?: Map<BlockId, Value>;
  b?: Map<BlockId, Value>;
}

/** The three questions, each network's answers at its own blocks; a question that neither answers says so. */
export function depthAnswers(t: TFunction, { a, b, blocks: { at } }: Two): DepthAnswer[] {
  return questions.map(({ key, answer, scale, format }) => {
    const [ofA, ofB] = [answer(a), answer(b)];
    const extra = [...(ofA ? [seriesOf(a, at.a, ofA)] : []), ...(ofB ? [seriesOf(b, at.b, ofB)] : [])];
    const row: DepthRow = { key, title: t(`rows.${key}`), note: t(notes[key]), mark: 'series', values: [], scale, format, extra, ...(extra.length === 0 && { empty: t(`pair.depth.none.${key}`) }) };
    return { row, ...(ofA && { a: ofA }), ...(ofB && { b: ofB }) };
  });
}

export const valueIn = (values: Map<BlockId, Value> | undefined, block: BlockId | undefined): number | undefined => {
  const found = block && values?.get(block);
  return typeof found === 'object' ? found.value : found;
};
