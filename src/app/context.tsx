import { createContext, type ReactNode, startTransition, useContext, useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { StoreApi } from 'zustand/vanilla';
import type { State } from '../store/store';
import type { Session } from './session';

interface App {
  store: StoreApi<State>;
  session: Session;
}

const AppContext = createContext<App | undefined>(undefined);

export function AppProvider({ app, children }: { app: App; children: ReactNode }) {
  return <AppContext.Provider value={app}>{children}</AppContext.Provider>;
}

function useApp(): App {
  const app = useContext(AppContext);
  if (!app) throw new Error('AppProvider is missing');
  return app;
}

/** A slice of the store; the selector must return a stable identity where nothing changed. */
export function useAppState<T>(select: (state: State) => T): T {
  return useStore(useApp().store, select);
}

/**
 * The same for what may follow a frame or two later, such as curves: React draws it in slices between other work, so that the page
 * answers at once. `select` must keep its identity, and its value must not be a function.
 */
export function useLateAppState<T>(select: (state: State) => T): T {
  const { store } = useApp();
  const [value, setValue] = useState(() => select(store.getState()));
  useEffect(() => {
    let last: T | undefined;
    const follow = (state: State) => {
      const next = select(state);
      if (Object.is(next, last)) return;
      last = next;
      startTransition(() => setValue(next));
    };
    follow(store.getState());
    return store.subscribe(follow);
  }, [store, select]);
  return value;
}

export const useSession = (): Session => useApp().session;

/** The store itself, for what is read at a click only. */
export const useAppStore = (): StoreApi<State> => useApp().store;
