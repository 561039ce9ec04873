import { useCallback, useMemo } from 'react';
import { useAppState } from './context';

/** First of a class's comma-separated names. */
export const shortName = (name: string): string => name.split(',')[0]!.trim();

/** Class index → its short name. */
export function useClassName(): (id: number) => string {
  const classes = useAppState((state) => state.manifest?.classes);
  return useCallback((id) => shortName(classes?.[id]?.name ?? String(id)), [classes]);
}

export interface ClassOption {
  value: string;
  label: string;
}

/** Options for a searchable list of classes, and a filter that finds them by any of their names or by WordNet id. */
export function useClassOptions(): {
  options: ClassOption[];
  filter: (input: { options: unknown[]; search: string }) => ClassOption[];
} {
  const classes = useAppState((state) => state.manifest?.classes);
  return useMemo(() => {
    const options = (classes ?? []).map(({ id, name }) => ({ value: String(id), label: shortName(name) }));
    const texts = new Map((classes ?? []).map(({ id, name, wordnet = '' }) => [String(id), `${name} ${wordnet}`.toLowerCase()]));
    const filter = ({ options: all, search }: { options: unknown[]; search: string }) => {
      const wanted = search.toLowerCase().trim();
      return (all as ClassOption[]).filter(({ value }) => texts.get(value)?.includes(wanted));
    };
    return { options, filter };
  }, [classes]);
}
