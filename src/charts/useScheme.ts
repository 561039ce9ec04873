import { useSyncExternalStore } from 'react';
import type { Scheme } from './palette';

const attribute = 'data-mantine-color-scheme';

function watchScheme(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributeFilter: [attribute] });
  return () => observer.disconnect();
}

const readScheme = (): Scheme => (document.documentElement.getAttribute(attribute) === 'dark' ? 'dark' : 'light');

/** The page's colour scheme; a canvas must be painted again when it changes. Drawn to a file, off the page, it is light. */
export const useScheme = (): Scheme => useSyncExternalStore(watchScheme, readScheme, () => 'light');

/** True where the person asked their system for less motion. */
export const reducedMotion = (): boolean =>
  typeof matchMedia === 'function' && matchMedia('(prefers-reduced-motion: reduce)').matches;
