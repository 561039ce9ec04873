import type { BlockId, Manifest } from '../../contracts';
import { type LinkContext, linkContext } from '../../store/permalink';
import type { State } from '../../store/store';
import { planOf } from '../selectors';

const channelsIn = (manifest: Manifest | undefined) => (block: BlockId): number =>
  (manifest && planOf(manifest).blocks.find(({ id }) => id === block)?.channels) ?? 0;

/** What a link of the state is looked up in; undefined before the network is known. */
export const contextOf = (state: Pick<State, 'manifest'>): LinkContext | undefined => linkContext(state, channelsIn(state.manifest));
