import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useShallow } from 'zustand/react/shallow';
import type { GroupMoments } from '../../analysis/distance';
import { classGroup, groupMoments } from '../../analysis/groups';
import { type ClassColour, grey, ink } from '../../charts/palette';
import type { BlockId, ImageResult, Profile } from '../../contracts';
import type { State, SubjectKey } from '../../store/store';
import { useClassName } from '../classNames';
import { useAppState } from '../context';
import { useChosenClasses } from '../figure/curves';

/** What is compared: a class of the network, the person's images of a label, or one image. */
export interface Subject {
  key: SubjectKey;
  label: string;
  colour: ClassColour;
  n: number;
  /** Of one block; computed when first asked for. */
  moments(block: BlockId): GroupMoments;
}

export function parseSubject(key: SubjectKey): { kind: 'class' | 'mine' | 'image'; id: number } {
  const [kind, id] = key.split(':');
  return { kind: kind as 'class' | 'mine' | 'image', id: Number(id) };
}

const noResults: ImageResult[] = [];

/** Results, all gates live, of the person's images that a subject stands for. */
function ownResults({ images, imageResults }: State, key: SubjectKey | undefined): ImageResult[] {
  if (!key) return noResults;
  const { kind, id } = parseSubject(key);
  if (kind === 'class') return noResults;
  const members = images.filter((image) => (kind === 'mine' ? image.label === id : image.id === id));
  return members.flatMap((image) => imageResults[image.id]?.live ?? []);
}

/** Labels that the person gave to images with a result, with their number; in the order of the classes. */
export function useOwnLabels(): { id: number; n: number }[] {
  const labels = useAppState(useShallow(({ images, imageResults }: State) => images.flatMap(({ id, label }) => (label !== undefined && imageResults[id]?.live ? [label] : []))));
  return useMemo(() => {
    const counts = new Map<number, number>();
    for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
    return [...counts].map(([id, n]) => ({ id, n })).sort((a, b) => a.id - b.id);
  }, [labels]);
}

function momentsOf(kind: 'class' | 'mine' | 'image', id: number, profile: Profile, own: readonly ImageResult[]): Subject['moments'] {
  const kept = new Map<BlockId, GroupMoments>();
  const make = (block: BlockId): GroupMoments =>
    kind === 'class' ? classGroup(profile.blocks.find((data) => data.block === block)!, id, profile.count[id]!) : groupMoments(own.map(({ excitation }) => excitation[block]!));
  return (block) => {
    const moments = kept.get(block) ?? make(block);
    kept.set(block, moments);
    return moments;
  };
}

/** A subject, where there is something to compare of it. */
function useSubject(key: SubjectKey | undefined, own: ClassColour): Subject | undefined {
  const { t } = useTranslation();
  const profile = useAppState((state) => state.profile);
  const image = useAppState((state) => (key?.startsWith('image:') ? state.images.find(({ id }) => id === parseSubject(key).id)?.name : undefined));
  const results = useAppState(useShallow((state: State) => ownResults(state, key)));
  const chosen = useChosenClasses();
  const name = useClassName();
  const { kind, id } = key ? parseSubject(key) : { kind: undefined, id: -1 };
  const colour = (kind === 'class' ? chosen.find((entry) => entry.id === id)?.colour : undefined) ?? own;
  return useMemo(() => {
    if (!key || !kind || !profile) return undefined;
    const n = kind === 'class' ? (profile.count[id] ?? 0) : results.length;
    if (n === 0) return undefined;
    const label = kind === 'class' ? name(id) : kind === 'mine' ? t('compare.mine', { name: name(id) }) : (image ?? '');
    return { key, label, colour, n, moments: momentsOf(kind, id, profile, results) };
  }, [key, kind, id, profile, results, colour, image, name, t]);
}

export interface Pair {
  a: Subject;
  b: Subject;
}

/** The two that are compared: as chosen, else the first two chosen classes. */
export function usePairKeys(): readonly [SubjectKey | undefined, SubjectKey | undefined] {
  const pair = useAppState((state) => state.comparison.pair);
  const chosen = useChosenClasses();
  const [first, second] = chosen;
  return useMemo(() => pair ?? [first && `class:${first.id}`, second && `class:${second.id}`], [pair, first, second]);
}

export function usePair(): Pair | undefined {
  const [first, second] = usePairKeys();
  const a = useSubject(first, ink);
  const b = useSubject(second, first?.startsWith('class:') ? ink : grey);
  return useMemo(() => (a && b ? { a, b } : undefined), [a, b]);
}

/** Puts a subject in the place of the one that was chosen earlier. */
export function useChooseSubject(): (key: SubjectKey) => void {
  const compare = useAppState((state) => state.compare);
  const [first, second] = usePairKeys();
  return (key) => {
    if (key === first || key === second) return;
    compare({ pair: [second ?? key, key] });
  };
}
