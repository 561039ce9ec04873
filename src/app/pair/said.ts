import type { ImageResult } from '../../contracts';
import type { ImageEntry } from '../../store/store';
import { shortName } from '../classNames';
import { top } from '../top';
import type { Side, Two } from './sides';

/** What one network says of an image. */
export interface Said {
  id: number;
  name: string;
  probability: number;
}

export interface SaidOfBoth {
  image: ImageEntry;
  a?: Said;
  b?: Said;
  /** Undefined: one has no answer yet, or a class that the other doesn't have. */
  same?: boolean;
}

function said(side: Side, result: ImageResult | undefined): Said | undefined {
  const [first] = result ? top(result.probabilities, 1) : [];
  return first && { id: first.index, name: shortName(side.manifest.classes[first.index]!.name), probability: first.value };
}

/** What both say of an image, and whether that is the same. */
export function saidOf(image: ImageEntry, { a, b, classes }: Two): SaidOfBoth {
  const [first, second] = [said(a, a.resultOf(image.id)), said(b, b.resultOf(image.id))];
  const comparable = first && second && classes.toB[first.id] !== undefined && !classes.onlyB.includes(second.id);
  return { image, ...(first && { a: first }), ...(second && { b: second }), ...(comparable && { same: classes.toB[first.id] === second.id }) };
}
