import { compareText, hashOf, type LabelledSet } from './labelled';

/** Sets one behind the other, as one: each keeps the order of its images, labels of one name are one. */
export async function joinSets(sets: readonly LabelledSet[]): Promise<LabelledSet> {
  const [first, ...others] = sets;
  let joined = first!;
  for (const next of others) joined = await join(joined, next);
  return joined;
}

async function join(a: LabelledSet, b: LabelledSet): Promise<LabelledSet> {
  const labels = [...new Set([...a.labels, ...b.labels])].sort(compareText);
  const place = new Map(labels.map((label, i) => [label, i]));
  const images = a.labelOf.length;
  const labelOf = new Uint32Array(images + b.labelOf.length);
  labelOf.set(a.labelOf.map((label) => place.get(a.labels[label]!)!));
  labelOf.set(b.labelOf.map((label) => place.get(b.labels[label]!)!), images);
  return {
    name: `${a.name} + ${b.name}`,
    hash: await hashOf([a.hash, b.hash]),
    labels,
    labelOf,
    leftOut: a.leftOut + b.leftOut,
    inRow: a.inRow || b.inRow,
    before: [...a.before, a],
    read: (index) => (index < images ? a.read(index) : b.read(index - images)),
  };
}
