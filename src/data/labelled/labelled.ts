import { sha256 } from '../hash';

export interface LabelledImage {
  name: string;
  bytes: Blob;
  /** As the set has it: a folder's name, a cell of a table, a name of a column. */
  label: string;
}

/** Labelled images that can be read one by one, none of them held. */
export interface LabelledSet {
  name: string;
  /** SHA-256 over the list: paths, lengths, labels, and what tells contents apart without reading them. */
  hash: string;
  /** Distinct, in the order of their names. */
  labels: string[];
  /** Index into `labels` of each image in the order in which they are to be read: one of each label, then the next of each, unless `inRow`. [n] */
  labelOf: Uint32Array;
  /** Files that are no pictures, or have no label. */
  leftOut: number;
  /** Neighbours come from one read, so that the set should be read in a row, by one reader. */
  inRow: boolean;
  /** The set as it was before images were added, once or more often: it begins with the same images in the same order. */
  before: Pick<LabelledSet, 'hash' | 'labels' | 'labelOf'>[];
  /** @throws DataError */
  read(index: number): Promise<LabelledImage>;
}

/** By code units, the same in every language. */
export const compareText = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** Distinct labels in the order of their names, and the index of each. */
export function indexed(all: readonly string[]): Pick<LabelledSet, 'labels' | 'labelOf'> {
  const labels = [...new Set(all)].sort(compareText);
  const index = new Map(labels.map((label, i) => [label, i]));
  return { labels, labelOf: Uint32Array.from(all, (label) => index.get(label)!) };
}

export const hashOf = (lines: readonly string[]): Promise<string> => sha256(new TextEncoder().encode(lines.join('\n')).buffer);

export const isPicture = (path: string): boolean => /\.(jpe?g|jpe|jfif|png|webp|gif|bmp|avif|heic|heif|svg)$/i.test(path);
