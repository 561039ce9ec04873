import type { BlockId, BlockProfile, Profile } from '../contracts';
import { BINS, binOf } from './histogram';

/** What a profile is taken of: the blocks in depth, each with the p that the class scale is measured against, the same for all shards. */
export interface ProfileLayout {
  classes: number;
  /** Of the histogram; [0, 1] for sigmoid. */
  range: [number, number];
  /** `reference` is [C]: 'all' of a first sample. */
  blocks: { block: BlockId; reference: Float32Array }[];
}

/** Count, mean and M2 (sum of squares about the mean) of each channel and of the class scale, and the histogram, of one class in one block. */
interface ClassSums {
  mean: Float64Array;
  m2: Float64Array;
  scaleMean: number;
  scaleM2: number;
  hist: Uint32Array;
}

/** A profile under way. Only classes that have images take memory. */
export interface ProfileSums {
  layout: ProfileLayout;
  /** n_k, [K]. */
  count: Uint32Array;
  /** By class, then by block. */
  sums: Map<number, ClassSums[]>;
}

/** Bytes that a profile takes while it is made (sums in F64 of the classes that have images, and the means of one half of them where `halved`) and when it is done (every class, in F32). */
export function profileMemory({ classes, withImages, channels, halved = false }: { classes: number; withImages: number; channels: readonly number[]; halved?: boolean }): { sums: number; done: number } {
  const all = channels.reduce((sum, count) => sum + count, 0);
  const { length: blocks } = channels;
  return { sums: withImages * ((halved ? 24 : 16) * all + blocks * (16 + 4 * BINS)), done: classes * (8 * all + blocks * (4 + 4 * BINS)) };
}

export function startProfile(layout: ProfileLayout): ProfileSums {
  return { layout, count: new Uint32Array(layout.classes), sums: new Map() };
}

/**
 * Adds one image's excitations, in place.
 * @param excitation of every block of the layout, [C] each
 * @throws RangeError, with nothing added, for an unknown class, a missing block, another number of channels or a value that isn't finite
 */
export function addImage(profile: ProfileSums, label: number, excitation: Partial<Record<BlockId, Float32Array>>): void {
  const { layout, count, sums } = profile;
  if (!Number.isInteger(label) || label < 0 || label >= layout.classes) throw new RangeError(`no class ${label}`);
  const values = layout.blocks.map(({ block, reference }) => checked(block, excitation[block], reference.length));
  const ofClass = sums.get(label) ?? layout.blocks.map(({ reference }) => emptySums(reference.length));
  sums.set(label, ofClass);
  count[label]++;
  ofClass.forEach((own, b) => addValues(own, values[b], layout.blocks[b].reference, count[label], layout.range));
}

function checked(block: BlockId, values: Float32Array | undefined, channels: number): Float32Array {
  if (values?.length !== channels) throw new RangeError(`${block} has ${values?.length ?? 'no'} channels instead of ${channels}`);
  if (!values.every(Number.isFinite)) throw new RangeError(`${block} has an excitation that isn't a finite number`);
  return values;
}

function emptySums(channels: number): ClassSums {
  return {
    mean: new Float64Array(channels),
    m2: new Float64Array(channels),
    scaleMean: 0,
    scaleM2: 0,
    hist: new Uint32Array(BINS),
  };
}

/** One step of Welford's sums; `n` counts this image. */
function addValues(own: ClassSums, values: Float32Array, reference: Float32Array, n: number, range: [number, number]): void {
  let along = 0;
  let power = 0;
  for (let c = 0; c < values.length; c++) {
    const value = values[c];
    const difference = value - own.mean[c];
    own.mean[c] += difference / n;
    own.m2[c] += difference * (value - own.mean[c]);
    own.hist[binOf(value, range)]++;
    along += value * reference[c];
    power += reference[c] * reference[c];
  }
  const scale = power > 0 ? along / power : 0;
  const difference = scale - own.scaleMean;
  own.scaleMean += difference / n;
  own.scaleM2 += difference * (scale - own.scaleMean);
}

/**
 * The profile of both shards' images together; neither shard is changed. Equal, up to rounding, to one pass in any order (Chan et al.).
 * @throws RangeError when classes, range, blocks or references differ
 */
export function mergeProfiles(a: ProfileSums, b: ProfileSums): ProfileSums {
  if (!sameLayout(a.layout, b.layout)) throw new RangeError('shards of different profiles');
  const merged = startProfile(a.layout);
  merged.count.set(a.count.map((n, k) => n + b.count[k]));
  for (const label of new Set([...a.sums.keys(), ...b.sums.keys()])) {
    const first = a.sums.get(label);
    const second = b.sums.get(label);
    merged.sums.set(
      label,
      a.layout.blocks.map((_, i) => mergeSums(first?.[i], a.count[label], second?.[i], b.count[label])),
    );
  }
  return merged;
}

function sameLayout(a: ProfileLayout, b: ProfileLayout): boolean {
  if (a.classes !== b.classes || a.range.some((end, i) => end !== b.range[i]) || a.blocks.length !== b.blocks.length) return false;
  return a.blocks.every(({ block, reference }, i) => {
    const other = b.blocks[i];
    return block === other.block && reference.length === other.reference.length && reference.every((p, c) => p === other.reference[c]);
  });
}

function mergeSums(a: ClassSums | undefined, countA: number, b: ClassSums | undefined, countB: number): ClassSums {
  if (!a || !b) return structuredClone((a ?? b) as ClassSums);
  const n = countA + countB;
  const mean = (x: number, y: number) => x + ((y - x) * countB) / n;
  const m2 = (x: number, y: number, difference: number) => x + y + (difference * difference * countA * countB) / n;
  return {
    mean: a.mean.map((x, c) => mean(x, b.mean[c])),
    m2: a.m2.map((x, c) => m2(x, b.m2[c], b.mean[c] - a.mean[c])),
    scaleMean: mean(a.scaleMean, b.scaleMean),
    scaleM2: m2(a.scaleM2, b.scaleM2, b.scaleMean - a.scaleMean),
    hist: a.hist.map((x, bin) => x + b.hist[bin]),
  };
}

/**
 * The profile so far, in the form of the shipped file. A class without images has zeros, one with a single image no deviation: its count says so.
 * @param images which images they are, in words
 */
export function finishProfile({ layout, count, sums }: ProfileSums, images: string): Profile {
  const blocks = layout.blocks.map(({ block, reference }, b) => {
    const channels = reference.length;
    const profile: BlockProfile = {
      block,
      channels,
      mean: new Float32Array(layout.classes * channels),
      std: new Float32Array(layout.classes * channels),
      scaleSd: new Float32Array(layout.classes),
      scaleRef: reference,
      hist: new Uint32Array(layout.classes * BINS),
    };
    for (const [k, ofClass] of sums) {
      const deviation = (m2: number) => (count[k] > 1 ? Math.sqrt(m2 / (count[k] - 1)) : 0);
      profile.mean.set(ofClass[b].mean, k * channels);
      profile.std.set(ofClass[b].m2.map(deviation), k * channels);
      profile.scaleSd[k] = deviation(ofClass[b].scaleM2);
      profile.hist.set(ofClass[b].hist, k * BINS);
    }
    return profile;
  });
  return { classes: layout.classes, count: count.slice(), range: layout.range, images, blocks };
}
