import type { BlockId } from '../src/contracts';
import { en } from '../src/locales/en';
import { blocks, channelsOf, manifest } from './shipped';
import { sentence } from './support';

/** Files about the training as training/evolution.py and training/siblings.py write them, with made-up numbers for the shipped network's blocks. */
const json = (value: unknown): Buffer<ArrayBuffer> => Buffer.from(JSON.stringify(value));

const figure: readonly BlockId[] = ['SE_2_3', 'SE_3_4', 'SE_4_6', 'SE_5_1', 'SE_5_2', 'SE_5_3'];

/** A curve that rises over its channels, opened by `tilt`. */
const curve = (block: BlockId, tilt: number): number[] =>
  Array.from({ length: channelsOf(block) }, (_, c) => Number((0.5 + tilt * (c / channelsOf(block) - 0.5)).toFixed(3)));

const evolutionN = 4000;
export const points = [
  { share: 0, epochs: 0, top1: 0.005 },
  { share: 0.14, epochs: 4.62, top1: 0.2115 },
  { share: 0.52, epochs: 17.16, top1: 0.4 },
  { share: 1, epochs: 33, top1: 0.545 },
];

/** Every block's class spread comes with training; SE_5_3's peaks at 52 % and ends at half of that. */
function spreadOf(block: BlockId, share: number): number {
  if (block === 'SE_5_3') return share === 0.52 ? 0.2 : share === 1 ? 0.1 : 0.2 * share;
  return Number((0.01 + 0.1 * share).toFixed(4));
}

export function evolutionFile(): Buffer<ArrayBuffer> {
  const { classes } = manifest.defaults;
  return json({
    format: 1,
    images: `${evolutionN} development images (20 a class), at the size that the network was trained at just then; averaged weights`,
    n: evolutionN,
    blocks,
    classes,
    points: points.map(({ share, epochs, top1 }) => ({
      share,
      epochs,
      size: share < 1 ? 32 : 64,
      top1,
      top5: Math.min(1, top1 * 1.5),
      mean: blocks.map(() => 0.5),
      spread: blocks.map((block) => spreadOf(block, share)),
      image: blocks.map(() => 0.05),
      above: blocks.map(() => 0.1 * share),
      curves: Object.fromEntries(figure.map((block) => [block, { all: curve(block, share), ...Object.fromEntries(classes.map((id, i) => [id, curve(block, share * (0.6 + (0.3 * i) / classes.length))])) }])),
    })),
  });
}

const seeds = [1, 2, 3, 4, 5];
const top1 = {
  all: [0.42, 0.424, 0.418, 0.422, 0.416],
  'without-late': [0.417, 0.421, 0.415, 0.419, 0.413],
  'stages-2-4': [0.414, 0.418, 0.412, 0.416, 0.41],
} as const;

/** How the made-up siblings were trained, in words. */
export const siblingsRecipe = sentence(en.siblings.recipe, { parameters: '1,480,000', schedule: '8 epochs (6 at 32 px, 2 at 64 px)' });

const rows = [
  { id: 'all', without: [] as BlockId[], parameters: 1_480_000, macs: 41_000_000 },
  { id: 'without-late', without: ['SE_5_2', 'SE_5_3'] as BlockId[], parameters: 1_475_632, macs: 40_995_904 },
  { id: 'stages-2-4', without: ['SE_5_1', 'SE_5_2', 'SE_5_3'] as BlockId[], parameters: 1_473_448, macs: 40_993_856 },
] as const;

export function siblingsFile(): Buffer<ArrayBuffer> {
  return json({
    format: 1,
    epochs: 8,
    sizes: [[6, 32], [8, 64]],
    detectable: null,
    rows: rows.map(({ id, without, parameters, macs }) => {
      const own = blocks.filter((block) => !without.includes(block));
      return {
        id,
        blocks: own,
        parameters,
        macs,
        runs: seeds.map((seed, i) => {
          const reached = top1[id][i]!;
          const removed = (mode: string) => rows.slice(1).map((row) => ({ setting: Object.fromEntries(row.without.map((block) => [block, mode])), top1: reached - (mode === 'frozen' ? 0.006 : 0.02), lost: 100, gained: 40 }));
          return {
            seed,
            n: 10_000,
            right: Math.round(reached * 10_000),
            top1: reached,
            top5: reached + 0.25,
            minutes: 20,
            spread: Object.fromEntries(own.map((block, b) => [block, Number((0.02 + 0.01 * b + 0.004 * i).toFixed(4))])),
            image: Object.fromEntries(own.map((block) => [block, 0.05])),
            ...(id === 'all' && { tail: [{ setting: {}, top1: reached, lost: 0, gained: 0 }, ...removed('frozen'), ...removed('off')] }),
          };
        }),
      };
    }),
  });
}

/** What became of two settings, as training/finetune.py writes it. */
export function aftermathFile(): Buffer<ArrayBuffer> {
  const turned = (gained: number, lost: number) => ({ right: 4200 + gained - lost, gained, lost });
  const late = (mode: string) => ({ SE_5_2: mode, SE_5_3: mode });
  return json({
    format: 1,
    model: manifest.id,
    n: 10_000,
    epochs: 1,
    size: 64,
    lr: 0.01,
    live: 4200,
    control: turned(300, 260),
    rows: [
      { setting: late('frozen'), as_it_is: turned(200, 280), finetuned: turned(250, 260), repaired: { images: 1000, ...turned(210, 300) } },
      { setting: late('off'), as_it_is: turned(210, 440), finetuned: turned(240, 270), repaired: { images: 1000, ...turned(250, 365) } },
      { setting: { SE_2_1: 'off' }, as_it_is: turned(100, 900), finetuned: turned(240, 200) },
    ],
  });
}
