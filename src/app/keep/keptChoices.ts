import { classOf, classText, decodeLink, encodeLink, type LinkContext } from '../../store/permalink';
import { type Comparison, joinKept, type KeptSetting, longestName, type State } from '../../store/store';
import { contextOf } from '../share/context';

/** The person's choices as they are kept: those of a link, and what concerns their images. */
export interface KeptChoices {
  link: string;
  /** Key of the chosen image. */
  selected?: string;
  /** Key of an image → class, as a link writes it. */
  labels: Record<string, string>;
  /** Undefined: as the link says. */
  pair?: Comparison['pair'];
  /** Settings kept by name, of any network. */
  settings?: KeptSetting[];
}

/** The comparison's pair where the link, which knows no images, can't say it: the person's own class beside another. An image's id changes from page to page. */
const pairOf = ({ comparison: { pair } }: State) =>
  pair?.some((subject) => subject.startsWith('mine:')) && !pair.some((subject) => subject.startsWith('image:')) ? pair : undefined;

/** @param awaited choices about images that are kept and not on the page yet */
export function choicesOf(state: State, context: LinkContext, awaited: Pick<KeptChoices, 'selected' | 'labels'>): KeptChoices {
  const labels = { ...awaited.labels };
  for (const { keptAs, label } of state.images) {
    if (keptAs === undefined) continue;
    if (label === undefined) delete labels[keptAs];
    else labels[keptAs] = classText(label, context);
  }
  const selected = awaited.selected ?? state.images.find(({ id }) => id === state.selected)?.keptAs;
  return { link: encodeLink(state, context), labels, ...(pairOf(state) && { pair: pairOf(state) }), ...(selected !== undefined && { selected }), ...(state.keptSettings.length > 0 && { settings: state.keptSettings }) };
}

/** Undefined where the text isn't what `choicesOf` makes. */
export function readChoices(text: string | undefined): KeptChoices | undefined {
  if (text === undefined) return undefined;
  try {
    const { link, selected, labels, pair, settings } = JSON.parse(text) as Partial<KeptChoices>;
    if (typeof link !== 'string' || typeof labels !== 'object') return undefined;
    return { link, labels: { ...labels }, ...(Array.isArray(pair) && pair.length === 2 && pair.every((subject) => typeof subject === 'string') && { pair }), ...(typeof selected === 'string' && { selected }), ...(Array.isArray(settings) && { settings: settings.filter(isKept) }) };
  } catch {
    return undefined;
  }
}

function isKept(value: unknown): value is KeptSetting {
  const { model, name, setting } = (value ?? {}) as Partial<KeptSetting>;
  if (typeof model !== 'string' || typeof name !== 'string' || name.length > longestName || typeof setting !== 'object' || setting === null) return false;
  return Object.entries(setting).every(([block, mode]) => /^SE_\d+_\d+$/.test(block) && (mode === 'frozen' || mode === 'off'));
}

/** Kept settings before those that the page has already, a link's say. */
export const restoredSettings = ({ settings = [] }: KeptChoices, state: State): Partial<State> => ({ keptSettings: joinKept(settings, state.keptSettings) });

/** What of the kept choices this network can show; the rest stays as it is at the start. */
export function restoredChoices({ link, pair }: KeptChoices, state: State): Partial<State> {
  const context = contextOf(state)!;
  const { classSlots, keptSettings: _, ...choices } = decodeLink(link, context).choices;
  const known = classSlots?.some((id) => id !== undefined) || link.includes('c=&') || link.endsWith('c=');
  const there = pair?.every((subject) => context.classes[Number(subject.split(':')[1])]);
  return {
    ...choices,
    ...(known && classSlots && { classSlots }),
    ...(there && { comparison: { ...choices.comparison, pair } }),
  };
}

/** The class that a kept label names; undefined where this network has none of it. */
export const labelOf = (text: string | undefined, state: State): number | undefined => (text === undefined ? undefined : classOf(text, contextOf(state)!));
