import { useCallback, useMemo } from 'react';
import { useAppState } from './context';

/** First of a class's comma-separated names. */
export const shortName = (name: string): string => name.split(',')[0]!.trim();

/** Class index → its short name. */
export function useClassName(): (id: number) => string {
  const classes = useAppState((state) => state.manifest?.classes);
  return useCallback((id) => shortName(classes?.[id]?.name ?? String(id)), [classes]);
}

/** Options for a searchable list of classes; the label holds every name, so that search finds them all. */
export function useClassOptions(): { value: string; label: string }[] {
  const classes = useAppState((state) => state.manifest?.classes);
  return useMemo(() => (classes ?? []).map(({ id, name, wordnet }) => ({ value: String(id), label: wordnet ? `${name} (${wordnet})` : name })), [classes]);
}
