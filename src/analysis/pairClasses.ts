import type { ClassEntry } from '../contracts';

/** What says that two classes are one. `place`: neither network knows names, and both have as many classes. */
export type MatchedBy = 'wordnet' | 'name' | 'place';

/** Classes of two networks, each at most once. */
export interface ClassPairs {
  /** Class of the second for each class of the first, [K]; undefined where it has none. */
  toB: readonly (number | undefined)[];
  count: number;
  by: readonly MatchedBy[];
  /** Without a partner. */
  onlyA: readonly number[];
  onlyB: readonly number[];
}

const plain = (name: string): string => name.toLowerCase().replace(/[\s_-]+/g, ' ').trim();
const isNamed = ({ id, name }: ClassEntry): boolean => name !== `#${id}`;

/** Keys by which a class is known, the surest first; a name that several classes of one network share is none's. */
const keys: readonly [MatchedBy, (entry: ClassEntry) => string | undefined][] = [
  ['wordnet', ({ wordnet }) => wordnet?.toLowerCase()],
  ['name', (entry) => (isNamed(entry) ? plain(entry.name) : undefined)],
  ['name', (entry) => (isNamed(entry) ? plain(entry.name.split(',')[0]!) : undefined)],
];

function byKey(classes: readonly ClassEntry[], keyOf: (entry: ClassEntry) => string | undefined): Map<string, number | undefined> {
  const found = new Map<string, number | undefined>();
  for (const entry of classes) {
    const key = keyOf(entry);
    if (key) found.set(key, found.has(key) ? undefined : entry.id);
  }
  return found;
}

/** Pairs classes by WordNet id, then by their whole name, then by the first of their names; by place where nobody named them. */
export function pairClasses(a: readonly ClassEntry[], b: readonly ClassEntry[]): ClassPairs {
  const toB: (number | undefined)[] = a.map(() => undefined);
  const taken = new Set<number>();
  const by = new Set<MatchedBy>();
  const join = (one: number, other: number, how: MatchedBy) => {
    toB[one] = other;
    taken.add(other);
    by.add(how);
  };
  if (a.length === b.length && ![...a, ...b].some((entry) => isNamed(entry) || entry.wordnet)) a.forEach((_, id) => join(id, id, 'place'));
  for (const [how, keyOf] of keys) {
    const others = byKey(b, keyOf);
    for (const [key, one] of byKey(a, keyOf)) {
      const other = others.get(key);
      if (one !== undefined && other !== undefined && toB[one] === undefined && !taken.has(other) && !contradict(a[one]!, b[other]!)) join(one, other, how);
    }
  }
  const ids = Array.from(toB.keys());
  return { toB, count: taken.size, by: [...by], onlyA: ids.filter((id) => toB[id] === undefined), onlyB: b.map(({ id }) => id).filter((id) => !taken.has(id)) };
}

/** Two birds and a machine are called crane: where both have a WordNet id, it alone says. */
const contradict = (a: ClassEntry, b: ClassEntry): boolean => a.wordnet !== undefined && b.wordnet !== undefined && a.wordnet.toLowerCase() !== b.wordnet.toLowerCase();
