import type { StoreApi } from 'zustand/vanilla';
import { version } from '../../../package.json';
import { resultUnder, type State } from '../../store/store';
import type { SeScope } from './api';

declare global {
  interface Window {
    seScope: SeScope;
  }
}

/** Puts `window.seScope` there; what it needs is fetched when it is first used. */
export function installScript(store: StoreApi<State>): void {
  window.seScope = Object.freeze({
    version,
    load: async (folder, options) => (await import('./load')).load(folder, options),
    shown: () => {
      const { images, selected, imageResults, history } = store.getState();
      const image = images.find(({ id }) => id === selected);
      if (!image) return undefined;
      const results = imageResults[image.id];
      const { setting } = history;
      return { name: image.name, setting, live: results?.live, changed: resultUnder(results, setting) };
    },
  } satisfies SeScope);
}
