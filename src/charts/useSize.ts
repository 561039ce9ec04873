import { createContext, useContext, useLayoutEffect, useRef, useState, type RefObject } from 'react';

/** The width of charts that are drawn to a file, where nothing is laid out. */
export const FixedWidth = createContext<number | undefined>(undefined);

/** Width of an element in CSS pixels, whole; `fallback` until it is laid out, and where nothing is laid out at all. It is asked for when the page is laid out anyway, before it is painted. */
export function useSize<E extends HTMLElement>(fallback: number): [RefObject<E | null>, number] {
  const ref = useRef<E>(null);
  const [width, setWidth] = useState(useContext(FixedWidth) ?? fallback);
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setWidth(Math.floor(element.clientWidth) || fallback));
    observer.observe(element);
    return () => observer.disconnect();
  }, [fallback]);
  return [ref, width];
}
