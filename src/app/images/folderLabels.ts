import type { ClassEntry } from '../../contracts';

/** Name of the folder that a dropped or chosen file lies in; undefined where it came without one. */
export function folderOf(file: File): string | undefined {
  const { path } = file as File & { path?: string };
  const parts = (file.webkitRelativePath || path || '').split('/').filter((part) => part !== '' && part !== '.');
  return parts.at(-2);
}

const plain = (text: string): string => text.toLowerCase().replace(/[\s_-]+/g, ' ').trim();

/** Folder name → class: by its WordNet id, alone or in front, or by any of its names, however they are joined. */
export function classFolders(classes: readonly ClassEntry[]): (folder: string) => number | undefined {
  const known = new Map<string, number>();
  for (const { id, name, wordnet } of [...classes].reverse()) {
    for (const one of name.split(',')) known.set(plain(one), id);
    if (wordnet) known.set(wordnet.toLowerCase(), id);
  }
  return (folder) => known.get(plain(folder)) ?? known.get(/^n\d{8}/i.exec(folder)?.[0].toLowerCase() ?? '');
}
