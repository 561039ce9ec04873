import type { BlockId, ClassEntry, Setting } from '../contracts';
import { allLive } from './history';
import { type Choices, type EmbedPart, classSlotCount, type Comparison, firstComparison, firstRemoval, type KeptSetting, longestName, mostKept, type Removal, type State, type SubjectKey } from './store';

/** The choices that travel in a link. Images stay on the machine, and so does what they decide. */
export type LinkedChoices = Pick<
  Choices,
  'section' | 'compared' | 'comparison' | 'removal' | 'keptSettings' | 'history' | 'classSlots' | 'blocks' | 'order' | 'view' | 'sdClass' | 'openRow' | 'openBlock' | 'studied' | 'channel' | 'embed'
> & {
  /** File of the chosen sample; other images don't travel. */
  sample?: string;
  /** The app's own network that is compared with this one. */
  beside?: string;
};

/** What names of a link are looked up in. */
export interface LinkContext {
  model: string;
  classes: readonly ClassEntry[];
  /** SE blocks. */
  blocks: readonly BlockId[];
  /** How many channels a block gates. */
  channels: (block: BlockId) => number;
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
export const classText = (id: number, { classes }: LinkContext): string => classes.find((entry) => entry.id === id)?.wordnet ?? `i${id}`;

export function classOf(text: string, { classes }: LinkContext): number | undefined {
  return classes.find(({ id, wordnet }) => (wordnet ?? `i${id}`) === text)?.id;
}

/** `SE_5_2` as `5-2` */
const blockText = (block: BlockId): string => block.slice(3).replace('_', '-');
const blockOf = (text: string, { blocks }: LinkContext): BlockId | undefined => blocks.find((block) => blockText(block) === text);

/** A field with few values, each written as itself; the first is the one at the start. */
function oneOf<Field extends 'section' | 'compared' | 'blocks' | 'order' | 'view'>(key: string, field: Field, values: readonly Choices[Field][]): Row {
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
function optional<Field extends 'sdClass' | 'openRow' | 'openBlock' | 'studied' | 'channel' | 'embed' | 'sample' | 'beside'>(
  key: string,
  field: Field,
  write: (value: NonNullable<LinkedChoices[Field]>, context: LinkContext) => string,
  read: (text: string, context: LinkContext) => LinkedChoices[Field],
): Row {
  return {
    key,
    encode: (choices, context) => {
      const value = choices[field];
      return value === undefined ? undefined : write(value as NonNullable<LinkedChoices[Field]>, context);
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

/** `5-2f.5-3o` */
const settingText = (setting: Setting, { blocks }: LinkContext): string => blocks.flatMap((block) => (setting[block] ? [`${blockText(block)}${setting[block][0]}`] : [])).join('.');

function settingOf(text: string, context: LinkContext): { setting: Setting; lost: string[] } {
  const setting: Setting = {};
  const lost: string[] = [];
  for (const part of text.split('.')) {
    const block = blockOf(part.slice(0, -1), context);
    const letter = part.at(-1);
    if (block && !setting[block] && (letter === 'f' || letter === 'o')) setting[block] = modes[letter];
    else lost.push(part);
  }
  return { setting, lost };
}

const history: Row = {
  key: 'g',
  encode: ({ history: { setting } }, context) => settingText(setting, context) || undefined,
  decode: (text, context) => {
    const { setting, lost } = settingOf(text, context);
    return { patch: { history: { ...allLive, setting } }, lost };
  },
};

/** One part of what the view of removal shows, by its first letter. */
const removalParts: Record<string, (text: string) => Partial<Removal> | undefined> = {
  l: (text) => (/^\d{1,3}$/.test(text) && Number(text) > 0 ? { limit: Number(text) / 10 } : undefined),
  m: (text) => (text === '' ? { cost: 'macs' } : undefined),
  t: (text) => (text === '' ? { cost: 'time' } : undefined),
  h: (text) => (text === '' ? { images: 'live' } : undefined),
  s: (text) => (text === '' ? { images: 'set' } : undefined),
};

const removal: Row = {
  key: 'w',
  encode: ({ removal: { limit, cost, images } }) => {
    const parts = [...(limit === firstRemoval.limit ? [] : [`l${Math.round(limit * 10)}`]), ...(cost === 'parameters' ? [] : [cost === 'macs' ? 'm' : 't']), ...(images === 'recorded' ? [] : [images === 'live' ? 'h' : 's'])];
    return parts.length > 0 ? parts.join('.') : undefined;
  },
  decode: (text) => {
    const lost: string[] = [];
    const found = { ...firstRemoval };
    for (const part of text.split('.')) {
      const patch = Object.hasOwn(removalParts, part.slice(0, 1)) ? removalParts[part.slice(0, 1)]!(part.slice(1)) : undefined;
      if (patch) Object.assign(found, patch);
      else lost.push(part);
    }
    return { patch: { removal: found }, lost };
  },
};

const isPair = (value: unknown): value is [name: string, gates: string] => Array.isArray(value) && value.length === 2 && value.every((part) => typeof part === 'string');

/** Kept settings of this network, as JSON: `[["name","5-2f.5-3o"]]`. */
const keptSettings: Row = {
  key: 'q',
  encode: ({ keptSettings: kept }, context) => {
    const own = kept.filter(({ model }) => model === context.model);
    return own.length > 0 ? JSON.stringify(own.map(({ name, setting }) => [name, settingText(setting, context)])) : undefined;
  },
  decode: (text, context) => {
    let json: unknown;
    try {
      json = JSON.parse(text);
    } catch {
      return { patch: {}, lost: [text] };
    }
    if (!Array.isArray(json)) return { patch: {}, lost: [text] };
    const lost: string[] = [];
    const kept = json.slice(0, mostKept).flatMap((entry: unknown): KeptSetting[] => {
      const [name, gates] = isPair(entry) ? entry : ['', undefined];
      const read = gates === '' ? { setting: {}, lost: [] } : gates === undefined ? undefined : settingOf(gates, context);
      if (name !== '' && name.length <= longestName && read?.lost.length === 0) return [{ model: context.model, name, setting: read.setting }];
      lost.push(JSON.stringify(entry));
      return [];
    });
    return { patch: { keptSettings: kept }, lost: [...lost, ...json.slice(mostKept).map((entry) => JSON.stringify(entry))] };
  },
};

const classKey = /^class:(\d+)$/;

/** The two classes of a comparison; of the person's own images, which stay on the machine, nothing is written. */
function pairText(pair: Comparison['pair'], context: LinkContext): string[] {
  const ids = (pair ?? []).map((key) => classKey.exec(key)?.[1]);
  return ids.length === 2 && ids.every((id) => id !== undefined) ? [`p${ids.map((id) => classText(Number(id), context)).join(',')}`] : [];
}

/** One part of a comparison's text, by its first letter; undefined where it is not understood. */
const comparisonParts: Record<string, (text: string, context: LinkContext) => Partial<Comparison> | undefined> = {
  p: (text, context) => {
    const [a, b, ...rest] = text.split(',').map((part) => classOf(part, context));
    if (a === undefined || b === undefined || a === b || rest.length > 0) return undefined;
    return { pair: [`class:${a}` satisfies SubjectKey, `class:${b}` satisfies SubjectKey] };
  },
  a: (text) => (text === '' ? { blocks: 'all' } : undefined),
  c: (text) => (text === '' ? { layout: 'columns' } : undefined),
  n: (text) => (text === '' ? { sd: false } : undefined),
  l: (text) => (/^\d{1,3}$/.test(text) ? { least: Number(text) / 1000 } : undefined),
  b: (text, context) => {
    const block = blockOf(text, context);
    return block && { block };
  },
  o: (text, context) => {
    const [first = '', ...rest] = text.split(',');
    const block = blockOf(first, context);
    const channels = rest.map(Number);
    const known = block && rest.length > 0 && new Set(channels).size === rest.length && rest.every((part, i) => /^\d+$/.test(part) && channels[i]! < context.channels(block));
    return known ? { opened: { block, channels } } : undefined;
  },
};

const comparison: Row = {
  key: 'x',
  encode: ({ comparison: { pair, blocks, layout, sd, block, least, opened } }, context) => {
    const parts = [
      ...pairText(pair, context),
      ...(blocks === 'all' ? ['a'] : []),
      ...(layout === 'columns' ? ['c'] : []),
      ...(sd ? [] : ['n']),
      ...(least === firstComparison.least ? [] : [`l${Math.round(least * 1000)}`]),
      ...(block ? [`b${blockText(block)}`] : []),
      ...(opened ? [`o${[blockText(opened.block), ...opened.channels].join(',')}`] : []),
    ];
    return parts.length > 0 ? parts.join('.') : undefined;
  },
  decode: (text, context) => {
    const lost: string[] = [];
    const found = { ...firstComparison };
    for (const part of text.split('.')) {
      const patch = Object.hasOwn(comparisonParts, part.slice(0, 1)) ? comparisonParts[part.slice(0, 1)]!(part.slice(1), context) : undefined;
      if (patch) Object.assign(found, patch);
      else lost.push(part);
    }
    return { patch: { comparison: found }, lost };
  },
};

const embedParts: readonly EmbedPart[] = ['rows', 'figure', 'gates', 'compare', 'block', 'paper'];
const readEmbed = (text: string) => embedParts.find((part) => part === text);

/** Every field of a link: its key, how it is written, and how it is read and checked. */
const table = {
  embed: optional('embed', 'embed', String, readEmbed),
  model: {
    key: 'm',
    encode: (_, { model }) => model,
    decode: (text, { model }) => ({ patch: {}, lost: text === model ? [] : [text] }),
  },
  classes: classSlots,
  gates: history,
  comparison,
  removal,
  keptSettings,
  section: oneOf('s', 'section', ['explore', 'compare', 'remove', 'block', 'paper', 'learn']),
  compared: oneOf('y', 'compared', ['classes', 'networks']),
  beside: optional('t', 'beside', String, (text) => (/^[\w.-]{1,80}$/.test(text) ? text : undefined)),
  blocks: oneOf('b', 'blocks', ['paper', 'all']),
  order: oneOf('o', 'order', ['sorted', 'paper']),
  view: oneOf('v', 'view', ['lines', 'heat']),
  sdClass: optional('d', 'sdClass', classText, classOf),
  openRow: optional('r', 'openRow', String, (text) => (['classes', 'images', 'matters'] as const).find((row) => row === text)),
  openBlock: optional('k', 'openBlock', blockText, blockOf),
  sample: optional('i', 'sample', String, (text) => (/^[\w-]+\.\w+$/.test(text) ? text : undefined)),
  studied: optional('u', 'studied', blockText, blockOf),
  channel: optional('n', 'channel', String, (text) => (/^\d{1,5}$/.test(text) ? Number(text) : undefined)),
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

/** A link without a trace of its classes leaves the network's own in place; settings that it keeps come to those that are there. */
export type Restored = Omit<LinkedChoices, 'classSlots' | 'keptSettings'> & Partial<Pick<LinkedChoices, 'classSlots' | 'keptSettings'>>;

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
  compared: 'classes',
  beside: undefined,
  comparison: firstComparison,
  removal: firstRemoval,
  history: allLive,
  blocks: 'paper',
  order: 'sorted',
  view: 'lines',
  sdClass: undefined,
  openRow: undefined,
  openBlock: undefined,
  embed: undefined,
  sample: undefined,
  studied: undefined,
  channel: undefined,
};

/** What an address asks to be embedded, before the network is known. */
export const embedOf = (hash: string): EmbedPart | undefined => readEmbed(partsOf(hash).get('embed') ?? '');

/** The network that a link is about. */
export const modelOf = (hash: string): string | undefined => partsOf(hash).get(table.model.key);

/** What a link of the state is looked up in; undefined before the network is known. `channels`: those of a block's gate. */
export function linkContext({ manifest }: Pick<State, 'manifest'>, channels: (block: BlockId) => number): LinkContext | undefined {
  return manifest && { model: manifest.id, classes: manifest.classes, blocks: manifest.architecture.se.blocks, channels };
}
