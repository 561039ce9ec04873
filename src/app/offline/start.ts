import type { StoreApi } from 'zustand/vanilla';
import type { State } from '../../store/store';
import { whenIdle } from '../whenIdle';

/** Keeps the page for use without a network once the network runs and nothing else is under way. */
export function startOffline(store: StoreApi<State>): void {
  const fits = import.meta.env.PROD && 'serviceWorker' in navigator && 'caches' in window;
  // A framed part is of its own: it leaves nothing.
  if (!fits || store.getState().embed) return;
  whenever(store, ({ ready, running, reading, recordKnown }) => ready && !running && !reading && recordKnown, async () => (await import('./register')).keepOffline(store));
}

/** Calls once, when the store is first so and the browser has time; a failure leaves the page as it is. */
function whenever(store: StoreApi<State>, holds: (state: State) => boolean, call: () => Promise<void>): void {
  const run = () => void call().catch(() => {});
  const unsubscribe = store.subscribe((state) => {
    if (!holds(state)) return;
    unsubscribe();
    whenIdle(run, 5_000);
  });
}
