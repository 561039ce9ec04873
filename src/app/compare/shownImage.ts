import type { ImageEntry, State } from '../../store/store';
import { useAppState } from '../context';
import { parseSubject, usePairKeys } from './subjects';

const selectedEntry = ({ images, selected }: State) => images.find(({ id }) => id === selected);

/** The compared image, else the one that is selected. */
export function useShownImage(): ImageEntry | undefined {
  const keys = usePairKeys();
  const key = keys.find((candidate) => candidate?.startsWith('image:'));
  const compared = useAppState((state) => (key ? state.images.find(({ id }) => id === parseSubject(key).id) : undefined));
  const selected = useAppState(selectedEntry);
  return compared ?? selected;
}
