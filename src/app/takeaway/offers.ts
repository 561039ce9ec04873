import { useEffect, useRef, type RefObject } from 'react';
import type { Figure } from '../../export/figure';
import type { Table } from '../../export/table';

/** A figure that is drawn when somebody wants it. */
export interface FigureOffer {
  name: string;
  title: string;
  make: () => Figure;
}

/** What a panel shows, to be taken away. */
export interface Part {
  figures: readonly FigureOffer[];
  tables: readonly Table[];
}

/** Of what is on screen when it is called. */
export type MakePart = () => Promise<Part>;

interface Offer {
  element: HTMLElement;
  make: () => Promise<Part>;
}

const offers = new Set<Offer>();

/** What every panel on screen offers, from above to below. */
export function allOffers(): MakePart[] {
  const byPlace = (a: Offer, b: Offer) => (a.element.compareDocumentPosition(b.element) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1);
  return [...offers].sort(byPlace).map(({ make }) => make);
}

/** Keeps a panel's offer for as long as its element is on the page. */
export function useOffer<E extends HTMLElement>(make: MakePart): RefObject<E | null> {
  const ref = useRef<E>(null);
  const latest = useRef(make);
  useEffect(() => {
    latest.current = make;
  });
  useEffect(() => {
    if (!ref.current) return;
    const offer: Offer = { element: ref.current, make: () => latest.current() };
    offers.add(offer);
    return () => void offers.delete(offer);
  }, []);
  return ref;
}
