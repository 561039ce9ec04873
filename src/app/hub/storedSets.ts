import type { StoredDownload } from '../../data/pieces';
import type { Sampled } from '../../data/sampled';

/** A split of a data set as far as it is stored, its files in their order. */
export interface StoredSet {
  /** Tells it from any other; one commit of one repository. */
  key: string;
  /** `owner/name, validation` */
  name: string;
  files: readonly StoredDownload[];
  have: number;
  bytes: number;
  complete: boolean;
  licence?: string;
  endpoint: string;
}

export function storedSets(all: readonly StoredDownload[]): StoredSet[] {
  const groups = new Map<string, StoredDownload[]>();
  for (const one of all) {
    if (one.split === undefined) continue;
    const key = `${one.file.repo}@${one.file.revision} ${one.split}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups].map(([key, files]) => {
    const [first] = files;
    const { licence, endpoint } = first!;
    return {
      key,
      name: nameOf(first!.file.repo, first!.split!),
      files: files.sort((a, b) => (a.file.path < b.file.path ? -1 : 1)),
      have: files.reduce((sum, { have }) => sum + have, 0),
      bytes: files.reduce((sum, { file }) => sum + file.bytes, 0),
      complete: files.every(({ complete }) => complete),
      endpoint,
      ...(licence && { licence }),
    };
  });
}

export const nameOf = (repo: string, split: string): string => `${repo.replace(/^datasets\//, '')}, ${split}`;

/** `owner/name, validation, 1–300` */
export const sampleName = ({ name, config, split, wanted }: Sampled): string => [name, ...(config === 'default' ? [] : [config]), split, `1–${wanted}`].join(', ');
