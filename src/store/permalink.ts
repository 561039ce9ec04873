import type { BlockId, ClassEntry, Setting } from '../contracts';
import { allLive } from './history';
import { type Choices, classSlotCount, type State } from './store';

/** The choices that travel in a link. Images stay on the machine, and so does what they decide. */
export type LinkedChoices = Pick<
  Choices,
  'section' | 'history' | 'classSlots' | 'blocks' | 'order' | 'view' | 'sdClass' | 'openRow' | 'openBlock'
>;

/** What names of a link are looked up in. */
export interface LinkContext {
  model: string;
  classes: readonly ClassEntry[];
  /** SE blocks. */
  blocks: readonly BlockId[];
}

/** A part of a link that could not be restored: the field, and the text that was not understood. */
export interface Unrestored {
  field: LinkField;
  text: string;
}

interface Decoded {
  patch: Partial<LinkedChoices>;
  /** What of the text is not known here. */
  lost: string[];
}

interface Row {
  key: string;
  /** Undefined: nothing to write, the field is as it is at the start. */
  encode: (choices: LinkedChoices, context: LinkContext) => string | undefined;
  decode: (text: string, context: LinkContext) => Decoded;
}

/** A class by WordNet id, which outlives a network; by `i` and its index where it has none. */
const classText = (id: number, { classes }: LinkContext): string => classes.find((entry) => entry.id === id)?.wordnet ?? `i${id}`;

function classOf(text: string, { classes }: LinkContext): number | undefined {
  return classes.find(({ id, wordnet }) => (wordnet ?? `i${id}`) === text)?.id;
}

/** `SE_5_2` as `5-2` */
const blockText = (block: BlockId): string => block.slice(3).replace('_', '-');
const blockOf = (text: string, { blocks }: LinkContext): BlockId | undefined => blocks.find((block) => blockText(block) === text);

/** A field with few values, each written as itself; the first is the one at the start. */
function oneOf<Field extends 'section' | 'blocks' | 'order' | 'view'>(key: string, field: Field, values: readonly Choices[Field][]): Row {
  return {
    key,
    encode: (choices) => (choices[field] === values[0] ? undefined : choices[field]),
    decode: (text) => {
      const value = values.find((candidate) => candidate === text);
      return value ? { patch: { [field]: value }, lost: [] } : { patch: {}, lost: [text] };
    },
  };
}

/** A field that may be empty, written as its own short text. */
function optional<Field extends 'sdClass' | 'openRow' | 'openBlock'>(
  key: string,
  field: Field,
  write: (value: NonNullable<Choices[Field]>, context: LinkContext) => string,
  read: (text: string, context: LinkContext) => Choices[Field],
): Row {
  return {
    key,
    encode: (choices, context) => {
      const value = choices[field];
      return value === undefined ? undefined : write(value as NonNullable<Choices[Field]>, context);
    },
    decode: (text, context) => {
      const value = read(text, context);
      return value === undefined ? { patch: {}, lost: [text] } : { patch: { [field]: value }, lost: [] };
    },
  };
}

const free = '-';

/** Slots in the order of their colours, empty ones too, so that every class keeps its colour. */
const classSlots: Row = {
  key: 'c',
  encode: (choices, context) => choices.classSlots.map((id) => (id === undefined ? free : classText(id, context))).join('.'),
  decode: (text, context) => {
    const lost: string[] = [];
    const slots: (number | undefined)[] = [];
    for (const [slot, part] of (text === '' ? [] : text.split('.')).entries()) {
      const id = part === free ? undefined : classOf(part, context);
      const taken = slot >= classSlotCount || (id !== undefined && slots.includes(id));
      if (part !== free && (id === undefined || taken)) lost.push(part);
      if (slot < classSlotCount) slots.push(taken ? undefined : id);
    }
    return { patch: { classSlots: slots }, lost };
  },
};

const modes = { f: 'frozen', o: 'off' } as const;

const history: Row = {
  key: 'g',
  encode: ({ history: { setting } }, { blocks }) => {
    const parts = blocks.flatMap((block) => (setting[block] ? [`${blockText(block)}${setting[block][0]}`] : []));
    return parts.length > 0 ? parts.join('.') : undefined;
  },
  decode: (text, context) => {
    const setting: Setting = {};
    const lost: string[] = [];
    for (const part of text.split('.')) {
      const block = blockOf(part.slice(0, -1), context);
      const letter = part.at(-1);
      if (block && !setting[block] && (letter === 'f' || letter === 'o')) setting[block] = modes[letter];
      else lost.push(part);
    }
    return { patch: { history: { ...allLive, setting } }, lost };
  },
};

/** Every field of a link: its key, how it is written, and how it is read and checked. */
const table = {
  model: {
    key: 'm',
    encode: (_, { model }) => model,
    decode: (text, { model }) => ({ patch: {}, lost: text === model ? [] : [text] }),
  },
  classes: classSlots,
  gates: history,
  section: oneOf('s', 'section', ['explore', 'compare']),
  blocks: oneOf('b', 'blocks', ['paper', 'all']),
  order: oneOf('o', 'order', ['sorted', 'paper']),
  view: oneOf('v', 'view', ['lines', 'heat']),
  sdClass: optional('d', 'sdClass', classText, classOf),
  openRow: optional('r', 'openRow', String, (text) => (['classes', 'images', 'matters'] as const).find((row) => row === text)),
  openBlock: optional('k', 'openBlock', blockText, blockOf),
} satisfies Record<string, Row>;

export type LinkField = keyof typeof table;

const rows = Object.entries(table) as [LinkField, Row][];

/** The choices as the part of an address behind `#`. */
export function encodeLink(choices: LinkedChoices, context: LinkContext): string {
  return rows
    .flatMap(([, { key, encode }]) => {
      const text = encode(choices, context);
      return text === undefined ? [] : [`${key}=${encodeURIComponent(text)}`];
    })
    .join('&');
}

/** Whether the part of an address behind `#` is meant as a link, rather than as a place on the page. */
export const isLink = (hash: string): boolean => hash.includes('=');

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Keys of the link with their texts; a key that comes twice keeps its first text. */
function partsOf(hash: string): Map<string, string> {
  const parts = new Map<string, string>();
  for (const part of hash.replace(/^#/, '').split('&')) {
    const at = part.indexOf('=');
    const key = at < 0 ? part : part.slice(0, at);
    if (key !== '' && !parts.has(key)) parts.set(key, at < 0 ? '' : decoded(part.slice(at + 1)));
  }
  return parts;
}

/** A link without a trace of its classes leaves the network's own in place. */
export type Restored = Omit<LinkedChoices, 'classSlots'> & Partial<Pick<LinkedChoices, 'classSlots'>>;

/** What a link says, with what it doesn't say as at the start; never throws. `unknown` are keys that no field has. */
export function decodeLink(hash: string, context: LinkContext): { choices: Restored; unrestored: Unrestored[]; unknown: string[] } {
  const parts = partsOf(hash);
  const choices: Restored = { ...start };
  const unrestored: Unrestored[] = [];
  for (const [field, { key, decode }] of rows) {
    const text = parts.get(key);
    parts.delete(key);
    if (text === undefined) {
      if (field === 'model' || field === 'classes') unrestored.push({ field, text: '' });
      continue;
    }
    const { patch, lost } = decode(text, context);
    Object.assign(choices, patch);
    unrestored.push(...lost.map((part) => ({ field, text: part })));
  }
  return { choices, unrestored, unknown: [...parts.keys()] };
}

const start: Restored = {
  section: 'explore',
  history: allLive,
  blocks: 'paper',
  order: 'sorted',
  view: 'lines',
  sdClass: undefined,
  openRow: undefined,
  openBlock: undefined,
};

/** What a link of the state is looked up in; undefined before the network is known. */
export function linkContext({ manifest }: Pick<State, 'manifest'>): LinkContext | undefined {
  return manifest && { model: manifest.id, classes: manifest.classes, blocks: manifest.architecture.se.blocks };
}
