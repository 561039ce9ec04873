import { encodeLink } from '../../store/permalink';
import type { EmbedPart, Section, State } from '../../store/store';
import { contextOf } from './context';

const sectionOf: Record<EmbedPart, Section> = { rows: 'explore', figure: 'explore', gates: 'explore', compare: 'compare', block: 'block', paper: 'paper' };

/** The parts that a view can be embedded as, the most telling first. */
export const partsOf: Record<Section, readonly EmbedPart[]> = { explore: ['figure', 'rows', 'gates'], compare: ['compare'], remove: [], block: ['block'], paper: ['paper'], learn: [] };

/** This page's address with the state, as the whole page or as one embedded part; undefined before the network is known. */
export function linkTo(state: State, embed: EmbedPart | undefined): string | undefined {
  const context = contextOf(state);
  if (!context) return undefined;
  const chosen = state.images.find(({ id }) => id === state.selected);
  const sample = chosen?.origin === 'sample' ? chosen.name : undefined;
  const beside = state.second && 'id' in state.second.source ? state.second.source.id : undefined;
  const section = embed ? sectionOf[embed] : state.embed ? sectionOf[state.embed] : state.section;
  return `${window.location.href.split('#')[0]}#${encodeLink({ ...state, section, embed, sample, beside }, context)}`;
}

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;');

/** px; what each part needs at 960 px and more, so that nothing scrolls inside the frame. */
const heights: Record<EmbedPart, number> = { rows: 680, figure: 560, gates: 720, compare: 2400, block: 1400, paper: 1900 };

/** HTML that frames one part of this page. */
export function embedCode(address: string, part: EmbedPart, title: string): string {
  return `<iframe src="${escaped(address)}" title="${escaped(title)}" width="100%" height="${heights[part]}" style="border:0" loading="lazy" allow="cross-origin-isolated; clipboard-write"></iframe>`;
}
