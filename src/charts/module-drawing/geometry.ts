/** One step of a module: what it is, the shape it makes, and numbers of it where there are some. */
export interface ModuleBox {
  id: string;
  title: string;
  shape: string;
  numbers?: string;
  /** Boxes that it reads. */
  from: readonly string[];
  /** First and last lane that it stands in, from 0. */
  lanes: readonly [number, number];
  /** Part of what the drawing is about. */
  accent?: boolean;
}

export interface BoxPlace {
  id: string;
  left: number;
  top: number;
  width: number;
  height: number;
}

export interface ModuleLayout {
  width: number;
  height: number;
  /** There is little room for words. */
  narrow: boolean;
  boxes: BoxPlace[];
  /** From box to box, as SVG paths. */
  edges: { key: string; path: string }[];
}

export const LINE = 15;
const PAD = 6;
const GAP = 20;
/** Of one lane, px: at most, and where its words get smaller. */
const WIDEST = 190;
const NARROW = 100;

/** Longest way from a box without inputs, for every box. */
function ranksOf(boxes: readonly ModuleBox[]): Map<string, number> {
  const ranks = new Map<string, number>();
  for (const { id, from } of boxes) ranks.set(id, Math.max(-1, ...from.map((name) => ranks.get(name) ?? -1)) + 1);
  return ranks;
}

/** Boxes from top to bottom, each below all that it reads; `boxes` in order of execution. */
export function layoutModule(boxes: readonly ModuleBox[], room: number): ModuleLayout {
  const lanes = Math.max(0, ...boxes.map((box) => box.lanes[1])) + 1;
  const lane = Math.min(WIDEST, room / lanes);
  const between = lane < NARROW ? 4 : 10;
  const ranks = ranksOf(boxes);
  const height = 2 * PAD + LINE * (boxes.some(({ numbers }) => numbers !== undefined) ? 3 : 2);
  const places = new Map(
    boxes.map(({ id, lanes: [first, last] }): [string, BoxPlace] => [
      id,
      { id, left: first * lane + between / 2, top: ranks.get(id)! * (height + GAP) + 1, width: (last - first + 1) * lane - between, height },
    ]),
  );
  const edges = boxes.flatMap((box) =>
    box.from.flatMap((name) => {
      const source = boxes.find(({ id }) => id === name);
      return source ? [{ key: `${name} ${box.id}`, path: edgePath(places.get(name)!, places.get(box.id)!, box.from.length > 1) }] : [];
    }),
  );
  const bottom = Math.max(0, ...[...places.values()].map((place) => place.top + place.height));
  return { width: lanes * lane, height: bottom + 1, narrow: lane < NARROW, boxes: [...places.values()], edges };
}

const centre = ({ left, width }: BoxPlace): number => left + width / 2;
const middle = ({ top, height }: BoxPlace): number => top + height / 2;
const spans = ({ left, width }: BoxPlace, x: number): boolean => x > left && x < left + width;

/** Straight down where one box stands over the other; else into the side of a box that joins several, or out of the side of what it leaves. */
function edgePath(a: BoxPlace, b: BoxPlace, joins: boolean): string {
  const straight = [centre(b), centre(a)].find((x) => spans(a, x) && spans(b, x));
  if (straight !== undefined) return `M${straight},${a.top + a.height}V${b.top}`;
  if (joins) return `M${centre(a)},${a.top + a.height}V${middle(b)}H${centre(a) > centre(b) ? b.left + b.width : b.left}`;
  return `M${centre(b) > centre(a) ? a.left + a.width : a.left},${middle(a)}H${centre(b)}V${b.top}`;
}
