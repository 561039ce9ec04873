import { createContext, type ReactNode, useContext } from 'react';
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

export const useSession = (): Session => useApp().session;
