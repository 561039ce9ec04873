import type { ClassEntry } from '../../contracts';

const plain = (text: string): string => text.toLowerCase().replace(/[\s_-]+/g, ' ').trim();

/** Label → class: by its WordNet id, alone or in front, by its whole name, or by any of its names, however they are joined. */
export function namedClasses(classes: readonly ClassEntry[]): (label: string) => number | undefined {
  const known = new Map<string, number>();
  const backwards = [...classes].reverse();
  for (const { id, name } of backwards) for (const one of name.split(',')) known.set(plain(one), id);
  for (const { id, name } of backwards) known.set(plain(name), id);
  for (const { id, wordnet } of backwards) if (wordnet) known.set(wordnet.toLowerCase(), id);
  return (label) => known.get(plain(label)) ?? known.get(/^n\d{8}/i.exec(label)?.[0].toLowerCase() ?? '') ?? known.get(plain(label.split(',')[0]!));
}

/**
 * The class of each label, undefined where none fits. By name as `namedClasses`; where all labels are whole numbers that the network has classes for, by index.
 * Several labels may mean one class.
 */
export function matchLabels(labels: readonly string[], classes: readonly ClassEntry[]): (number | undefined)[] {
  const ids = new Set(classes.map(({ id }) => id));
  const indices = labels.map((label) => (/^\d{1,6}$/.test(label.trim()) ? Number(label) : undefined));
  if (indices.every((index) => index !== undefined && ids.has(index))) return indices;
  const named = namedClasses(classes);
  return labels.map(named);
}
